/** Results of jobs that are assumed rather than known. */
import { nearest } from '../nearest';
import { PipewrightError } from '../problem';

export type JobResult = 'success' | 'failure' | 'cancelled' | 'skipped';
const RESULTS: readonly string[] = ['success', 'failure', 'cancelled', 'skipped'];

type Assume = Readonly<Record<string, string>>;

/** The assumed results by job id; a construct without a job of its own name stands for all its jobs. Mistakes are errors. */
export function assumedResults(assume: Assume, jobs: readonly string[], owners: ReadonlyMap<string, string>): Map<string, JobResult> {
  const results = new Map<string, JobResult>();
  const problems = Object.entries(assume).flatMap(([id, result]) => {
    const meant = jobs.includes(id) ? [id] : jobs.filter((job) => owners.get(job) === id);
    if (!RESULTS.includes(result)) return [problem(`the assumed result of ${id} is none`, result, RESULTS)];
    if (meant.length === 0) return [problem('there is no such job to assume a result of', id, [...new Set([...jobs, ...owners.values()])])];
    meant.forEach((job) => results.set(job, result as JobResult));
    return [];
  });
  if (problems.length) throw new PipewrightError(problems);
  return results;
}

function problem(message: string, value: string, allowed: readonly string[]) {
  return { ruleId: 'plan-assume', severity: 'error' as const, where: 'plan', message, value, allowed, nearest: nearest(value, allowed) };
}
