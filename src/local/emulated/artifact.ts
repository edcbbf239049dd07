/** actions/upload-artifact and actions/download-artifact: folders of this run. */
import * as path from 'path';
import { ActionInput, Emulation } from './emulation';
import { matchesWildcard } from './wildcard';
import { glob, GlobResult } from '../glob';

export function uploadArtifact(action: ActionInput): Emulation {
  const { folders: { workspace }, artifacts } = action.leg.around;
  const patterns = action.input('path');
  if (patterns === undefined) return { done: 'it names no path', failed: true };
  const found = glob(patterns, workspace);
  const files = found.files.filter((file) => action.flag('include-hidden-files', false) || !isHidden(path.relative(workspace, file)));
  if (files.length === 0) return nothingFound(action, patterns);
  const archive = action.flag('archive', true);
  if (!archive && files.length > 1) return { done: `only a single file can be uploaded without an archive; ${files.length} match`, failed: true };
  const name = archive ? action.input('name') ?? 'artifact' : path.basename(files[0]);
  const refusal = artifacts.refusal(name, action.flag('overwrite', false));
  if (refusal) return { done: refusal, failed: true };
  artifacts.put(name, files, rootOf(found, files));
  return { done: `the artifact ${name}, ${count(files.length)}`, outputs: { 'artifact-id': String(artifacts.names.indexOf(name) + 1), 'artifact-url': '', 'artifact-digest': '' } };
}

/** As the action computes it: the folder of a file that stands alone, the deepest common folder of several paths, else the path. */
function rootOf({ searchPaths }: GlobResult, files: readonly string[]): string {
  if (searchPaths.length > 1) {
    const parts = searchPaths.map((one) => one.split('/'));
    const different = parts[0].findIndex((part, i) => parts.some((other) => other[i] !== part));
    return parts[0].slice(0, different < 0 ? undefined : different).join('/') || '/';
  }
  return files.length === 1 && files[0] === searchPaths[0] ? path.dirname(files[0]) : searchPaths[0];
}

function isHidden(file: string): boolean {
  return file.split(path.sep).some((part) => part.startsWith('.') && part !== '..' && part !== '.');
}

function nothingFound(action: ActionInput, patterns: string): Emulation {
  const message = `no file matches ${patterns.split(/\s*\n\s*/).join(', ')}`;
  const mode = action.input('if-no-files-found') ?? 'warn';
  if (mode === 'warn') action.leg.annotate({ level: 'warning', message: `No files were found with the provided path: ${patterns}`, properties: {} });
  return { done: message, failed: mode === 'error' };
}

export function downloadArtifact(action: ActionInput): Emulation {
  const { folders: { workspace }, artifacts } = action.leg.around;
  const other = ['run-id', 'artifact-ids'].find((name) => action.input(name) !== undefined && action.input(name) !== action.env.GITHUB_RUN_ID);
  if (other) return { done: `it asks for artifacts by ${other}, which exist on GitHub only`, skipped: true };
  const to = path.resolve(workspace, action.input('path') ?? '.');
  const [name, pattern] = [action.input('name'), action.input('pattern')];
  if (name !== undefined) {
    if (!artifacts.has(name)) return { done: `there is no artifact named ${name} in this run${others(artifacts.names)}`, failed: true };
    artifacts.fetch(name, to);
    return { done: `the artifact ${name}`, outputs: { 'download-path': to } };
  }
  const names = artifacts.names.filter((one) => pattern === undefined || matchesWildcard(one, pattern));
  const merge = action.flag('merge-multiple', false);
  for (const one of names) artifacts.fetch(one, merge ? to : path.join(to, one));
  return { done: names.length ? `the artifacts ${names.join(', ')}` : `no artifact${pattern === undefined ? '' : ` matches ${pattern}`}${others(artifacts.names)}`, outputs: { 'download-path': to } };
}

function others(names: readonly string[]): string {
  return names.length ? `; there are ${names.join(', ')}` : '; none was uploaded: run the jobs before it too (--with-needs)';
}

function count(files: number): string {
  return `${files} ${files === 1 ? 'file' : 'files'}`;
}
