/**
 * Makes planned changes: every new file whole under a temporary name first, then one rename each.
 * Until the first rename nothing has changed; a failure after it is undone.
 */
import * as path from 'path';
import { Disk } from './disk';
import { FileChange } from './plan-write';
import { forgetTemporary, temporaryName } from './temporary';

export function applyChanges(root: string, changes: readonly FileChange[], disk: Disk, exists: (file: string) => boolean): void {
  const undo: (() => void)[] = [];
  const temporaries = new Map<FileChange, string>();
  const replacing = changes.filter((c) => c.text !== undefined && c.kind !== 'keep');
  try {
    for (const change of replacing) {
      makeFolders(root, path.posix.dirname(change.path), disk, exists, undo);
      const temporary = temporaryName(path.join(root, change.path));
      temporaries.set(change, temporary);
      disk.create(temporary, Buffer.from(change.text ?? '', 'utf8'), change.mode);
    }
    for (const change of replacing) {
      const target = path.join(root, change.path);
      disk.rename(temporaries.get(change)!, target);
      undo.push(() => restore(target, change, disk));
    }
    for (const change of changes.filter((c) => c.kind === 'remove')) {
      const target = path.join(root, change.path);
      if (!removed(target, disk)) continue;
      undo.push(() => restore(target, change, disk));
    }
  } catch (error) {
    for (const temporary of temporaries.values()) quietly(() => disk.remove(temporary));
    for (const step of undo.reverse()) quietly(step);
    throw error;
  } finally {
    for (const temporary of temporaries.values()) forgetTemporary(temporary);
  }
}

/** Whether it was there to be removed; another synthesis may have been quicker. */
function removed(file: string, disk: Disk): boolean {
  try {
    disk.remove(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** Read-only bits of files that stay, and folders that became empty: nice to have, never a failure. */
export function tidy(root: string, changes: readonly FileChange[], disk: Disk): void {
  for (const change of changes) {
    if (change.kind === 'keep' && change.modeBefore !== change.mode) quietly(() => disk.setMode(path.join(root, change.path), change.mode));
  }
  for (const change of changes.filter((c) => c.kind === 'remove')) {
    let folder = path.posix.dirname(change.path);
    while (folder !== '.' && folder !== '.github' && quietly(() => disk.removeFolder(path.join(root, folder)))) {
      folder = path.posix.dirname(folder);
    }
  }
}

function makeFolders(root: string, folder: string, disk: Disk, exists: (file: string) => boolean, undo: (() => void)[]): void {
  if (folder === '.' || exists(path.join(root, folder))) return;
  makeFolders(root, path.posix.dirname(folder), disk, exists, undo);
  const absolute = path.join(root, folder);
  try {
    disk.makeFolder(absolute);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return; // another synthesis was quicker
    throw error;
  }
  undo.push(() => disk.removeFolder(absolute));
}

/** Puts back what was there, as atomically as it was replaced. */
function restore(target: string, change: FileChange, disk: Disk): void {
  if (change.before === undefined) return disk.remove(target);
  const temporary = temporaryName(target);
  try {
    disk.create(temporary, change.before, change.modeBefore ?? change.mode);
    disk.rename(temporary, target);
  } finally {
    forgetTemporary(temporary);
  }
}

function quietly(action: () => void): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}
