/** Platforms that sell CPU and memory in fixed pairs: which are valid, and which lie nearest. */

export interface Range {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** CPUs of a row may be had with any memory of the row. */
export interface SizeRow {
  /** vCPU. */
  readonly cpu: Range;
  /** MiB. */
  readonly memory: Range;
}

export interface Size {
  readonly cpu: number;
  readonly memory: number;
}

export function isValidSize(size: Size, rows: readonly SizeRow[]): boolean {
  return rows.some((row) => within(size.cpu, row.cpu) && within(size.memory, row.memory));
}

/** The valid sizes nearest to one that is not, best first. */
export function nearestSizes(size: Size, rows: readonly SizeRow[], most = 3): Size[] {
  const candidates = rows.flatMap((row) =>
    around(size.cpu, row.cpu).flatMap((cpu) => around(size.memory, row.memory).map((memory) => ({ cpu, memory }))),
  );
  const unique = new Map(candidates.map((c) => [showSize(c), c]));
  return [...unique.values()]
    .sort((a, b) => distance(a, size) - distance(b, size) || shortfall(a, size) - shortfall(b, size) || a.cpu - b.cpu || a.memory - b.memory)
    .slice(0, most);
}

export function showSize(size: Size): string {
  return `cpu ${size.cpu}, memoryMiB ${size.memory}`;
}

/** A row as people read it: `cpu 4: 2048–16384 MiB`. */
export function showRow(row: SizeRow): string {
  return `cpu ${showRange(row.cpu)}: ${showRange(row.memory)} MiB`;
}

function showRange(range: Range): string {
  return range.min === range.max ? String(range.min) : `${range.min}–${range.max}`;
}

function within(value: number, range: Range): boolean {
  return value >= range.min && value <= range.max && isMultiple(value - range.min, range.step);
}

function isMultiple(value: number, step: number): boolean {
  const steps = value / step;
  return Math.abs(steps - Math.round(steps)) < 1e-6;
}

/** The values of the range just below and just above. */
function around(value: number, range: Range): number[] {
  const clamped = Math.min(Math.max(value, range.min), range.max);
  const steps = (clamped - range.min) / range.step;
  const values = [Math.floor(steps + 1e-9), Math.ceil(steps - 1e-9)].map((n) => Number((range.min + n * range.step).toFixed(6)));
  return values.filter((v) => v <= range.max);
}

function distance(a: Size, b: Size): number {
  return Number((Math.abs(Math.log2(a.cpu / b.cpu)) + Math.abs(Math.log2(a.memory / b.memory))).toFixed(6));
}

/** Of two equally near, the one that gives what was asked for comes first. */
function shortfall(given: Size, asked: Size): number {
  return given.cpu >= asked.cpu && given.memory >= asked.memory ? 0 : 1;
}
