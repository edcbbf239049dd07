/**
 * Values of `inputs`: what was given, else the defaults, else what GitHub puts in their place.
 */
import { EventFacts } from './event-facts';
import { Unknown } from '../expressions/unknown';
import { nearest } from '../nearest';
import { show } from '../problem';

interface DeclaredInput {
  readonly type?: string;
  readonly required?: boolean;
  readonly default?: unknown;
  readonly options?: readonly string[];
}

export interface Inputs {
  readonly values: Readonly<Record<string, unknown>>;
  /** Why GitHub refuses to start the workflow with them. */
  readonly refusal?: string;
}

const EMPTY: Readonly<Record<string, unknown>> = { boolean: false, number: 0, string: '' };

/** @param declared `inputs` of the trigger `workflow_dispatch` or `workflow_call` */
export function resolveInputs(declared: Readonly<Record<string, DeclaredInput | null>>, facts: EventFacts): Inputs {
  const given = facts.inputs ?? {};
  const names = Object.keys(declared);
  const called = facts.name === 'workflow_call';
  const stranger = Object.keys(given).find((name) => !names.some((known) => known.toLowerCase() === name.toLowerCase()));
  if (stranger) {
    const near = nearest(stranger, names)[0];
    return { values: {}, refusal: `the workflow has no input '${stranger}'${near ? `; did you mean '${near}'?` : names.length ? `; it has ${names.join(', ')}` : ''}` };
  }
  const values: Record<string, unknown> = {};
  for (const name of names) {
    const input = declared[name] ?? {};
    const key = Object.keys(given).find((g) => g.toLowerCase() === name.toLowerCase());
    const value = key === undefined ? input.default : given[key];
    const refusal = refused(name, input, value);
    if (refusal) return { values: {}, refusal };
    values[name] = value === undefined ? withoutValue(name, input, called) : typed(input, value);
  }
  return { values };
}

function refused(name: string, input: DeclaredInput, value: unknown): string | undefined {
  if (value === undefined) return input.required && input.type !== 'boolean' && input.type !== 'choice' ? `the input '${name}' is required` : undefined;
  if (input.type === 'choice' && input.options && !input.options.map(String).includes(String(value))) {
    return `${show(value)} is no option of the input '${name}': ${input.options.join(', ')}`;
  }
  return undefined;
}

/** Of a choice or an environment without a default, the form takes the first, and the API nothing. */
function withoutValue(name: string, { type }: DeclaredInput, called: boolean): unknown {
  if (type === 'choice' || type === 'environment') return new Unknown([`inputs.${name}`]);
  if (type === 'number' && !called) return '';
  return EMPTY[type ?? 'string'] ?? '';
}

/** `inputs` keeps booleans and numbers; in the payload everything is text. */
function typed({ type }: DeclaredInput, value: unknown): unknown {
  if (typeof value === 'string' && value.includes('${{')) return new Unknown(['the default of an input']);
  if (type === 'boolean') return value === true || value === 'true';
  if (type === 'number') return Number(value);
  return value === null ? '' : String(value);
}
