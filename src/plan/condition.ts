/** Decides whether a job runs: its condition, and the results of the jobs before it. */
import { runsFrom } from './certainty';
import { explainCondition } from './explain';
import { anyIs, ended, JobState, success } from './job-state';
import { PlanReason, Runs } from './runs';
import { evaluatePartially, Scope } from '../expressions/evaluate';
import { Data, DictionaryData, FunctionDefinition, PrimitiveData } from '../expressions/github-expressions';
import { Condition, readCondition } from '../expressions/template';
import { truthOf } from '../expressions/three-valued';
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
  readonly needs: readonly string[];
  /** All that it waits for, the direct needs first. */
  readonly ancestors: readonly JobState[];
  readonly contexts: DictionaryData;
}

export function decideJob(job: JobModel, around: Surroundings): JobDecision {
  const scope = { contexts: around.contexts, functions: statusFunctions(around.ancestors) };
  try {
    return decide(readCondition(job.if), around, scope);
  } catch (error) {
    return { runs: Runs.NO, failed: true, reason: () => ({ text: `its condition is refused: ${(error as Error).message}`, condition: String(job.if) }) };
  }
}

function decide(condition: Condition, around: Surroundings, scope: Scope): JobDecision {
  const before = condition.impliesSuccess ? truthOf(success(around.ancestors)) : true;
  const own = condition.written ? truthOf(evaluatePartially(condition.written, scope)) : true;
  const explain = () => explainCondition(condition.written!.text, scope);
  // where both speak against it, its own condition is the better answer: it would not run after a success either
  if (own === false) return { runs: Runs.NO, reason: explain };
  if (before === false) return { runs: Runs.NO, reason: () => blockedReason(around, false) };
  if (before === undefined) return { runs: Runs.UNKNOWN, reason: () => blockedReason(around, true) };
  if (own === undefined) return { runs: Runs.UNKNOWN, reason: explain };
  return { runs: runsFrom(own), reason: condition.written ? explain : () => freeReason(around) };
}

/** No status function was written, so all that came before must have succeeded. */
function blockedReason({ ancestors, needs }: Surroundings, maybe: boolean): PlanReason {
  const blocking = ancestors.filter(({ results }) => (maybe ? results.size > 1 : !results.has('success')));
  // the direct need is the nearest answer; where it did run, the cause is further up
  const direct = blocking.filter(({ id }) => needs.includes(id));
  const named = direct.length ? direct : blocking;
  const how = named.map((state) => `${state.id}, which ${ended(state)}`).join(', and ');
  return {
    text: direct.length ? `it needs ${how}` : `it waits, by way of ${needs.join(', ')}, for ${how}`,
    needs: named.map(({ id }) => id),
    ...(maybe ? { unknown: named.map(({ id }) => `needs.${id}.result`) } : {}),
  };
}

function freeReason({ needs }: Surroundings): PlanReason {
  if (needs.length === 0) return { text: 'it has no condition and needs no other job' };
  return { text: `${needs.join(', ')} succeeded`, needs: [...needs] };
}

/** `success('a')` asks for the named jobs only. */
function statusFunctions(ancestors: readonly JobState[]): ReadonlyMap<string, FunctionDefinition> {
  const among = (names: Data[]) => {
    const wanted = names.map((name) => String((name as PrimitiveData<unknown>).value).toLowerCase());
    return wanted.length ? ancestors.filter(({ id }) => wanted.includes(id.toLowerCase())) : ancestors;
  };
  const define = (name: string, call: (...args: Data[]) => Data) => [name, { name, minArgs: 0, maxArgs: 255, call }] as const;
  return new Map([
    define('success', (...names) => success(among(names))),
    define('failure', (...names) => anyIs('failure', among(names))),
    define('cancelled', () => anyIs('cancelled', ancestors)),
    define('always', () => toData(true)),
  ]);
}
