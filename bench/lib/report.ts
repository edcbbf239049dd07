/** The table: one row a figure, with the aim where there is one. */
import { Spread } from './rounds';

export interface Row extends Spread {
  readonly group: string;
  readonly what: string;
  readonly unit: '×' | 'ms' | 'KiB';
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** By the median: a round in which the machine did something else proves nothing. */
export function isMet({ median, atMost = Infinity, atLeast = 0 }: Row): boolean {
  return median <= atMost && median >= atLeast;
}

export function aimOf({ atMost, atLeast, unit }: Row): string {
  if (atMost !== undefined) return `≤ ${atMost} ${unit}`;
  return atLeast === undefined ? '' : `≥ ${atLeast} ${unit}`;
}

export function verdict(row: Row): string {
  return aimOf(row) === '' ? '' : isMet(row) ? 'ok' : 'missed';
}

function figure(value: number, unit: Row['unit']): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${unit}`;
}

export const COLUMNS = ['measured', 'aim', 'median', 'min–max', 'ok?'];

export function cellsOf(row: Row): string[] {
  return [`${row.group}: ${row.what}`, aimOf(row), figure(row.median, row.unit), `${figure(row.min, row.unit)} – ${figure(row.max, row.unit)}`, verdict(row)];
}

export function table(rows: readonly Row[]): string {
  const cells = [COLUMNS, ...rows.map(cellsOf)];
  const widths = cells[0].map((_, column) => Math.max(...cells.map((line) => line[column].length)));
  const line = (texts: readonly string[]) => texts.map((text, i) => (i === 0 || i === 4 ? text.padEnd(widths[i]) : text.padStart(widths[i]))).join('  ').trimEnd();
  const [head, ...body] = cells;
  return [line(head), widths.map((width) => '─'.repeat(width)).join('  '), ...body.map(line)].join('\n');
}
