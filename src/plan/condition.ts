/** Decides whether a job runs: its condition, and the results of the jobs before it. */
import { runsFrom } from './certainty';
import { explainCondition } from './explain';
import { allSucceeded, ancestorsOf, any, ended, JobState } from './job-state';
import { PlanReason, Runs } from './runs';
import { evaluatePartially } from '../expressions/evaluate';
import { Data, DictionaryData, FunctionDefinition, PrimitiveData } from '../expressions/github-expressions';
import { Condition, readCondition } from '../expressions/template';
import { truthOf } from '../expressions/three-valued';
import { Unknown } from '../expressions/unknown';
import { toData } from '../expressions/values';
import { JobModel } from '../workflow/model';

export interface JobDecision {
  readonly runs: Runs;
  /** The condition is no valid expression, or cannot be evaluated: GitHub fails the job. */
  readonly failed?: boolean;
  /** Made when it is asked for. */
  readonly reason: () => PlanReason;
}

export interface Surroundings {
  readonly needs: readonly JobState[];
  readonly contexts: DictionaryData;
}

export function decideJob(job: JobModel, around: Surroundings): JobDecision {
  try {
    return decide(readCondition(job.if), around);
  } catch (error) {
    return { runs: Runs.NO, failed: true, reason: () => ({ text: `its condition is refused: ${(error as Error).message}`, condition: String(job.if) }) };
  }
}

function decide(condition: Condition, { needs, contexts }: Surroundings): JobDecision {
  const before = condition.impliesSuccess ? allSucceeded(needs) : true;
  const scope = condition.written && { contexts, functions: statusFunctions(needs) };
  const own = scope ? truthOf(evaluatePartially(condition.written!, scope)) : true;
  const explain = () => explainCondition(condition.written!.text, scope!);
  // where both speak against it, its own condition is the better answer: it would not run after a success either
  if (own === false) return { runs: Runs.NO, reason: explain };
  if (before === false) return { runs: Runs.NO, reason: () => blockedReason(needs, false) };
  if (before === undefined) return { runs: Runs.UNKNOWN, reason: () => blockedReason(needs, true) };
  if (own === undefined) return { runs: Runs.UNKNOWN, reason: explain };
  return { runs: runsFrom(own), reason: condition.written ? explain : () => freeReason(needs) };
}

/** No status function was written, so all that came before must have succeeded. */
function blockedReason(needs: readonly JobState[], maybe: boolean): PlanReason {
  const blocks = ({ results }: JobState) => (maybe ? results.length > 1 : !results.includes('success'));
  // the direct need is the nearest answer; where all of those ran, the cause is further up
  const direct = needs.filter(blocks);
  const named = direct.length ? direct : ancestorsOf(needs).filter(blocks);
  const how = named.map((state) => `${state.id}, which ${ended(state)}`).join(', and ');
  return {
    text: direct.length ? `it needs ${how}` : `it waits, by way of ${ids(needs).join(', ')}, for ${how}`,
    needs: ids(named),
    ...(maybe ? { unknown: ids(named).map((id) => `needs.${id}.result`) } : {}),
  };
}

function freeReason(needs: readonly JobState[]): PlanReason {
  if (needs.length === 0) return { text: 'it has no condition and needs no other job' };
  return { text: `${ids(needs).join(', ')} succeeded`, needs: ids(needs) };
}

function ids(states: readonly JobState[]): string[] {
  return states.map(({ id }) => id);
}

/** `success('a')` asks for the named jobs only. */
function statusFunctions(needs: readonly JobState[]): ReadonlyMap<string, FunctionDefinition> {
  const among = (names: Data[]) => {
    if (names.length === 0) return needs;
    const wanted = names.map((name) => String((name as PrimitiveData<unknown>).value).toLowerCase());
    return ancestorsOf(needs).filter(({ id }) => wanted.includes(id.toLowerCase())).map((state) => ({ ...state, ...alone(state) }));
  };
  const known = (truth: boolean | undefined) => (truth === undefined ? unknownResults(needs) : toData(truth));
  const define = (name: string, call: (...args: Data[]) => Data) => [name, { name, minArgs: 0, maxArgs: 255, call }] as const;
  return new Map([
    define('success', (...names) => known(allSucceeded(among(names)))),
    define('failure', (...names) => known(any('failure', among(names)))),
    define('cancelled', () => known(any('cancelled', needs))),
    define('always', () => toData(true)),
  ]);
}

/** The state without that of its ancestors. */
function alone({ results }: JobState) {
  const is = (result: 'success' | 'failure') => (results.includes(result) ? (results.length === 1 ? true : undefined) : false);
  return { success: is('success'), failure: is('failure') };
}

function unknownResults(needs: readonly JobState[]): Data {
  return new Unknown(ids(ancestorsOf(needs).filter(({ results }) => results.length > 1)).map((id) => `needs.${id}.result`));
}
