/** The folder that a job works in: a fresh copy of the working tree, or the tree itself. */
import * as fs from 'fs';
import * as path from 'path';
import { git, workingFiles } from './git';

/**
 * Copies the working tree as a commit of it would look: uncommitted changes and new files are in it, ignored files are not.
 * Where the root is the top of a git repository, the copy is one too, and knows its history, but no remote.
 * @returns how many files there are
 */
export function copyTree(root: string, to: string): number {
  fs.mkdirSync(to, { recursive: true });
  const files = workingFiles(root);
  if (files === undefined) {
    fs.cpSync(root, to, { recursive: true, verbatimSymlinks: true, mode: fs.constants.COPYFILE_FICLONE, filter: (from) => path.basename(from) !== '.git' });
    return fs.readdirSync(to).length;
  }
  copyHistory(root, to);
  let copied = 0;
  for (const file of files) if (copyFile(path.join(root, file), path.join(to, file))) copied++;
  if (fs.existsSync(path.join(to, '.git'))) git(to, 'reset', '--quiet');
  return copied;
}

/** Objects are shared, not copied; a push from here must not reach the repository of the person. */
function copyHistory(root: string, to: string): void {
  if (!fs.existsSync(path.join(root, '.git'))) return;
  if (git(root, 'clone', '--quiet', '--shared', '--no-checkout', '--', root, to) !== undefined) git(to, 'remote', 'remove', 'origin');
}

/** A file that git lists but that was deleted, or a submodule, is not copied. */
function copyFile(from: string, to: string): boolean {
  const stats = fs.lstatSync(from, { throwIfNoEntry: false });
  if (!stats || stats.isDirectory()) return false;
  fs.mkdirSync(path.dirname(to), { recursive: true });
  if (stats.isSymbolicLink()) fs.symlinkSync(fs.readlinkSync(from), to);
  else fs.copyFileSync(from, to, fs.constants.COPYFILE_FICLONE);
  return true;
}
