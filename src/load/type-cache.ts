/**
 * Remembers that a file had no type errors, with everything that this depended on. A look-up costs one `stat`
 * a file; the compiler is not even loaded.
 */
import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import { cacheFolder, readJson } from './package-root';

interface Entry {
  readonly key: string;
  /** By file: size and time of change, and the hash that counts where the time differs. */
  readonly files: Readonly<Record<string, readonly [size: number, mtimeMs: number, hash: string]>>;
}

export class TypeCheckCache {
  private readonly entryFile?: string;

  /** `key` names the versions of everything that is no file. */
  constructor(private readonly file: string, private readonly key: string) {
    const folder = cacheFolder(path.dirname(file));
    if (folder !== undefined) this.entryFile = path.join(folder, 'types', `${hash(file).slice(0, 16)}.json`);
  }

  public isCurrent(): boolean {
    if (this.entryFile === undefined) return false;
    const entry = readJson(this.entryFile) as Entry | undefined;
    if (entry?.key !== this.key || typeof entry.files !== 'object') return false;
    return Object.entries(entry.files).every(([file, [size, mtimeMs, sum]]) => {
      const stat = fs.statSync(file, { throwIfNoEntry: false });
      if (stat === undefined || stat.size !== size) return false;
      return stat.mtimeMs === mtimeMs || hashOf(file) === sum;
    });
  }

  /** Remembers the state of the files that were checked, and of the configuration beside them. */
  public store(checked: readonly string[], configuration: readonly string[]): void {
    if (this.entryFile === undefined) return;
    const files: Record<string, [number, number, string]> = {};
    for (const file of new Set([...checked, ...configuration, ...this.manifests()])) {
      const stat = fs.statSync(file, { throwIfNoEntry: false });
      if (stat) files[file] = [stat.size, stat.mtimeMs, hashOf(file)];
    }
    try {
      fs.mkdirSync(path.dirname(this.entryFile), { recursive: true });
      const temporary = `${this.entryFile}.${process.pid}`;
      fs.writeFileSync(temporary, JSON.stringify({ key: this.key, files } satisfies Entry));
      fs.renameSync(temporary, this.entryFile);
    } catch {
      // a full or read-only disk: the next run checks again
    }
  }

  /** Files by which a package manager shows that it changed something. */
  private manifests(): string[] {
    const folder = path.dirname(this.file);
    return ['package.json', 'package-lock.json', 'pnpm-lock.yaml', 'yarn.lock'].map((name) => path.join(folder, name));
  }
}

function hash(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex');
}

function hashOf(file: string): string {
  return hash(fs.readFileSync(file));
}
