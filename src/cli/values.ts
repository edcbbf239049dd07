/** Values of flags: files that are read, `name=value` texts, names that do not exist. */
import * as fs from 'fs';
import * as path from 'path';
import { UsageError } from './command';
import { Terminal } from './terminal';
import { nearest } from '../nearest';
import { replaceFile } from '../write/replace-file';

export function readText(file: string, terminal: Terminal): string {
  try {
    return fs.readFileSync(path.resolve(terminal.cwd, file), 'utf8');
  } catch {
    throw new UsageError(`cannot read ${file}`);
  }
}

export function writeText(file: string, text: string, terminal: Terminal): void {
  try {
    replaceFile(path.resolve(terminal.cwd, file), text);
  } catch (error) {
    throw new UsageError(`cannot write ${file}: ${(error as Error).message}`);
  }
}

/** What to say of a name that is none. */
export function unknown(message: string, value: string, known: readonly string[]): UsageError {
  const [near] = nearest(value, known);
  return new UsageError(`${message}; there are ${known.join(', ')}${near ? `; did you mean ${near}?` : ''}`);
}

/** `name=value` texts. */
export function namedValues(texts: readonly string[], flag: string): Record<string, string> {
  return Object.fromEntries(texts.map((text) => {
    const at = text.indexOf('=');
    if (at < 1) throw new UsageError(`${flag} ${text}: write name=value`);
    return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  }));
}
