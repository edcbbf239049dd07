/**
 * GitHub's functions on arguments of which some may be unknown. Where all are known, GitHub's own code is called.
 */
import { ArrayData, Data, FunctionDefinition, githubExpressions, PrimitiveData } from './github-expressions';
import { equalOrUnknown } from './three-valued';
import { isUnknown, unknownOf } from './unknown';
import { unknownsIn } from './values';

/** Functions that look inside a list or an object; the others see only what an argument is. */
const DEEP = new Set(['tojson', 'join']);

export function callPartially(name: string, definition: FunctionDefinition, args: Data[]): Data {
  if (name === 'case') return callCase(definition, args);
  if (name === 'contains' && !args.some(isUnknown)) return callContains(definition, args);
  if (name === 'contains' && isEmptyList(args[0])) return definition.call(...args);
  const unknowns = DEEP.has(name) ? args.flatMap(unknownsIn) : args.filter(isUnknown);
  return unknowns.length ? unknownOf(unknowns) : definition.call(...args);
}

/** The predicates before the one that holds must be known; the values of the others need not be. */
function callCase(definition: FunctionDefinition, args: Data[]): Data {
  const { Kind } = githubExpressions().data;
  for (let i = 0; i + 1 < args.length; i += 2) {
    const predicate = args[i];
    if (isUnknown(predicate)) return unknownOf([predicate]);
    // GitHub's code says what is wrong with it
    if (predicate.kind !== Kind.Boolean) return definition.call(...args);
    if ((predicate as PrimitiveData<boolean>).value) return args[i + 1];
  }
  return args[args.length - 1];
}

/** A list contains what one of its known items equals, whatever the unknown items are. */
function callContains(definition: FunctionDefinition, args: Data[]): Data {
  const { data: { BooleanData, Kind } } = githubExpressions();
  const [list, item] = args;
  if (list.kind !== Kind.Array) return definition.call(...args);
  const items = (list as ArrayData).values();
  const unknown = items.filter(isUnknown);
  if (unknown.length === 0) return definition.call(...args);
  const equal = items.map((candidate) => equalOrUnknown(candidate, item));
  if (equal.includes(true)) return new BooleanData(true);
  return equal.includes(undefined) ? unknownOf(unknown) : new BooleanData(false);
}

function isEmptyList(value: Data): boolean {
  return value.kind === githubExpressions().data.Kind.Array && (value as ArrayData).values().length === 0;
}
