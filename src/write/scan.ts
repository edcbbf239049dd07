/** Finds what pipewright wrote earlier, by its header. */
import * as fs from 'fs';
import * as path from 'path';
import { isAbandoned, TEMPORARY_PREFIX } from './temporary';
import { Header, readHeader } from '../synth/header';

/** The header stands within the first 1,000 characters. */
const HEAD_BYTES = 4096;
const SKIPPED = new Set(['node_modules', '.git', 'cdk.out', '.terraform', '.venv']);

export interface Scan {
  /** Generated files by path, `/`-separated. */
  readonly generated: ReadonlyMap<string, Header>;
  /** Left behind by processes that were killed. */
  readonly abandoned: readonly string[];
}

/** Looks through `.github/` and the `deploy/` of each folder of the repository that holds an app. */
export function scan(root: string, directories: readonly string[] = ['']): Scan {
  const generated = new Map<string, Header>();
  const abandoned: string[] = [];
  const folders = ['.github', ...new Set(['', ...directories].map((directory) => path.posix.join(directory, 'deploy')))];
  for (const folder of folders) {
    for (const file of walk(root, folder)) {
      if (path.posix.basename(file).startsWith(TEMPORARY_PREFIX)) {
        if (isAbandoned(path.join(root, file))) abandoned.push(file);
        continue;
      }
      const header = readHeader(head(path.join(root, file)));
      if (header) generated.set(file, header);
    }
  }
  return { generated, abandoned };
}

function* walk(root: string, folder: string): Generator<string> {
  let entries: fs.Dirent[];
  try {
    entries = fs.readdirSync(path.join(root, folder), { withFileTypes: true });
  } catch {
    return; // absent, no folder, or not ours to read
  }
  for (const entry of entries) {
    const name = `${folder}/${entry.name}`;
    if (entry.isFile()) yield name;
    if (entry.isDirectory() && !SKIPPED.has(entry.name)) yield* walk(root, name);
  }
}

function head(file: string): string {
  try {
    const descriptor = fs.openSync(file, 'r');
    try {
      const buffer = Buffer.alloc(HEAD_BYTES);
      return buffer.toString('utf8', 0, fs.readSync(descriptor, buffer, 0, HEAD_BYTES, 0));
    } finally {
      fs.closeSync(descriptor);
    }
  } catch {
    return '';
  }
}
