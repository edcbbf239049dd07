/** One thing that was found out before, remembered beside the project's packages for as long as its key is the same. */
import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import { findUp, readJson } from './files';

export class CacheEntry<T> {
  private readonly file?: string;

  /**
   * @param project a folder of the project, or below its `node_modules`
   * @param about what is remembered, one a folder
   * @param name of what it is about; a new key of the same name takes the old one's place
   * @param key of everything that it depends on
   */
  constructor(project: string, about: string, name: string, private readonly key: string) {
    const folder = cacheFolder(project);
    if (folder !== undefined) this.file = path.join(folder, about, `${hash(name).slice(0, 16)}.json`);
  }

  public read(): T | undefined {
    const entry = this.file === undefined ? undefined : readJson(this.file);
    return entry?.key === this.key ? entry.value : undefined;
  }

  /** Whole or not at all: another process may be reading. */
  public write(value: T): void {
    if (this.file === undefined) return;
    const temporary = `${this.file}.${process.pid}`;
    try {
      fs.mkdirSync(path.dirname(this.file), { recursive: true });
      fs.writeFileSync(temporary, JSON.stringify({ key: this.key, value }));
      fs.renameSync(temporary, this.file);
    } catch {
      remove(temporary); // a full or read-only disk: it is found out again
    }
  }
}

function remove(file: string): void {
  try {
    fs.rmSync(file, { force: true });
  } catch {
    // whoever cannot write can perhaps not remove either
  }
}

export function hash(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A folder for caches that no other user of the machine can write to; undefined where there is no node_modules. */
export function cacheFolder(folder: string): string | undefined {
  const project = findUp(folder, 'node_modules');
  if (project === undefined) return undefined;
  const cache = path.join(project, 'node_modules', '.cache', 'pipewright');
  try {
    fs.mkdirSync(cache, { recursive: true });
    fs.accessSync(cache, fs.constants.W_OK);
    return cache;
  } catch {
    return undefined; // a read-only checkout: slower, not wrong
  }
}
