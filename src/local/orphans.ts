/** Ends what the steps of a job left running, by the mark that all their processes carry (as the runner does). */
import * as fs from 'fs';
import { kill } from './process';

/** Name of the variable that marks them. */
export const TRACKING = 'RUNNER_TRACKING_ID';

/** @param groups process groups of the steps, where processes cannot be searched by their environment */
export function endOrphans(mark: string, groups: readonly number[]): number {
  const marked = processesWith(`${TRACKING}=${mark}`);
  if (marked === undefined) {
    groups.forEach((group) => kill(group, 'SIGTERM'));
    return 0;
  }
  for (const pid of marked) {
    try {
      process.kill(pid, 'SIGTERM');
    } catch {
      // it ended meanwhile
    }
  }
  return marked.length;
}

/** Undefined where the system does not show environments as files. */
function processesWith(variable: string): number[] | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    return fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => pid !== process.pid && carries(pid, variable));
  } catch {
    return undefined;
  }
}

function carries(pid: number, variable: string): boolean {
  try {
    return fs.readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(variable);
  } catch {
    return false;
  }
}
