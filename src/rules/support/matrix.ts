/** The jobs that a matrix stands for, as GitHub expands it. Undefined where only the run can know. */
import { asMap, Fields } from './facts';
import { isRecord } from '../../values';
import { hasExpression } from '../../workflow/expression-scan';

export type Leg = Fields;

/** Expands no further than this: what is over 256 is refused anyway. */
const ENOUGH = 2_000;

/** How many jobs, without making them. Undefined where only the run can know. */
export function matrixSize(matrix: unknown): number | undefined {
  const axes = staticAxes(matrix);
  if (!axes) return undefined;
  const { include, exclude } = asMap(matrix);
  const size = axes.length === 0 ? 0 : axes.reduce((total, [, values]) => total * values.length, 1);
  if (include === undefined && exclude === undefined) return size;
  // too many to make: the axes alone tell, unless something is taken away
  return expandMatrix(matrix)?.length ?? (exclude === undefined ? size : undefined);
}

const expanded = new WeakMap<object, { readonly legs: Leg[] | undefined }>();

/** Kept by the matrix itself: several rules ask, and an expansion is not cheap. */
export function expandMatrix(matrix: unknown): Leg[] | undefined {
  if (typeof matrix !== 'object' || matrix === null) return undefined;
  let known = expanded.get(matrix);
  if (!known) expanded.set(matrix, known = { legs: expand(matrix) });
  return known.legs;
}

function expand(matrix: object): Leg[] | undefined {
  const axes = staticAxes(matrix);
  if (!axes || axes.reduce((size, [, values]) => size * values.length, 1) > ENOUGH) return undefined;
  const include = staticEntries(asMap(matrix).include);
  const exclude = staticEntries(asMap(matrix).exclude);
  if (!include || !exclude) return undefined;
  const kept = (axes.length === 0 ? [] : product(axes)).filter((leg) => !exclude.some((entry) => matches(entry, leg)));
  return included(kept, include, new Set(axes.map(([axis]) => axis)));
}

function staticAxes(matrix: unknown): [string, unknown[]][] | undefined {
  if (!isRecord(matrix)) return undefined;
  const axes: [string, unknown[]][] = [];
  for (const [axis, values] of Object.entries(matrix)) {
    if (axis === 'include' || axis === 'exclude') continue;
    if (!Array.isArray(values) || hasExpression(axis)) return undefined;
    // one expression in a vector is one value, whatever it will be
    axes.push([axis, values]);
  }
  return axes;
}

function staticEntries(entries: unknown): Fields[] | undefined {
  if (entries === undefined || entries === null) return [];
  if (!Array.isArray(entries)) return undefined;
  return entries.every(isRecord) ? entries : undefined;
}

function product(axes: readonly [string, unknown[]][]): Record<string, unknown>[] {
  let legs: Record<string, unknown>[] = [{}];
  for (const [axis, values] of axes) legs = legs.flatMap((leg) => values.map((value) => ({ ...leg, [axis]: value })));
  return legs;
}

/** Each entry goes into every leg whose own values it does not change, or else becomes a leg itself. */
function included(legs: Record<string, unknown>[], include: readonly Fields[], axes: ReadonlySet<string>): Leg[] {
  const result = legs.map((leg) => ({ ...leg }));
  const added: Leg[] = [];
  for (const entry of include) {
    const own = Object.keys(entry).filter((key) => axes.has(key));
    let fits = false;
    result.forEach((leg, i) => {
      if (!own.every((key) => equal(legs[i][key], entry[key]))) return;
      Object.assign(leg, entry);
      fits = true;
    });
    if (!fits) added.push(entry);
  }
  return [...result, ...added];
}

function matches(entry: Fields, leg: Fields): boolean {
  return Object.entries(entry).every(([key, value]) => equal(leg[key], value));
}

function equal(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object') return String(a) === String(b);
  return JSON.stringify(a) === JSON.stringify(b);
}
