/**
 * What is known of a job's result, and what the status functions of the jobs behind it make of it.
 * https://docs.github.com/actions/reference/workflows-and-actions/expressions#status-check-functions
 */
import { JobResult } from './assumptions';
import { Runs } from './runs';
import { Data, githubExpressions } from '../expressions/github-expressions';
import { Unknown } from '../expressions/unknown';
import { toData } from '../expressions/values';

export interface JobState {
  readonly id: string;
  readonly runs: Runs;
  /** Every result that is possible, as the jobs behind it see it. */
  readonly results: ReadonlySet<JobResult>;
}

/** `needs.<id>.result`. */
export function resultData(state: JobState): Data {
  const [only, ...more] = state.results;
  if (more.length === 0) return toData(only);
  const { equals } = githubExpressions();
  return new Unknown([`needs.${state.id}.result`], { truth: true, isNot: (other) => ![...state.results].some((result) => equals(toData(result), other)) });
}

/**
 * All ancestors succeeded. One that was skipped did not, however far up it is:
 * https://github.com/actions/runner/issues/491
 */
export function success(ancestors: readonly JobState[]): Data {
  if (ancestors.some(({ results }) => !results.has('success'))) return toData(false);
  return uncertain(ancestors.filter(({ results }) => results.size > 1)) ?? toData(true);
}

/** An ancestor failed, or the run was cancelled. */
export function anyIs(result: JobResult, ancestors: readonly JobState[]): Data {
  if (ancestors.some(({ results }) => results.size === 1 && results.has(result))) return toData(true);
  return uncertain(ancestors.filter(({ results }) => results.has(result))) ?? toData(false);
}

function uncertain(states: readonly JobState[]): Data | undefined {
  return states.length ? new Unknown(states.map(({ id }) => `needs.${id}.result`)) : undefined;
}

/** How a job ended, in words. */
export function ended({ results }: JobState): string {
  if (results.size > 1) return 'may not run';
  return { success: 'succeeded', failure: 'failed', cancelled: 'was cancelled', skipped: 'is skipped' }[[...results][0]];
}
