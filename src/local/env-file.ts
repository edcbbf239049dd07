/** `NAME=value` lines: secrets that a person keeps in a file. */
import { PipewrightError } from '../problem';

const ASSIGNMENT = /^(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$/;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/**
 * Comments (`#`), quotes and values of several lines within quotes are understood; nothing is expanded.
 * @throws PipewrightError for a line that is no assignment. Its text is not shown: it may be a secret.
 */
export function parseEnvFile(file: string, text: string): Record<string, string> {
  const values: Record<string, string> = {};
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i].trim();
    if (line === '' || line.startsWith('#')) continue;
    const [, name, first] = ASSIGNMENT.exec(line) ?? refuse(file, i, 'this is no line NAME=value');
    const quote = /^["']/.exec(first)?.[0];
    if (!quote) {
      values[name] = first.replace(/\s+#.*$/, '').trim();
      continue;
    }
    const start = i;
    let value = first.slice(1);
    while (closing(value, quote) < 0) {
      if (++i >= lines.length) refuse(file, start, `the ${quote} of ${name} is not closed`);
      value += `\n${lines[i]}`;
    }
    const inner = value.slice(0, closing(value, quote));
    values[name] = quote === '"' ? inner.replace(/\\(.)/g, (_, c: string) => ESCAPES[c] ?? c) : inner;
  }
  return values;
}

/** Where the quote ends; within double quotes a backslash protects it. */
function closing(value: string, quote: string): number {
  for (let i = 0; i < value.length; i++) {
    if (quote === '"' && value[i] === '\\') i++;
    else if (value[i] === quote) return i;
  }
  return -1;
}

function refuse(file: string, index: number, message: string): never {
  throw new PipewrightError([{ ruleId: 'env-file', severity: 'error', where: `${file}:${index + 1}`, source: { file, line: index + 1 }, message, fix: 'write NAME=value, or NAME="several lines"' }]);
}
