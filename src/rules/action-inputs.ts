import { Finding, Rule } from './rule';
import { isRecord } from '../values';
import { strict } from './support/audit';
import { factsOf, StepFacts } from './support/facts';
import { isSameMajor, KnownAction, knownAction } from './support/known-actions';
import { CatalogueInput } from '../actions/catalogue';
import { nearest } from '../nearest';
import { hasExpression } from '../workflow/expression-scan';

export const actionInputs: Rule = {
  id: 'action-inputs',
  severity: 'error',
  description: 'A step gives an action the inputs that it has, and all that it requires.',
  reason: 'GitHub ignores an unknown input with a remark in the log. A SHA pin blinds other validators: they know inputs by tag only.',
  source: 'https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax#inputs',
  *check(document) {
    for (const step of factsOf(document).steps) {
      const action = knownAction(document, step);
      if (!action || (step.step.with !== undefined && step.step.with !== null && !isRecord(step.step.with))) continue;
      yield* check(step, action, isSameMajor(document, step, action), strict(document));
    }
  },
};

function* check(step: StepFacts, action: KnownAction, same: boolean, severity: Finding['severity']): Generator<Finding> {
  const { byKey, required } = interfaceOf(action);
  const written = Object.keys(step.with);
  if (written.some(hasExpression)) return;
  for (const name of written) {
    const input = byKey.get(key(name));
    if (input && !input.deprecated) continue;
    const version = versionOf(step, action);
    const finding = input ? deprecated(name, version, input, same) : unknown(name, version, Object.keys(action.inputs), same, severity);
    if (finding) yield { path: [...step.path, 'with', name], at: 'key', ...finding };
  }
  if (!same) return;
  for (const input of required) {
    if (written.some((name) => key(name) === key(input))) continue;
    yield { path: [...step.path, 'uses'], message: `${versionOf(step, action)} needs the input '${input}'`, fix: 'add it to with' };
  }
}

function versionOf(step: StepFacts, { version }: KnownAction): string {
  return `${step.uses?.kind === 'action' ? step.uses.name : String(step.step.uses)}${version === undefined ? '' : ` ${version}`}`;
}

interface Interface {
  readonly byKey: ReadonlyMap<string, CatalogueInput>;
  readonly required: readonly string[];
}

const interfaces = new WeakMap<KnownAction, Interface>();

function interfaceOf(action: KnownAction): Interface {
  let known = interfaces.get(action);
  if (!known) {
    const inputs = Object.entries(action.inputs);
    const required = inputs.filter(([, input]) => input.required && input.default === undefined).map(([name]) => name);
    interfaces.set(action, known = { byKey: new Map(inputs.map(([name, input]) => [key(name), input])), required });
  }
  return known;
}

function deprecated(input: string, version: string, { deprecated: why }: CatalogueInput, same: boolean): Omit<Finding, 'path'> | undefined {
  if (!why || !same) return undefined;
  return { severity: 'warning', value: input, message: `the input '${input}' of ${version} is deprecated${typeof why === 'string' ? `: ${why}` : ''}` };
}

/** The runner reads inputs as variables: case does not count. */
function key(name: string): string {
  const lower = name.toLowerCase();
  return lower.includes(' ') ? lower.replace(/ /g, '_') : lower;
}

/**
 * Another major may have had it: then only what is almost a known name is worth a remark. A newer release may have it:
 * in what people write only a slip of the pen is an error.
 */
function unknown(input: string, version: string, names: readonly string[], same: boolean, severity: Finding['severity']): Omit<Finding, 'path'> | undefined {
  if (['args', 'entrypoint'].includes(input.toLowerCase())) return undefined;
  const near = nearest(input, names);
  if (!same && near.length === 0) return undefined;
  return { message: `${version} has no input '${input}'`, value: input, allowed: names, nearest: near, severity: !same ? 'warning' : near.length ? 'error' : severity };
}
