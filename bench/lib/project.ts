/** Projects in temporary folders, as a user has them: their own files, and packages that are installed already. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { BENCH, ROOT } from './machine';

const made: string[] = [];

/** @param from whose `node_modules` are used: pipewright's own, or the bench's */
export function project(files: Readonly<Record<string, string>>, from: string = ROOT): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'pipewright-bench-')));
  made.push(folder);
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  link(path.join(from, 'node_modules'), path.join(folder, 'node_modules'));
  if (from !== BENCH) fs.symlinkSync(ROOT, path.join(folder, 'node_modules', 'pipewright'));
  return folder;
}

/** Each package by a link: the folder itself, with the caches in it, is the project's own. */
function link(from: string, to: string): void {
  fs.mkdirSync(to);
  for (const name of fs.readdirSync(from)) {
    if (name !== '.cache' && name !== 'pipewright') fs.symlinkSync(path.join(from, name), path.join(to, name));
  }
}

export function removeProjects(): void {
  for (const folder of made) fs.rmSync(folder, { recursive: true, force: true });
}

/** The program of examples/shop. */
export function shop(): string {
  return fs.readFileSync(path.join(ROOT, 'examples', 'shop', 'pipeline.ts'), 'utf8');
}

/** The same without its target on ECS, which is the one that needs aws-cdk-lib. */
export function shopWithoutEcs(): string {
  const text = shop().replace(/^new DeployTarget\(cicd, 'production', \{\n[\s\S]*?\n\}\);\n/m, '');
  if (/Platform\.ecs/.test(text)) throw new Error('examples/shop has changed: its ECS target was not found');
  return text;
}
