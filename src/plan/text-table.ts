/** Rows in columns, for a terminal or for a file. */

const GAP = 2;
/** Where less than this is left for the last column, it stands on lines of its own. */
const NARROWEST = 30;
const INDENT = 6;

export interface TableStyle {
  /** Columns of the terminal. @default - a row is a line, however long */
  readonly width?: number;
  /** Paints a line of the row; the head is row 0. */
  readonly paint?: (line: string, row: number) => string;
}

type Row = readonly string[];

/**
 * Columns that are empty in every row are left out. The last one is prose: it is not padded, and within the width
 * it goes on below itself. Where there is no room for the others either, what does not fit stands below its row.
 */
export function alignedTable(rows: readonly Row[], { width, paint = (line) => line }: TableStyle = {}): string[] {
  const used = rows[0].map((_, i) => i).filter((i) => rows.slice(1).some((row) => row[i] !== ''));
  if (used.length === 0) return [];
  const table = rows.map((row) => used.map((i) => row[i]));
  const widths = used.slice(0, -1).map((_, i) => Math.max(...table.map((row) => row[i].length)) + GAP);
  const left = widths.reduce((sum, one) => sum + one, 0);
  const lines = (row: Row, index: number) => {
    if (width === undefined) return [beside(row, widths, row.at(-1)!)];
    return width - left < NARROWEST ? stacked(row, table[0], widths, width, index === 0) : hanging(row, widths, left, width);
  };
  return table.flatMap((row, index) => lines(row, index).map((line) => paint(line, index)));
}

function beside(row: Row, widths: readonly number[], last: string): string {
  return `${widths.map((one, i) => row[i].padEnd(one)).join('')}${last}`.trimEnd();
}

function hanging(row: Row, widths: readonly number[], left: number, width: number): string[] {
  const [first = '', ...more] = wrapped(row.at(-1)!, width - left);
  return [beside(row, widths, first), ...more.map((line) => `${' '.repeat(left)}${line}`)];
}

function stacked(row: Row, head: Row, widths: readonly number[], width: number, isHead: boolean): string[] {
  const ends = widths.map((_, i) => widths.slice(0, i + 1).reduce((sum, one) => sum + one, 0) - GAP);
  const fitting = Math.max(1, ends.filter((end) => end <= width).length);
  const first = beside(row, widths.slice(0, fitting), '');
  if (isHead) return [first];
  const below = row.slice(fitting).flatMap((cell, i) => {
    if (cell === '') return [];
    return wrapped(fitting + i === row.length - 1 ? cell : `${head[fitting + i]}: ${cell}`, width - INDENT);
  });
  return [first, ...below.map((line) => `${' '.repeat(INDENT)}${line}`)];
}

/** Lines of at most this many characters; a longer word is cut. */
export function wrapped(text: string, width: number): string[] {
  const most = Math.max(width, 8);
  const words = text.split(/\s+/).flatMap((word) => word.match(new RegExp(`.{1,${most}}`, 'gu')) ?? []);
  const lines: string[] = [];
  for (const word of words) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= most) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
