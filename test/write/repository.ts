/** A repository in a temporary folder, and what it holds. */
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { afterAll } from 'vitest';
import { withHeader } from '../../src/synth/header';
import { OutputFile } from '../../src/synth/output';

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
});

export function repository(files: Readonly<Record<string, string>> = {}): string {
  const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'pipewright-test-')));
  folders.push(root);
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  }
  return root;
}

export function generated(file: string, body: string, options: { from?: string; executable?: boolean } = {}): OutputFile {
  return { path: file, text: withHeader(file, body, options.from ?? 'pipeline.ts'), ...(options.executable ? { executable: true } : {}) };
}

/** Everything below a folder: path to text, links and folders without content included. */
export function contents(root: string, folder = ''): Record<string, string> {
  const found: Record<string, string> = {};
  for (const entry of fs.readdirSync(path.join(root, folder), { withFileTypes: true })) {
    const name = path.posix.join(folder, entry.name);
    if (entry.isSymbolicLink()) found[name] = `-> ${fs.readlinkSync(path.join(root, name))}`;
    else if (!entry.isFile() && !entry.isDirectory()) found[name] = '(neither a file nor a folder)';
    else if (entry.isDirectory()) Object.assign(found, { [`${name}/`]: '' }, contents(root, name));
    else found[name] = fs.readFileSync(path.join(root, name), 'utf8');
  }
  return found;
}

export function modeOf(root: string, file: string): number {
  return fs.statSync(path.join(root, file)).mode & 0o777;
}
