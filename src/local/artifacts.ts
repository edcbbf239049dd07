/** Artifacts of one run: a folder each. */
import * as fs from 'fs';
import * as path from 'path';

/** GitHub refuses these in names. */
const FORBIDDEN = /["<>|*?\r\n\\/:]/;

export class ArtifactStore {
  private readonly counts = new Map<string, number>();

  constructor(public readonly folder: string) {}

  public get names(): string[] {
    return [...this.counts.keys()];
  }

  /** Names, and how many files each has. */
  public toJson(): Record<string, number> {
    return Object.fromEntries(this.counts);
  }

  public has(name: string): boolean {
    return this.counts.has(name);
  }

  /** @returns why the name is refused */
  public refusal(name: string, overwrite: boolean): string | undefined {
    if (name.trim() === '' || name === '.' || name === '..' || FORBIDDEN.test(name)) return `'${name}' is no name of an artifact`;
    if (this.has(name) && !overwrite) return `an artifact named ${name} was uploaded already in this run; names are unique unless overwrite is true`;
    return undefined;
  }

  /** @param root folder that the paths within the artifact start from */
  public put(name: string, files: readonly string[], root: string): void {
    const target = path.join(this.folder, name);
    fs.rmSync(target, { recursive: true, force: true });
    for (const file of files) {
      const to = path.join(target, path.relative(root, file));
      fs.mkdirSync(path.dirname(to), { recursive: true });
      fs.copyFileSync(file, to);
    }
    this.counts.set(name, files.length);
  }

  public fetch(name: string, to: string): void {
    fs.mkdirSync(to, { recursive: true });
    fs.cpSync(path.join(this.folder, name), to, { recursive: true });
  }
}
