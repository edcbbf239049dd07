/**
 * Writes a synthesis: all of it or none. Files are read-only, those that did not change are left alone,
 * those that are no longer generated go, and what people wrote or edited is refused.
 */
import * as fs from 'fs';
import * as path from 'path';
import { applyChanges, tidy } from './apply';
import { Disk, NODE_DISK } from './disk';
import { FileChange, planWrite, WriteOptions } from './plan-write';
import { PipewrightError, Problem } from '../problem';
import { OutputFile } from '../synth/output';

const MOST_ATTEMPTS = 10;
const PAUSE_MS = 5;

export interface WriteReport {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  readonly removed: readonly string[];
}

/** Throws a `PipewrightError` that names every obstacle; then no file was touched. */
export function writeFiles(root: string, files: readonly OutputFile[], options: WriteOptions, disk: Disk = NODE_DISK): WriteReport {
  const real = realRoot(root);
  for (let attempt = 1; ; attempt++) {
    const plan = planWrite(real, files, options);
    if (plan.problems.length > 0) throw new PipewrightError(plan.problems);
    try {
      for (const file of plan.abandoned) fs.rmSync(path.join(real, file), { force: true });
      applyChanges(real, plan.changes, disk, fs.existsSync);
    } catch (error) {
      if (isRace(error) && attempt < MOST_ATTEMPTS) {
        pause(attempt);
        continue;
      }
      throw new PipewrightError([failure(real, error as NodeJS.ErrnoException)]);
    }
    tidy(real, plan.changes, disk);
    return {
      written: pathsOf(plan.changes, 'create', 'update'),
      unchanged: pathsOf(plan.changes, 'keep'),
      removed: pathsOf(plan.changes, 'remove'),
    };
  }
}

/** Something went away between looking and writing: another synthesis is at work, and what it leaves is compared anew. */
function isRace(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

function pause(attempt: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS * attempt);
}

function pathsOf(changes: readonly FileChange[], ...kinds: FileChange['kind'][]): string[] {
  return changes.filter((c) => kinds.includes(c.kind)).map((c) => c.path).sort();
}

function realRoot(root: string): string {
  try {
    return fs.realpathSync(root);
  } catch {
    throw new PipewrightError([{
      ruleId: 'write-failed', severity: 'error', where: root, message: 'there is no such folder', fix: 'create it, or name another with --root',
    }]);
  }
}

const REASONS: Readonly<Record<string, readonly [message: string, fix: string]>> = {
  ENOSPC: ['the disk is full', 'free some space and run again'],
  EDQUOT: ['the disk quota is used up', 'free some space and run again'],
  EACCES: ['may not be written to', 'correct the permissions of the file and its folder'],
  EPERM: ['may not be written to', 'correct the permissions of the file and its folder'],
  EROFS: ['lies on a read-only file system', 'mount it writable'],
  ENAMETOOLONG: ['has a name that is too long for this file system', 'give the construct a shorter id'],
};

function failure(root: string, error: NodeJS.ErrnoException): Problem {
  const at = error.path ? path.relative(root, (error as { dest?: string }).dest ?? error.path).split(path.sep).join('/') : root;
  const where = path.posix.basename(at).startsWith('.pipewright-tmp-') ? path.posix.dirname(at) : at;
  const [message, fix] = REASONS[error.code ?? ''] ?? [error.message, 'see the message of the system'];
  return { ruleId: 'write-failed', severity: 'error', where, message, value: error.code, fix };
}
