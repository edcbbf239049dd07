/**
 * Remembers that a file had no type errors, with everything that this depended on. A look-up costs one `stat`
 * a file; the compiler is not even loaded.
 */
import * as fs from 'fs';
import * as path from 'path';
import { CacheEntry, hash } from '../cache-entry';

/** By file: size and time of change, and the hash that counts where the time differs. */
type States = Readonly<Record<string, readonly [size: number, mtimeMs: number, hash: string]>>;

export class TypeCheckCache {
  private readonly entry: CacheEntry<States>;

  /** `key` names the versions of everything that is no file. */
  constructor(private readonly file: string, key: string) {
    this.entry = new CacheEntry(path.dirname(file), 'types', file, key);
  }

  public isCurrent(): boolean {
    const states = this.entry.read();
    if (typeof states !== 'object') return false;
    return Object.entries(states).every(([file, [size, mtimeMs, sum]]) => {
      const stat = fs.statSync(file, { throwIfNoEntry: false });
      if (stat === undefined || stat.size !== size) return false;
      return stat.mtimeMs === mtimeMs || hashOf(file) === sum;
    });
  }

  /** Remembers the state of the files that were checked, and of the configuration beside them. */
  public store(checked: readonly string[], configuration: readonly string[]): void {
    const states: Record<string, [number, number, string]> = {};
    for (const file of new Set([...checked, ...configuration, ...this.manifests()])) {
      const stat = fs.statSync(file, { throwIfNoEntry: false });
      if (stat) states[file] = [stat.size, stat.mtimeMs, hashOf(file)];
    }
    this.entry.write(states);
  }

  /** Files by which a package manager shows that it changed something. */
  private manifests(): string[] {
    const folder = path.dirname(this.file);
    return ['package.json', 'package-lock.json', 'pnpm-lock.yaml', 'yarn.lock'].map((name) => path.join(folder, name));
  }
}

function hashOf(file: string): string {
  return hash(fs.readFileSync(file));
}
