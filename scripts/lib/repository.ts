/** Repositories in temporary folders, and the two syntheses that are written into them. */
import * as crypto from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { loadAppsSync } from '../../src/load/load';
import { OutputFile } from '../../src/synth/output';
import { synthesizeApp } from '../../src/synth/synthesize';
import { TEMPORARY_PREFIX } from '../../src/write/temporary';

export const ROOT = path.join(__dirname, '..', '..');
export const FROM = 'pipeline.ts';

const made: string[] = [];

export function repository(parent = os.tmpdir()): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(parent, 'pipewright-scratch-')));
  made.push(folder);
  return folder;
}

export function removeRepositories(): void {
  for (const folder of made) fs.rmSync(folder, { recursive: true, force: true });
}

/** The files of one of the contract's programs, or of another folder's, as if `pipeline.ts` had made them. */
export function synthesis(program: string, folder = 'test/contract'): readonly OutputFile[] {
  const { apps, problems } = loadAppsSync(path.join(ROOT, folder, program));
  const files = apps.flatMap((app) => synthesizeApp(app, { from: FROM }).files);
  if (files.length === 0) throw new Error(`${program} makes no files: ${JSON.stringify(problems)}`);
  return files;
}

/** What was remembered of ECS' templates would stand for what is made. */
export function forgetTemplates(): void {
  fs.rmSync(path.join(ROOT, 'node_modules', '.cache', 'pipewright', 'templates'), { recursive: true, force: true });
}

/** Path → content of everything below, without temporary files unless they are asked for. */
export function contents(root: string, temporary = false): Map<string, string> {
  const found = new Map<string, string>();
  for (const entry of fs.readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || (!temporary && entry.name.startsWith(TEMPORARY_PREFIX))) continue;
    const file = path.join(entry.parentPath, entry.name);
    found.set(path.relative(root, file), fs.readFileSync(file, 'utf8'));
  }
  return found;
}

export function fingerprint(root: string): string {
  return crypto.createHash('sha256').update(JSON.stringify([...contents(root, true)].sort())).digest('hex');
}

/** Whether a repository holds exactly these files. */
export function holds(root: string, files: readonly OutputFile[]): boolean {
  const found = contents(root, true);
  return found.size === files.length && files.every((file) => found.get(file.path) === file.text);
}
