/** Processes of one test file: they inherit a mark in their environment, by which those are found that it left behind. */
import { readdirSync, readFileSync } from 'node:fs';

export const MARK = 'PIPEWRIGHT_ENGINES_MARK';

export interface Left {
  readonly pid: number;
  readonly command: string;
}

/** Living processes with this mark, but for this one. Linux only. */
function processesOf(mark: string): Left[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid).flatMap((name) => {
    try {
      const marked = readFileSync(`/proc/${name}/environ`, 'utf8').split('\0').includes(`${MARK}=${mark}`);
      return marked ? [{ pid: Number(name), command: readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0').join(' ').trim() }] : [];
    } catch {
      return []; // it has ended, or is somebody else's
    }
  });
}

/** Ends what is left, after a moment in which it may end by itself. */
export async function endProcessesOf(mark: string, patienceMs: number): Promise<Left[]> {
  for (const end = Date.now() + patienceMs; Date.now() < end && processesOf(mark).length > 0;) await new Promise((done) => setTimeout(done, 100));
  const left = processesOf(mark);
  for (const { pid } of left) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // it is gone already
    }
  }
  return left;
}
