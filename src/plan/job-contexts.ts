/** The contexts that the keys of a job may read. */
import { JobState, resultData } from './job-state';
import { Leg } from './matrix';
import { Runs } from './runs';
import { Data, DictionaryData } from '../expressions/github-expressions';
import { evaluateTemplatePartially } from '../expressions/template';
import { isUnknown, Unknown } from '../expressions/unknown';
import { dictionary, openDictionary, toData, unknownBeyond } from '../expressions/values';
import { JobModel } from '../workflow/model';

/** What is the same for all jobs of a run. */
export interface RunContexts {
  readonly github: Data;
  readonly vars: Data;
  readonly inputs: Data;
}

/** All contexts; one that is not given is null. */
export function contextsOf(values: Readonly<Record<string, Data>>): DictionaryData {
  return lazyContexts(() => values);
}

/** The same, made when the first of them is read: most jobs of most workflows read none. */
export function lazyContexts(values: () => Readonly<Record<string, Data>>): DictionaryData {
  let made: Readonly<Record<string, Data>> | undefined;
  return openDictionary('', [], (name) => (made ??= values())[name.toLowerCase()] ?? toData(null));
}

export function varsContext(vars: Readonly<Record<string, string>>): Data {
  return unknownBeyond('vars', Object.entries(vars).map(([name, value]) => [name, toData(value)] as const));
}

export interface NeededJob {
  readonly state: JobState;
  readonly model: JobModel;
  /** What its outputs may read, where it is one job and not a matrix of them. */
  readonly contexts?: DictionaryData;
}

export function needsContext(needed: readonly NeededJob[]): Data {
  return dictionary(needed.map((job) => [job.state.id, dictionary([['result', resultData(job.state)], ['outputs', outputs(job)]])] as const));
}

/** Outputs are worked out when they are read: most are of steps, and those only the run knows. */
function outputs({ state, model, contexts }: NeededJob): Data {
  const label = `needs.${state.id}.outputs`;
  if (state.runs === Runs.NO) return dictionary([]);
  if (model.uses !== undefined) return unknownBeyond(label);
  const declared = new Map(Object.entries(model.outputs ?? {}).map(([name, text]) => [name.toLowerCase(), text] as const));
  return openDictionary(label, [], (key) => {
    const text = declared.get(key.toLowerCase());
    return text === undefined ? undefined : output(`${label}.${key}`, String(text), state, contexts);
  });
}

function output(label: string, text: string, state: JobState, contexts: DictionaryData | undefined): Data {
  // a job that fails may never set it
  const settled = state.runs === Runs.YES && state.results.length === 1 && state.results[0] === 'success';
  if (!contexts || !settled) return new Unknown([label]);
  try {
    const value = evaluateTemplatePartially(text, { contexts, functions: new Map() });
    return isUnknown(value) ? new Unknown([label]) : toData(value.coerceString());
  } catch {
    return new Unknown([label]);
  }
}

/** `strategy` of one leg. */
export function strategyContext(job: JobModel, index: number, total: number): Data {
  const { 'fail-fast': failFast, 'max-parallel': maxParallel } = job.strategy ?? {};
  const setting = (value: unknown, otherwise: unknown, name: string) => (typeof value === 'string' ? new Unknown([`strategy.${name}`]) : toData(value ?? otherwise));
  return dictionary([
    ['fail-fast', setting(failFast, true, 'fail-fast')],
    ['job-index', toData(index)],
    ['job-total', toData(total)],
    ['max-parallel', setting(maxParallel, total, 'max-parallel')],
  ]);
}

/** `matrix` of one leg; of a matrix that only the run knows, unknown. */
export function matrixContext(leg: Leg | undefined): Data {
  return leg ? dictionary(leg) : new Unknown(['matrix']);
}
