/**
 * Names of files that are being written, and what to do about those that a killed process left behind.
 * Names are unique, so that two syntheses at once never touch each other's.
 */
import { createHash } from 'crypto';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

export const TEMPORARY_PREFIX = '.pipewright-tmp-';
const PATTERN = /^\.pipewright-tmp-([0-9a-f]{8})-(\d+)-\d+$/;
const ABANDONED_MS = 60 * 60 * 1000;

const HOST = createHash('sha256').update(os.hostname()).digest('hex').slice(0, 8);
const active = new Set<string>();
let count = 0;

/** A new name in the folder of the file that it will become: a rename is only atomic within a file system. */
export function temporaryName(file: string): string {
  const name = path.join(path.dirname(file), `${TEMPORARY_PREFIX}${HOST}-${process.pid}-${count++}`);
  active.add(name);
  return name;
}

export function forgetTemporary(name: string): void {
  active.delete(name);
}

/** Whether nobody writes this file any more. */
export function isAbandoned(file: string): boolean {
  const match = PATTERN.exec(path.basename(file));
  if (!match || active.has(file)) return false;
  const [, host, pid] = match;
  if (host === HOST && (Number(pid) === process.pid || !isAlive(Number(pid)))) return true;
  return Date.now() - changedAt(file) > ABANDONED_MS;
}

/** In milliseconds; now, where it is gone or may not be looked at. */
function changedAt(file: string): number {
  try {
    return fs.statSync(file).mtimeMs;
  } catch {
    return Date.now();
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // somebody else's
  }
}
