/**
 * Files by the patterns of GitHub's actions (`@actions/glob`): one a line, `!` excludes, `#` is a comment,
 * a folder stands for all that is in it, and names with a leading dot match like any other.
 */
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

interface Pattern {
  readonly negated: boolean;
  readonly regexp: RegExp;
  /** The longest part without a wildcard. */
  readonly searchPath: string;
}

export interface GlobResult {
  /** Absolute paths of files. */
  readonly files: readonly string[];
  /** Where the patterns start, those within another one left out. */
  readonly searchPaths: readonly string[];
}

export function glob(patterns: string, cwd: string): GlobResult {
  const parsed = patterns.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#')).map((line) => pattern(line, cwd));
  const searchPaths = outermost(parsed.filter(({ negated }) => !negated).map(({ searchPath }) => searchPath));
  const files = searchPaths.flatMap((root) => [...walk(root)]).filter((file) => matches(file, parsed));
  return { files, searchPaths };
}

/** The last pattern that speaks of a file decides. */
function matches(file: string, patterns: readonly Pattern[]): boolean {
  return patterns.reduce((included, { negated, regexp }) => (regexp.test(file) ? !negated : included), false);
}

function pattern(line: string, cwd: string): Pattern {
  const negated = line.startsWith('!');
  let text = negated ? line.slice(1).trim() : line;
  if (text === '~' || text.startsWith('~/')) text = os.homedir() + text.slice(1);
  const absolute = path.isAbsolute(text) ? path.normalize(text) : path.join(cwd, text);
  const segments = absolute.replace(/(.)\/+$/, '$1').split('/');
  const literal = segments.findIndex((segment) => /[*?[]/.test(segment));
  const searchPath = (literal < 0 ? segments : segments.slice(0, literal)).join('/') || '/';
  return { negated, regexp: new RegExp(`^${segments.map(segmentSource).join('/').replaceAll('/\0/', '/(?:.*/)?').replace(/\/\0$/, '/.*')}(?:/.*)?$`, 's'), searchPath };
}

/** `**` is marked, because the slashes around it belong to it. */
function segmentSource(segment: string): string {
  if (segment === '**') return '\0';
  let source = '';
  for (let i = 0; i < segment.length; i++) {
    const close = segment[i] === '[' ? segment.indexOf(']', i + 2) : -1;
    if (close > 0) {
      source += `[${segment.slice(i + 1, close).replace(/^!/, '^').replace(/\\/g, '\\\\')}]`;
      i = close;
    } else if (segment[i] === '*') {
      source += '[^/]*';
    } else {
      source += segment[i] === '?' ? '[^/]' : segment[i].replace(/[\\^$.|+(){}[\]]/, '\\$&');
    }
  }
  return source;
}

function outermost(paths: readonly string[]): string[] {
  const all = [...new Set(paths)];
  return all.filter((one) => !all.some((other) => other !== one && one.startsWith(other === '/' ? '/' : `${other}/`)));
}

/** Files in the order of their names; a link to a folder that contains it is not followed again. */
function* walk(start: string, above: readonly string[] = []): Generator<string> {
  let stats: fs.Stats;
  try {
    stats = fs.statSync(start);
  } catch {
    return;
  }
  if (!stats.isDirectory()) {
    yield start;
    return;
  }
  const real = fs.realpathSync(start);
  if (above.includes(real)) return;
  for (const name of fs.readdirSync(start).sort()) yield* walk(path.join(start, name), [...above, real]);
}
