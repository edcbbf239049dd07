/**
 * Expands `strategy.matrix` into its legs, as GitHub does: the product of the axes, less what `exclude` matches,
 * then `include` extends the legs whose own axes it matches; what it matches nowhere becomes a leg of its own.
 * Values are compared like `==` of an expression does.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstrategymatrix
 */
import { Scope } from '../expressions/evaluate';
import { ArrayData, Data, DictionaryData, githubExpressions } from '../expressions/github-expressions';
import { evaluateTemplatePartially } from '../expressions/template';
import { equalOrUnknown } from '../expressions/three-valued';
import { isUnknown, Unknown } from '../expressions/unknown';
import { dictionary, fromData, toData, unknownsIn } from '../expressions/values';
import { hasExpression } from '../workflow/expression-scan';

/** The values of one job of a matrix, by axis. */
export type Leg = readonly (readonly [string, Data])[];
export type Matrix =
  | { readonly kind: 'legs'; readonly legs: readonly Leg[] }
  | { readonly kind: 'unknown'; readonly names: readonly string[] }
  | { readonly kind: 'error'; readonly message: string };

const MAX_LEGS = 256;

/** A leg as plain values. */
export function legValues(leg: Leg): Record<string, unknown> {
  return Object.fromEntries(leg.map(([axis, value]) => [axis, fromData(value)]));
}

class MatrixError extends Error {}
class MatrixUnknown extends Error {
  constructor(public readonly names: readonly string[]) {
    super();
  }
}

const MAX_CACHED = 1_000;
const cache = new Map<string, Matrix>();

/** A matrix without expressions is the same in every run, and often in many jobs. */
export function expandMatrix(matrix: unknown, scope: Scope): Matrix {
  const key = JSON.stringify(matrix);
  if (hasExpression(key)) return expandOnce(matrix, scope);
  let expanded = cache.get(key);
  if (!expanded) {
    expanded = expandOnce(matrix, scope);
    if (cache.size >= MAX_CACHED) cache.clear();
    cache.set(key, expanded);
  }
  return expanded;
}

function expandOnce(matrix: unknown, scope: Scope): Matrix {
  try {
    return { kind: 'legs', legs: expand(known(evaluateDeep(matrix, scope))) };
  } catch (error) {
    if (error instanceof MatrixUnknown) return { kind: 'unknown', names: error.names };
    return { kind: 'error', message: (error as Error).message };
  }
}

/** Expressions anywhere in the matrix become their values. */
function evaluateDeep(value: unknown, scope: Scope): Data {
  if (typeof value === 'string') return evaluateTemplatePartially(value, scope);
  const { data } = githubExpressions();
  if (Array.isArray(value)) return new data.Array(...value.map((item) => evaluateDeep(item, scope)));
  if (typeof value !== 'object' || value === null) return toData(value);
  return dictionary(Object.entries(value).map(([key, item]) => [key, evaluateDeep(item, scope)] as const));
}

function expand(matrix: Data): Leg[] {
  const pairs = mapping(matrix, 'the matrix').pairs();
  const rows = (name: string) => pairs.filter((pair) => pair.key === name).flatMap((pair) => sequence(known(pair.value), name).values().map((row) => mapping(known(row), `an entry of ${name}`)));
  const axes = pairs.filter((pair) => pair.key !== 'include' && pair.key !== 'exclude').map(({ key, value }) => [key, valuesOfAxis(key, value)] as const);
  const includes = rows('include').map((row) => splitInclude(row, axes.map(([name]) => name.toLowerCase())));
  const legs = product(axes, rows('exclude'), includes);
  legs.push(...includes.filter((include) => !include.matched).map((include) => [...include.own, ...include.extra]));
  if (legs.length === 0) throw new MatrixError('the matrix has no jobs');
  tooMany(legs.length);
  return legs;
}

function valuesOfAxis(name: string, value: Data): readonly Data[] {
  const values = sequence(known(value), `the axis ${name}`).values();
  if (values.length === 0) throw new MatrixError(`the axis ${name} of the matrix has no values`);
  return values;
}

interface Include {
  /** Values of axes: they must match. */
  readonly own: Leg;
  /** Values of its own: they are added. */
  readonly extra: Leg;
  matched: boolean;
}

