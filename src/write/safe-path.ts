/** Whether a path may be written at all: inside of the root, through folders that are folders. */
import * as fs from 'fs';
import * as path from 'path';
import { Problem } from '../problem';

/** What is wrong with writing `file` below `root` (a real path); undefined where nothing is. */
export function pathProblem(root: string, file: string): Problem | undefined {
  const parts = file.split('/');
  if (file === '' || path.isAbsolute(file) || /[\\\0]/.test(file) || parts.some((part) => ['', '.', '..'].includes(part))) {
    return problem('outside-root', file, 'is no plain path within the repository', 'give the construct an id without slashes and dots');
  }
  for (let i = 1; i <= parts.length; i++) {
    const found = componentProblem(root, parts.slice(0, i).join('/'), i === parts.length, file);
    if (found) return found;
  }
  return undefined;
}

function componentProblem(root: string, at: string, isLast: boolean, file: string): Problem | undefined {
  const absolute = path.join(root, at);
  const stat = look(absolute);
  if (stat === undefined) return undefined;
  if (stat instanceof Error) return problem('unreadable-file', file, `${at} cannot be looked at: ${stat.message}`, 'correct the permissions of its folder');
  if (isLast) {
    if (stat.isSymbolicLink()) return problem('symlink', file, `is a symbolic link to ${target(absolute)}`, 'remove the link; a generated file takes its place');
    if (stat.isDirectory()) return problem('not-a-file', file, 'is a folder, where a file is to be written', 'move the folder away');
    if (!stat.isFile()) return problem('not-a-file', file, 'is a pipe, a socket or a device, where a file is to be written', 'move it away');
    return undefined;
  }
  if (stat.isSymbolicLink()) {
    const real = realPath(absolute);
    if (real === undefined || !isWithin(root, real)) {
      return problem('symlink', file, `${at} is a symbolic link that leads out of the repository, to ${target(absolute)}`, 'make it a folder');
    }
    return fs.statSync(absolute).isDirectory() ? undefined : notAFolder(at, file);
  }
  return stat.isDirectory() ? undefined : notAFolder(at, file);
}

function look(file: string): fs.Stats | Error | undefined {
  try {
    return fs.lstatSync(file, { throwIfNoEntry: false });
  } catch (error) {
    return error as Error;
  }
}

function notAFolder(at: string, file: string): Problem {
  return problem('not-a-folder', file, `${at} is a file, where a folder is needed`, 'move the file away');
}

function target(link: string): string {
  try {
    return fs.readlinkSync(link);
  } catch {
    return '(unreadable)';
  }
}

function realPath(file: string): string | undefined {
  try {
    return fs.realpathSync(file);
  } catch {
    return undefined;
  }
}

function isWithin(root: string, file: string): boolean {
  const relative = path.relative(root, file);
  return relative === '' || (!relative.startsWith('..') && !path.isAbsolute(relative));
}

function problem(ruleId: string, where: string, message: string, fix: string): Problem {
  return { ruleId, severity: 'error', where, message, fix };
}
