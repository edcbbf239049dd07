/** Which steps of a job run, where that can be said. Every step that runs is taken to succeed. */
import { runsFrom } from './certainty';
import { explainCondition } from './explain';
import { Leg, legValues } from './matrix';
import { PlannedStep } from './planned-step';
import { PlanReason, Runs } from './runs';
import { evaluatePartially, Scope } from '../expressions/evaluate';
import { Data, DictionaryData, FunctionDefinition } from '../expressions/github-expressions';
import { evaluateTemplatePartially, readCondition } from '../expressions/template';
import { truthOf } from '../expressions/three-valued';
import { Unknown } from '../expressions/unknown';
import { dictionary, openDictionary, toData, unknownBeyond } from '../expressions/values';
import { EnvModel, StepModel } from '../workflow/model';

/** What one leg of a job hands to its steps. */
export interface LegContexts {
  readonly leg: Leg;
  /** All contexts but `env` and `steps`. */
  readonly contexts: Readonly<Record<string, Data>>;
  /** `env` of the workflow and of the job. */
  readonly env: readonly (EnvModel | undefined)[];
  /** The job is assumed to fail: which step does is not known. */
  readonly fails: boolean;
}

interface Decision {
  readonly runs: Runs;
  readonly reason: PlanReason;
}

export function planSteps(steps: readonly StepModel[], legs: readonly LegContexts[]): PlannedStep[] {
  const perLeg = legs.map((leg) => decideSteps(steps, leg));
  return steps.map((step, index) => summary(step, index, perLeg.map((decisions) => decisions[index]), legs));
}

function summary(step: StepModel, index: number, decisions: readonly Decision[], legs: readonly LegContexts[]): PlannedStep {
  const certain = legs.filter((_, i) => decisions[i].runs === Runs.YES);
  const best = [Runs.YES, Runs.UNKNOWN, Runs.NO].map((runs) => decisions.find((d) => d.runs === runs)).find((d) => d !== undefined);
  const reason = best?.reason ?? { text: 'the job has no legs' };
  const some = certain.length > 0 && certain.length < legs.length ? `in ${certain.length} of ${legs.length} legs: ` : '';
  return {
    index,
    id: step.id,
    name: stepName(step),
    runs: best?.runs ?? Runs.NO,
    legs: certain.map(({ leg }) => legValues(leg)),
    reason: { ...reason, text: `${some}${reason.text}` },
  };
}

/** As GitHub names it in the log. */
export function stepName(step: StepModel): string {
  const waits = step.wait !== undefined ? 'Wait' : 'wait-all' in step ? 'Wait for all' : step.cancel !== undefined ? 'Cancel' : undefined;
  return step.name ?? waits ?? `Run ${step.uses ?? String(step.run ?? '').trim().split('\n')[0]}`;
}

function decideSteps(steps: readonly StepModel[], leg: LegContexts): Decision[] {
  const done: (readonly [string, Data])[] = [];
  return steps.map((step, index) => {
    const contexts = { ...leg.contexts, steps: dictionary(done), env: envContext([...leg.env, step.env], leg, index > 0) };
    const decision = decideStep(step, { contexts: dictionary(Object.entries(contexts)), functions: functions(leg.fails) });
    if (step.id) done.push([step.id, stepContext(step.id, decision.runs, leg.fails)]);
    return decision;
  });
}

function decideStep(step: StepModel, scope: Scope): Decision {
  try {
    const { written, impliesSuccess } = readCondition(step.if);
    if (!written) return { runs: truthOf(status('success', scope)) === undefined ? Runs.UNKNOWN : Runs.YES, reason: { text: 'it has no condition' } };
    const own = truthOf(evaluatePartially(written, scope));
    const before = impliesSuccess ? truthOf(status('success', scope)) : true;
    const both = own === false ? false : before === undefined ? undefined : own;
    return { runs: runsFrom(both), reason: explainCondition(written.text, scope) };
  } catch (error) {
    return { runs: Runs.NO, reason: { text: `its condition is refused: ${(error as Error).message}`, condition: String(step.if) } };
  }
}

function status(name: string, scope: Scope): Data {
  return scope.functions.get(name)!.call();
}

function functions(fails: boolean): ReadonlyMap<string, FunctionDefinition> {
  const open = (name: string) => new Unknown([`${name}()`]);
  const define = (name: string, value: () => Data) => [name.toLowerCase(), { name, minArgs: 0, maxArgs: 255, call: value }] as const;
  return new Map([
    define('success', () => (fails ? open('success') : toData(true))),
    define('failure', () => (fails ? open('failure') : toData(false))),
    define('cancelled', () => toData(false)),
    define('always', () => toData(true)),
    define('hashFiles', () => open('hashFiles')),
  ]);
}

/** Later files win; what an earlier step wrote into GITHUB_ENV only the run knows. */
function envContext(layers: readonly (EnvModel | undefined)[], leg: LegContexts, stepsBefore: boolean): Data {
  let env: DictionaryData = dictionary([]);
  for (const layer of layers) {
    if (typeof layer !== 'object' || layer === null) continue;
    const scope: Scope = { contexts: dictionary(Object.entries({ ...leg.contexts, env, steps: new Unknown(['steps']) })), functions: functions(leg.fails) };
    const own = Object.entries(layer).map(([name, value]) => [name, text(value, scope)] as const);
    env = dictionary([...own, ...env.pairs().map(({ key, value }) => [key, value] as const)]);
  }
  if (!stepsBefore) return env;
  return openDictionary('env', env.pairs().map(({ key, value }) => [key, value] as const), (key) => new Unknown([`env.${key}`]));
}

function text(value: unknown, scope: Scope): Data {
  const data = typeof value === 'string' ? evaluateTemplatePartially(value, scope) : toData(value);
  return data instanceof Unknown ? data : toData(data.coerceString());
}

function stepContext(id: string, runs: Runs, fails: boolean): Data {
  const result = runs === Runs.NO ? toData('skipped') : runs === Runs.YES && !fails ? toData('success') : new Unknown([`steps.${id}.outcome`]);
  const outputs = runs === Runs.NO ? dictionary([]) : unknownBeyond(`steps.${id}.outputs`);
  return dictionary([['outcome', result], ['conclusion', result], ['outputs', outputs]]);
}
