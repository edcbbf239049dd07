/**
 * What is known of a job's result, and what the status functions of the jobs behind it make of it.
 * https://docs.github.com/actions/reference/workflows-and-actions/expressions#status-check-functions
 */
import { JobResult } from './assumptions';
import { Runs } from './runs';
import { Data, githubExpressions } from '../expressions/github-expressions';
import { Unknown } from '../expressions/unknown';
import { toData } from '../expressions/values';

/** `undefined` is: only the run knows. */
type Truth = boolean | undefined;

/** A status function of a job and all its ancestors together, so that nobody has to walk up again. */
export interface Lineage {
  readonly success: Truth;
  readonly failure: Truth;
  readonly cancelled: Truth;
}

export interface JobState extends Lineage {
  readonly id: string;
  readonly runs: Runs;
  /** Every result that is possible, as the jobs behind it see it. */
  readonly results: readonly JobResult[];
  readonly needs: readonly JobState[];
}

export function jobState(id: string, runs: Runs, results: readonly JobResult[], needs: readonly JobState[]): JobState {
  const is = (result: JobResult): Truth => (results.includes(result) ? (results.length === 1 ? true : undefined) : false);
  return {
    id,
    runs,
    results,
    needs,
    success: and(is('success'), allSucceeded(needs)),
    failure: or(is('failure'), any('failure', needs)),
    cancelled: or(is('cancelled'), any('cancelled', needs)),
  };
}

/** `needs.<id>.result`. */
export function resultData(state: JobState): Data {
  if (state.results.length === 1) return toData(state.results[0]);
  const { equals } = githubExpressions();
  return new Unknown([`needs.${state.id}.result`], { truth: true, isNot: (other) => !state.results.some((result) => equals(toData(result), other)) });
}

/**
 * All ancestors succeeded. One that was skipped did not, however far up it is:
 * https://github.com/actions/runner/issues/491
 */
export function allSucceeded(needs: readonly Lineage[]): Truth {
  let all: Truth = true;
  for (const { success } of needs) all = and(all, success);
  return all;
}

/** An ancestor failed, or the run was cancelled. */
export function any(result: 'failure' | 'cancelled', needs: readonly Lineage[]): Truth {
  let found: Truth = false;
  for (const lineage of needs) found = or(found, lineage[result]);
  return found;
}

/** Every job that one waits for, the direct needs first. */
export function ancestorsOf(needs: readonly JobState[]): JobState[] {
  const all = new Set(needs);
  for (const state of all) for (const need of state.needs) all.add(need);
  return [...all];
}

/** How a job ended, in words. */
export function ended({ results }: JobState): string {
  if (results.length > 1) return 'may not run';
  return { success: 'succeeded', failure: 'failed', cancelled: 'was cancelled', skipped: 'is skipped' }[results[0]];
}

function and(left: Truth, right: Truth): Truth {
  return left === false || right === false ? false : left === undefined || right === undefined ? undefined : true;
}

function or(left: Truth, right: Truth): Truth {
  return left === true || right === true ? true : left === undefined || right === undefined ? undefined : false;
}
