/** The loader keeps lines but not columns; this finds the column that the user typed. */
import * as fs from 'fs';
import { SourceMap } from 'module';
import { loaderFor } from './loader';
import { SourceLocation } from '../problem';

const MAP = /sourceMappingURL=data:application\/json;[^,]*base64,([\w+/=]+)/;

/** Places whose column is that of the source already. */
const EXACT = new WeakSet<SourceLocation>();

/** A place that was read from the source, and not from a stack of the loaded code. */
export function inSource(source: SourceLocation): SourceLocation {
  EXACT.add(source);
  return source;
}

/** The same place with the column of the source; unchanged where it cannot be told. */
export function exactColumn(source: SourceLocation): SourceLocation {
  if (EXACT.has(source) || source.line === undefined || source.column === undefined || !/\.[cm]?tsx?$/.test(source.file)) return source;
  try {
    const entry = sourceMap(source.file)?.findEntry(source.line - 1, source.column - 1);
    if (!entry || !('originalLine' in entry) || entry.originalLine !== source.line - 1) return source;
    return inSource({ ...source, column: entry.originalColumn + 1 });
  } catch {
    return source; // a place that is a few columns off is better than a second error
  }
}

function sourceMap(file: string): SourceMap | undefined {
  const code = loaderFor(file, { sourceMaps: true })
    .transform({ source: fs.readFileSync(file, 'utf8'), filename: file, ts: true, async: false, retainLines: true });
  const match = MAP.exec(code);
  return match ? new SourceMap(JSON.parse(Buffer.from(match[1], 'base64').toString('utf8'))) : undefined;
}
