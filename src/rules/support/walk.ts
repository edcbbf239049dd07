/**
 * One walk over a workflow along GitHub's schema: what does not fit it, and every string that holds an expression,
 * with the contexts that are available there. The rules share the result, see `facts.ts`.
 */
import { Path } from '../../workflow/model';
import { Finding } from '../rule';
import { Allowed, NONE, within } from './contexts';
import { Definition, definitionOf, MappingDefinition } from './schema';
import { describeDefinition, expected, unknownKey } from './schema-words';
import { nearest } from '../../nearest';
import { hasExpression, Scan, scanCondition, scanTemplate } from '../../workflow/expression-scan';

/** A string in which GitHub evaluates expressions. */
export interface Text {
  readonly path: Path;
  readonly value: string;
  readonly scan: Scan;
  readonly allowed: Allowed;
  /** An `if`: its text is an expression even without `${{ }}`. */
  readonly condition: boolean;
  /** The expression is a key, not a value. */
  readonly isKey: boolean;
  /** `${{ 'text' }}` is the text itself, for GitHub too, also where no expression can stand. */
  readonly literal?: string;
}

/** Something that the schema does not have. */
export interface Misfit extends Finding {
  /** The definition that it does not fit. */
  readonly definition: string;
}

export interface Walk {
  readonly texts: Text[];
  readonly misfits: Misfit[];
}

const CONDITIONS = new Set(['job-if', 'step-if', 'snapshot-if']);
/** Steps that only wait for others are rare: who forgot what a step does meant none of these. */
const CONTROL_KEYS = new Set(['wait', 'wait-all', 'cancel', 'parallel']);
/** Aliases can make a small file large. No real workflow has as many parts. */
const MAX_PARTS = 200_000;

export function walk(model: unknown): Walk {
  const walker = new Walker();
  walker.value(model, definitionOf('workflow-root-strict'), NONE);
  return walker;
}

class Walker implements Walk {
  public readonly texts: Text[] = [];
  public readonly misfits: Misfit[] = [];
  private readonly at: (string | number)[] = [];
  private parts = 0;

  public value(value: unknown, definition: Definition, above: Allowed): void {
    if (++this.parts > MAX_PARTS) return;
    const allowed = within(above, definition);
    if (Array.isArray(value)) this.sequence(value, definition, allowed);
    else if (typeof value === 'object' && value !== null) this.mapping(value as Record<string, unknown>, definition, allowed);
    else this.scalar(value, definition, allowed);
  }

  private sequence(values: readonly unknown[], definition: Definition, allowed: Allowed): void {
    if (definition.sequence === undefined) {
      this.misfit(definition, `a list is not expected here: ${expected(definition)}`, values);
      return;
    }
    const item = definition.sequence.definition;
    for (let i = 0; i < values.length; i++) {
      this.at.push(i);
      this.value(values[i], item, allowed);
      this.at.pop();
    }
  }

  private scalar(value: unknown, definition: Definition, allowed: Allowed): void {
    if (typeof value === 'string') {
      const condition = CONDITIONS.has(definition.name);
      if (condition || hasExpression(value)) {
        const { literal } = this.text(value, allowed, condition, false);
        if (!condition && literal === undefined) return;
        value = literal ?? value;
      }
    }
    if (!fits(value, definition)) this.unexpected(value, definition);
  }

  private text(value: string, allowed: Allowed, condition: boolean, isKey: boolean): Text {
    const template = scanTemplate(value);
    const literal = literalOf(template);
    // `if: ${{ 'a == b' }}` is the condition a == b
    const scan = condition ? scanCondition(literal ?? value) : template;
    const text: Text = { path: [...this.at], value, scan, allowed, condition, isKey, literal: condition ? undefined : literal };
    if (text.scan.segments.length > 0) this.texts.push(text);
    return text;
  }

