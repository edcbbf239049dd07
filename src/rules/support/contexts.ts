/** Which contexts and functions an expression may use at one place of a workflow. */
import { Definition } from './schema';

export interface Arity {
  readonly least: number;
  readonly most: number;
}

export interface Allowed {
  /** Lower-case names. None at all: no expression may stand here. */
  readonly contexts: ReadonlySet<string>;
  readonly functions: ReadonlyMap<string, Arity>;
  readonly any: boolean;
}

const MANY = Number.MAX_SAFE_INTEGER;
/** Available wherever an expression is: GitHub's well-known functions. */
const ALWAYS: readonly (readonly [string, Arity])[] = [
  ['case', { least: 3, most: MANY }],
  ['contains', { least: 2, most: 2 }],
  ['endswith', { least: 2, most: 2 }],
  ['format', { least: 1, most: 255 }],
  ['fromjson', { least: 1, most: 1 }],
  ['join', { least: 1, most: 2 }],
  ['startswith', { least: 2, most: 2 }],
  ['tojson', { least: 1, most: 1 }],
];
const FUNCTION = /^(\w+)\((\d+),(\d+|MAX)\)$/;

export const NONE: Allowed = { contexts: new Set(), functions: new Map(ALWAYS), any: false };
const extended = new Map<Allowed, Map<string, Allowed>>();

/** What is allowed below a definition: what was allowed above, and what it adds. */
export function within(above: Allowed, definition: Definition): Allowed {
  if (definition.context.length === 0) return above;
  let known = extended.get(above);
  if (!known) extended.set(above, known = new Map());
  let allowed = known.get(definition.name);
  if (!allowed) known.set(definition.name, allowed = extend(above, definition.context));
  return allowed;
}

function extend(above: Allowed, added: readonly string[]): Allowed {
  const contexts = new Set(above.contexts);
  const functions = new Map(above.functions);
  for (const name of added) {
    const call = FUNCTION.exec(name);
    if (call) functions.set(call[1].toLowerCase(), { least: Number(call[2]), most: call[3] === 'MAX' ? MANY : Number(call[3]) });
    else contexts.add(name.toLowerCase());
  }
  return { contexts, functions, any: true };
}