function splitInclude(row: DictionaryData, axes: readonly string[]): Include {
  const all = entriesOf(row);
  const isAxis = ([key]: readonly [string, Data]) => axes.includes(key.toLowerCase());
  return { own: all.filter(isAxis), extra: all.filter((pair) => !isAxis(pair)), matched: false };
}

type Axes = readonly (readonly [string, readonly Data[]])[];

function product(axes: Axes, excludes: readonly DictionaryData[], includes: readonly Include[]): Leg[] {
  if (axes.length === 0) return [];
  const size = axes.reduce((all, [, values]) => all * values.length, 1);
  // exclusions could save a large product, but not one that is out of all proportion
  if (size > MAX_LEGS * MAX_LEGS) tooMany(size);
  checkExcludes(axes, excludes);
  const filters = excludes.map(entriesOf);
  const legs: Leg[] = [];
  for (let index = 0; index < size; index++) {
    const leg = combination(axes, index, size);
    if (!filters.some((filter) => matches(leg, filter))) legs.push(extend(leg, includes));
  }
  return legs;
}

/** The first axis turns slowest. */
function combination(axes: Axes, index: number, size: number): Leg {
  let block = size;
  return axes.map(([name, values]) => {
    block /= values.length;
    return [name, values[Math.floor(index / block) % values.length]] as const;
  });
}

function checkExcludes(axes: Axes, excludes: readonly DictionaryData[]): void {
  const names = axes.map(([name]) => name.toLowerCase());
  for (const { key } of excludes.flatMap((row) => row.pairs())) {
    if (!names.includes(key.toLowerCase())) throw new MatrixError(`exclude names ${key}, which is no axis of the matrix`);
  }
}

/** Added values may replace each other, but never those of the axes. */
function extend(leg: Leg, includes: readonly Include[]): Leg {
  const extra = new Map<string, readonly [string, Data]>();
  for (const include of includes) {
    if (!matches(leg, include.own)) continue;
    include.matched = true;
    for (const pair of include.extra) extra.set(pair[0].toLowerCase(), pair);
  }
  return extra.size ? [...leg, ...extra.values()] : leg;
}

/** Every leaf of the filter equals the leg's value in the same place. */
function matches(leg: Leg, filter: Leg): boolean {
  return filter.every(([key, wanted]) => {
    const value = leg.find(([axis]) => axis === key) ?? leg.find(([axis]) => axis.toLowerCase() === key.toLowerCase());
    return matchesValue(value?.[1] ?? toData(null), wanted);
  });
}

function entriesOf(row: DictionaryData): Leg {
  return row.pairs().map(({ key, value }) => [key, value] as const);
}

function matchesValue(value: Data, wanted: Data): boolean {
  const { Kind } = githubExpressions().data;
  if (wanted.kind === Kind.Dictionary) return entriesOf(wanted as DictionaryData).every(([key, item]) => matchesValue(field(value, key), item));
  if (wanted.kind === Kind.Array) return (wanted as ArrayData).values().every((item, index) => matchesValue(field(value, String(index)), item));
  const equal = equalOrUnknown(value, wanted);
  if (equal === undefined) throw new MatrixUnknown([value, wanted].flatMap((v) => unknownsIn(v).flatMap((u) => u.names)));
  return equal;
}

function field(value: Data, key: string): Data {
  const { data: { Kind, Null } } = githubExpressions();
  if (isUnknown(value)) return value.child(key);
  if (value.kind === Kind.Array) return (value as ArrayData).values()[Number(key)] ?? new Null();
  return (value.kind === Kind.Dictionary ? (value as DictionaryData).get(key) : undefined) ?? new Null();
}

function known(value: Data): Data {
  if (isUnknown(value)) throw new MatrixUnknown((value as Unknown).names);
  return value;
}

function sequence(value: Data, what: string): ArrayData {
  if (value.kind !== githubExpressions().data.Kind.Array) throw new MatrixError(`${what} is no list`);
  return value as ArrayData;
}

function mapping(value: Data, what: string): DictionaryData {
  if (value.kind !== githubExpressions().data.Kind.Dictionary) throw new MatrixError(`${what} is no map`);
  return value as DictionaryData;
}

function tooMany(size: number): void {
  if (size > MAX_LEGS) throw new MatrixError(`the matrix makes ${size} jobs; GitHub takes at most ${MAX_LEGS}`);
}