  private mapping(map: Record<string, unknown>, definition: Definition, allowed: Allowed): void {
    if (definition.mappings.length === 0) {
      this.misfit(definition, `a map is not expected here: ${expected(definition)}`, undefined);
      return;
    }
    const keys = Object.keys(map);
    const repeated = repeatedKeys(keys);
    let candidates: readonly MappingDefinition[] = definition.mappings;
    let dynamic = false;
    for (const key of keys) {
      // a prop that nobody gave: rendering leaves it out
      if (map[key] === undefined) continue;
      this.at.push(key);
      if (hasExpression(key)) {
        dynamic = true;
        this.text(key, allowed, false, true);
        const [{ properties, looseValue }] = definition.mappings;
        this.value(map[key], properties.size === 0 && looseValue ? looseValue.definition : definitionOf('any'), allowed);
      } else if (repeated?.has(key)) {
        this.misfit(definition, `'${key}' is already defined: GitHub takes it as equal to '${repeated.get(key)}'`, undefined, 'key');
      } else {
        candidates = this.entry(key, map[key], candidates, definition, allowed);
      }
      this.at.pop();
    }
    this.complete(definition, candidates, map, dynamic);
  }

  private entry(
    key: string, value: unknown, candidates: readonly MappingDefinition[], definition: Definition, allowed: Allowed,
  ): readonly MappingDefinition[] {
    const matching = candidates.length === 1 ? candidates : candidates.filter((candidate) => candidate.properties.has(key));
    const property = matching[matching.length - 1]?.properties.get(key);
    if (property) {
      this.value(value, property.definition, allowed);
      return matching;
    }
    const { looseKey, looseValue } = candidates[0];
    if (looseKey === undefined || looseValue === undefined) {
      this.misfits.push({ path: [...this.at], at: 'key', ...unknownKey(key, candidates, definition) });
      return candidates;
    }
    if (key === '' && definitionOf(looseKey).text === 'non-empty') this.misfit(definition, 'an empty key is not allowed', key, 'key');
    this.value(value, looseValue.definition, allowed);
    return candidates;
  }

  private complete(definition: Definition, candidates: readonly MappingDefinition[], map: Record<string, unknown>, dynamic: boolean): void {
    if (candidates.length > 1) {
      const telling = candidates.flatMap((candidate) => candidate.required).filter((key) => !CONTROL_KEYS.has(key));
      this.misfit(definition, `${describeDefinition(definition.name)} needs one of: ${telling.join(', ')}`, undefined);
      return;
    }
    if (dynamic) return;
    for (const key of candidates[0].required) {
      if (map[key] !== undefined) continue;
      this.misfit(definition, `${describeDefinition(candidates[0].name)} needs '${key}'`, undefined);
    }
  }

  private unexpected(value: unknown, definition: Definition): void {
    const written = value === null || value === undefined ? 'nothing' : JSON.stringify(value);
    this.misfits.push({
      path: [...this.at], definition: definition.name, message: `${written} is not valid here: ${expected(definition)}`, value,
      ...(definition.constants.length > 0 ? { allowed: definition.constants, nearest: typeof value === 'string' ? nearest(value, definition.constants) : [] } : {}),
    });
  }

  private misfit(definition: Definition, message: string, value: unknown, at?: 'key'): void {
    this.misfits.push({ path: [...this.at], definition: definition.name, message, value, at });
  }
}

/** GitHub takes keys as equal that differ in case only. Undefined where all differ: nearly always. */
function repeatedKeys(keys: readonly string[]): Map<string, string> | undefined {
  if (keys.length < 2 || keys.every((key) => key === key.toLowerCase()) || keys.every((key) => key === key.toUpperCase())) return undefined;
  const seen = new Map<string, string>();
  const repeated = new Map<string, string>();
  for (const key of keys) {
    const first = seen.get(key.toUpperCase());
    if (first === undefined) seen.set(key.toUpperCase(), key);
    else repeated.set(key, first);
  }
  return repeated.size > 0 ? repeated : undefined;
}

function literalOf({ whole, segments }: Scan): string | undefined {
  const tree = whole ? segments[0].tree : undefined;
  return tree?.kind === 'literal' && typeof tree.value === 'string' ? tree.value : undefined;
}

/** GitHub turns null, numbers and booleans into text where only text is taken, but never the other way. */
function fits(value: unknown, definition: Definition): boolean {
  if (value === null || value === undefined) {
    if (definition.takesNull) return true;
  } else if (typeof value === 'number') {
    if (definition.takesNumber) return true;
  } else if (typeof value === 'boolean' && definition.takesBoolean) {
    return true;
  }
  const text = value === null || value === undefined ? '' : String(value);
  switch (definition.text) {
    case 'any': return true;
    case 'non-empty': return text !== '';
    case 'constants': return definition.constants.includes(text);
    case 'none': return false;
  }
}
