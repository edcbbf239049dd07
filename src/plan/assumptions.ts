/** Results of jobs that are assumed rather than known. */
import { nearest } from '../nearest';
import { PipewrightError } from '../problem';
import { WorkflowDocument } from '../workflow/document';

export type JobResult = 'success' | 'failure' | 'cancelled' | 'skipped';
const RESULTS: readonly string[] = ['success', 'failure', 'cancelled', 'skipped'];

type Assume = { readonly [id: string]: string };

/**
 * Of what is assumed for several workflows together, each gets what names a job of its own. A name that none of them has is an error.
 */
export function sharedAssumptions(assume: Assume, documents: readonly WorkflowDocument[]): Assume[] {
  const names = documents.map(({ model, owners }) => new Set([...Object.keys(model.jobs ?? {}), ...owners.values()]));
  const all = [...new Set(names.flatMap((own) => [...own]))];
  const problems = Object.keys(assume).filter((id) => !all.includes(id)).map((id) => unknownJob(id, all));
  if (problems.length) throw new PipewrightError(problems);
  return names.map((own) => Object.fromEntries(Object.entries(assume).filter(([id]) => own.has(id))));
}

/** The assumed results by job id; a construct without a job of its own name stands for all its jobs. Mistakes are errors. */
export function assumedResults(assume: Assume, jobs: readonly string[], owners: ReadonlyMap<string, string>): Map<string, JobResult> {
  const results = new Map<string, JobResult>();
  const problems = Object.entries(assume).flatMap(([id, result]) => {
    const meant = jobs.includes(id) ? [id] : jobs.filter((job) => owners.get(job) === id);
    if (!RESULTS.includes(result)) return [problem(`the assumed result of ${id} is none`, result, RESULTS)];
    if (meant.length === 0) return [unknownJob(id, [...new Set([...jobs, ...owners.values()])])];
    meant.forEach((job) => results.set(job, result as JobResult));
    return [];
  });
  if (problems.length) throw new PipewrightError(problems);
  return results;
}

function unknownJob(id: string, jobs: readonly string[]) {
  return problem('there is no such job to assume a result of', id, jobs);
}

function problem(message: string, value: string, allowed: readonly string[]) {
  return { ruleId: 'plan-assume', severity: 'error' as const, where: 'plan', message, value, allowed, nearest: nearest(value, allowed) };
}
