/** The lines around a place, for people to see what is meant. */
import * as fs from 'fs';
import { SourceLocation } from '../problem';

const MAX_WIDTH = 160;

/** Up to three lines with numbers, and a caret below the column; empty where the file cannot be read. */
export function codeFrame(source: SourceLocation): string {
  if (source.line === undefined) return '';
  let lines: string[];
  try {
    lines = fs.readFileSync(source.file, 'utf8').split(/\r?\n/);
  } catch {
    return '';
  }
  if (source.line > lines.length) return '';
  const first = Math.max(1, source.line - 2);
  const width = String(source.line).length;
  const framed: string[] = [];
  for (let number = first; number <= source.line; number++) {
    const mark = number === source.line ? '>' : ' ';
    framed.push(`  ${mark} ${String(number).padStart(width)} | ${lines[number - 1].slice(0, MAX_WIDTH)}`.trimEnd());
  }
  const column = source.column;
  if (column !== undefined && column <= MAX_WIDTH) {
    const indent = lines[source.line - 1].slice(0, column - 1).replace(/[^\t]/g, ' ');
    framed.push(`    ${' '.repeat(width)} | ${indent}^`);
  }
  return framed.join('\n');
}
