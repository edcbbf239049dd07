/** Compares plain data: paths with what stood there before and stands there now. */
import { MARKER } from '../synth/header';
import { isRecord } from '../values';

export interface ValueChange {
  /** `spec.template.spec.containers[shop].image` */
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Members of a list of maps are matched by these, so that an insertion is not a change of all that follows. */
const NAMES = ['name', 'id', 'Name', 'Id', 'Key', 'key', 'ContainerName', 'Sid', 'containerPort', 'port'];
const MAX_TEXT = 100;

export function compareValues(before: unknown, after: unknown, path = ''): ValueChange[] {
  if (same(before, after) || (isHeader(before) && isHeader(after))) return [];
  if (isRecord(before) && isRecord(after)) return compareMaps(before, after, path);
  if (Array.isArray(before) && Array.isArray(after)) return compareLists(before, after, path);
  return [{ path, before, after }];
}

function compareMaps(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>, path: string): ValueChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) => compareValues(before[key], after[key], path === '' ? key : `${path}.${key}`));
}

function compareLists(before: readonly unknown[], after: readonly unknown[], path: string): ValueChange[] {
  const name = NAMES.find((candidate) => [before, after].every((list) => areNamed(list, candidate)));
  if (name !== undefined) {
    const index = (list: readonly unknown[]) => Object.fromEntries(list.map((item) => [String((item as Record<string, unknown>)[name]), item]));
    const [left, right] = [index(before), index(after)];
    const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])];
    return keys.flatMap((key) => compareValues(left[key], right[key], `${path}[${key}]`));
  }
  if (before.length === after.length && before.some(isRecord)) return before.flatMap((item, i) => compareValues(item, after[i], `${path}[${i}]`));
  return [{ path, before, after }];
}

function areNamed(list: readonly unknown[], name: string): boolean {
  const names = list.map((item) => (isRecord(item) ? item[name] : undefined));
  return names.every((value) => typeof value === 'string' || typeof value === 'number') && new Set(names).size === names.length;
}

export function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function isHeader(value: unknown): boolean {
  return typeof value === 'string' && value.includes(MARKER);
}

/** `runs-on: ubuntu-22.04 → ubuntu-24.04`, `env.A: set to 1`, `needs: removed` */
export function describeChange({ path, before, after }: ValueChange): string {
  if (before === undefined) return `${path}: ${short(after)} (new)`;
  if (after === undefined) return `${path}: removed (was ${short(before)})`;
  const [left, right] = [short(before), short(after)];
  return left === right || left.endsWith('…') ? `${path}: changed` : `${path}: ${left} → ${right}`;
}

export function short(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value) ?? String(value);
  const line = text.trim().replace(/\s*\n\s*/g, ' ⏎ ');
  return line.length > MAX_TEXT ? `${line.slice(0, MAX_TEXT)}…` : line;
}
