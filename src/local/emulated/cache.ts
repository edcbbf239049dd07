/** actions/cache: a folder that is kept between runs, where one was named; else nothing is restored. */
import * as crypto from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import { ActionInput, Emulation } from './emulation';
import { glob } from '../glob';

/** An entry of the store: the key, and files by their absolute paths. */
interface Entry {
  readonly key: string;
  readonly folder: string;
  readonly saved: number;
}

const SKIPPED: Emulation = { done: 'no cache is kept between local runs; name a folder for them with --cache', skipped: true, outputs: { 'cache-hit': '' } };

export function cache(action: ActionInput): Emulation {
  const restored = restoreCache(action);
  const key = action.input('key');
  if (restored.skipped || restored.failed || key === undefined || restored.outputs?.['cache-hit'] === 'true') return restored;
  action.leg.posts.push({ name: 'Save the cache', run: () => saveCache(action).done });
  return restored;
}

export function restoreCache(action: ActionInput): Emulation {
  const store = action.leg.around.folders.cache;
  const key = action.input('key');
  if (store === undefined || key === undefined) return SKIPPED;
  const entries = entriesOf(store, versionOf(action));
  const wanted = [key, ...(action.input('restore-keys') ?? '').split('\n').map((line) => line.trim()).filter((line) => line !== '')];
  const exact = entries.find((entry) => entry.key === key);
  const found = exact ?? wanted.flatMap((prefix) => entries.filter((entry) => entry.key.startsWith(prefix)))[0];
  if (!found) return { done: `nothing is cached for ${key}`, failed: action.flag('fail-on-cache-miss', false), outputs: { 'cache-hit': '', 'cache-primary-key': key } };
  if (!action.flag('lookup-only', false)) fs.cpSync(path.join(found.folder, 'files'), action.leg.around.folders.workspace, { recursive: true, verbatimSymlinks: true });
  return { done: `restored ${found.key}`, outputs: { 'cache-hit': String(exact !== undefined), 'cache-primary-key': key, 'cache-matched-key': found.key } };
}

export function saveCache(action: ActionInput): Emulation {
  const { cache: store, workspace } = action.leg.around.folders;
  const key = action.input('key');
  if (store === undefined || key === undefined) return SKIPPED;
  const { files } = glob(action.input('path') ?? '', workspace);
  // what lies elsewhere, as in the home of the person, is this machine's already
  const own = files.filter((file) => file.startsWith(`${workspace}/`));
  if (own.length === 0) return { done: 'nothing to cache within the workspace' };
  const version = versionOf(action);
  if (entriesOf(store, version).some((entry) => entry.key === key)) return { done: `${key} is cached already` };
  const folder = path.join(store, `${version}-${hash(key)}`);
  for (const file of own) {
    const to = path.join(folder, 'files', path.relative(workspace, file));
    fs.mkdirSync(path.dirname(to), { recursive: true });
    fs.copyFileSync(file, to);
  }
  fs.writeFileSync(path.join(folder, 'key'), key);
  return { done: `saved ${key}, ${own.length} files` };
}

/** Paths are part of the identity of a cache. The newest one first. */
function entriesOf(store: string, version: string): Entry[] {
  if (!fs.existsSync(store)) return [];
  const folders = fs.readdirSync(store).filter((name) => name.startsWith(`${version}-`)).map((name) => path.join(store, name)).filter((folder) => fs.existsSync(path.join(folder, 'key')));
  return folders
    .map((folder) => ({ key: fs.readFileSync(path.join(folder, 'key'), 'utf8'), folder, saved: fs.statSync(path.join(folder, 'key')).mtimeMs }))
    .sort((a, b) => b.saved - a.saved);
}

function versionOf(action: ActionInput): string {
  return hash(action.input('path') ?? '').slice(0, 16);
}

function hash(text: string): string {
  return crypto.createHash('sha256').update(text).digest('hex');
}
