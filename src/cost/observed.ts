/**
 * Durations out of files: a map that somebody wrote, or runs that were exported.
 *   gh run view <id> --json jobs                      the jobs of one run
 *   gh api repos/{owner}/{repo}/actions/runs/<id>/jobs   the same of the API
 *   gh run list --json workflowName,event,startedAt,updatedAt,conclusion   whole runs only
 */
import { isRecord } from '../values';

/** Minutes by name of a job, each time that it was seen. */
export type Samples = Map<string, number[]>;

export interface Observed {
  readonly jobs: Samples;
  /** Whole runs, by name of the workflow and event. */
  readonly runs: Samples;
  /** What was read, but is no use. */
  readonly ignored: number;
}

export class NoDurations extends Error {}

interface Timed {
  readonly name?: string;
  readonly conclusion?: string | null;
  readonly startedAt?: string;
  readonly completedAt?: string;
  readonly started_at?: string;
  readonly completed_at?: string;
}

interface Run extends Timed {
  readonly jobs?: readonly Timed[];
  readonly workflowName?: string;
  readonly event?: string;
  readonly updatedAt?: string;
}

/** @throws NoDurations where the data is none of the kinds above */
export function readDurations(data: unknown): Observed {
  if (isRecord(data) && Object.keys(data).length > 0 && Object.values(data).every((value) => typeof value === 'number')) {
    return { jobs: new Map(Object.entries(data as Record<string, number>).map(([name, minutes]) => [name, [minutes]])), runs: new Map(), ignored: 0 };
  }
  const entries = [data].flat(2) as unknown[];
  if (entries.length === 0 || !entries.every(isRecord)) throw new NoDurations('it is neither a map of minutes by job nor an export of runs');
  const all = entries as Run[];
  const jobs = all.flatMap((entry) => entry.jobs ?? (entry.workflowName === undefined && entry.name !== undefined ? [entry] : []));
  const runs = all.filter((entry) => entry.jobs === undefined && entry.workflowName !== undefined);
  if (jobs.length + runs.length === 0) throw new NoDurations('it holds no jobs: export them with gh run view <id> --json jobs');
  const seen: Observed = { jobs: new Map(), runs: new Map(), ignored: 0 };
  const ignored = [
    ...jobs.map((job) => add(seen.jobs, job.name, job, job.completedAt ?? job.completed_at)),
    ...runs.map((run) => add(seen.runs, `${run.workflowName} (${run.event ?? 'any event'})`, run, run.updatedAt)),
  ].filter((taken) => !taken).length;
  return { ...seen, ignored };
}

/** The middle one of several times. */
export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(half)] : (sorted[half - 1] + sorted[half]) / 2;
}

export function medians(samples: Samples): Record<string, number> {
  return Object.fromEntries([...samples].map(([name, minutes]) => [name, Math.round(median(minutes) * 100) / 100]));
}

/** Only what succeeded says how long it takes. */
function add(samples: Samples, name: string | undefined, run: Timed, until: string | undefined): boolean {
  const minutes = (Date.parse(until ?? '') - Date.parse(run.startedAt ?? run.started_at ?? '')) / 60_000;
  if (name === undefined || run.conclusion !== 'success' || !(minutes >= 0)) return false;
  samples.set(name, [...samples.get(name) ?? [], minutes]);
  return true;
}
