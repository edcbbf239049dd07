/** One job's part of a plan: its decision, its legs, and what the jobs behind it see. */
import { JobResult } from './assumptions';
import { decideJob, JobDecision } from './condition';
import { contextsOf, lazyContexts, matrixContext, NeededJob, needsContext, RunContexts, strategyContext } from './job-contexts';
import { jobState } from './job-state';
import { expandMatrix, Leg, Matrix } from './matrix';
import { PlanReason, Runs } from './runs';
import { LegContexts } from './steps';
import { Scope } from '../expressions/evaluate';
import { Data, DictionaryData } from '../expressions/github-expressions';
import { evaluateTemplatePartially } from '../expressions/template';
import { truthOf } from '../expressions/three-valued';
import { Unknown } from '../expressions/unknown';
import { toData, unknownBeyond } from '../expressions/values';
import { EnvModel, JobModel } from '../workflow/model';

export interface JobInput {
  readonly id: string;
  readonly model: JobModel;
  readonly needed: readonly NeededJob[];
  readonly run: RunContexts;
  readonly assumed?: JobResult;
  readonly workflowEnv?: EnvModel;
}

export interface JobPlan extends NeededJob {
  readonly id: string;
  readonly decision: JobDecision;
  readonly matrix: Matrix;
  /** What a leg's keys and steps may read. */
  legContexts(): LegContexts[];
}

const NO_MATRIX: Matrix = { kind: 'legs', legs: [[]] };
const NO_LEGS: Matrix = { kind: 'legs', legs: [] };

export function planJob(input: JobInput): JobPlan {
  const { id, model, needed, run } = input;
  const base = () => ({ github: run.github, vars: run.vars, inputs: run.inputs, needs: needsContext(needed) });
  const contexts = lazyContexts(base);
  const needs = needed.map(({ state }) => state);
  let decision = assume(decideJob(model, { needs, contexts }), input.assumed);
  const matrix = decision.runs === Runs.NO ? NO_LEGS : matrixOf(model, { contexts, functions: new Map() });
  if (matrix.kind === 'error') decision = { runs: Runs.NO, failed: true, reason: () => ({ text: matrix.message }) };
  const state = jobState(id, decision.runs, resultsOf(decision, input, contexts), needs);
  const legs = legsOf(matrix);
  const legValues = (leg: Leg | undefined, index: number): Record<string, Data> => ({
    ...base(),
    matrix: matrixContext(leg),
    strategy: leg ? strategyContext(model, index, legs.length) : new Unknown(['strategy']),
    secrets: new Unknown(['secrets']),
  });
  return {
    id,
    model,
    decision,
    matrix,
    state,
    contexts: legs.length === 1 ? lazyContexts(() => ({ ...legValues(legs[0], 0), ...onlyInTheRun() })) : undefined,
    legContexts: () => legs.map((leg, index) => ({
      leg: leg ?? [],
      contexts: stepContexts(model, legValues(leg, index)),
      env: [input.workflowEnv, model.env],
      fails: input.assumed === 'failure',
    })),
  };
}

/** The legs; one that is unknown for a matrix that only the run knows. */
function legsOf(matrix: Matrix): readonly (Leg | undefined)[] {
  if (matrix.kind === 'unknown') return [undefined];
  return matrix.kind === 'legs' ? matrix.legs : [];
}

function onlyInTheRun(): Record<string, Data> {
  return Object.fromEntries(['env', 'steps', 'job', 'runner'].map((name) => [name, new Unknown([name])]));
}

function matrixOf(model: JobModel, scope: Scope): Matrix {
  const matrix = model.strategy?.matrix;
  return matrix === undefined || matrix === null ? NO_MATRIX : expandMatrix(matrix, scope);
}

/** What is assumed of a job stands above what is not known of it, not above what is. */
function assume(decision: JobDecision, assumed: JobResult | undefined): JobDecision {
  const says = (runs: Runs): JobDecision => ({ runs, reason: (): PlanReason => ({ text: `it is assumed to be ${assumed}` }) });
  if (assumed === undefined || decision.runs === Runs.NO) return decision;
  if (assumed === 'skipped') return says(Runs.NO);
  return decision.runs === Runs.UNKNOWN ? says(Runs.YES) : decision;
}

function resultsOf({ runs, failed }: JobDecision, { model, assumed }: JobInput, contexts: DictionaryData): readonly JobResult[] {
  if (failed) return ['failure'];
  if (runs === Runs.NO) return ['skipped'];
  const result = assumed ?? 'success';
  const results = result === 'failure' ? failureOf(model, contexts) : [result];
  return runs === Runs.UNKNOWN ? [...results, 'skipped'] : results;
}

/** With `continue-on-error` the jobs behind a failed one see a success: https://github.com/actions/runner/issues/1161 */
function failureOf(model: JobModel, contexts: DictionaryData): JobResult[] {
  const value = model['continue-on-error'];
  if (value === undefined) return ['failure'];
  const truth = truthOf(typeof value === 'string' ? evaluateTemplatePartially(value, { contexts, functions: new Map() }) : toData(value));
  return truth === undefined ? ['success', 'failure'] : [truth ? 'success' : 'failure'];
}

const SYSTEMS: readonly (readonly [string, string])[] = [['ubuntu', 'Linux'], ['windows', 'Windows'], ['macos', 'macOS']];

/** `runner.os` follows from a hosted runner's label. */
function stepContexts(model: JobModel, values: Readonly<Record<string, Data>>): Record<string, Data> {
  const label = runnerLabel(model, values);
  const system = SYSTEMS.find(([prefix]) => label?.startsWith(`${prefix}-`));
  return {
    ...values,
    runner: unknownBeyond('runner', system ? [['os', toData(system[1])]] : []),
    job: unknownBeyond('job', [['status', toData('success')]]),
    secrets: values.secrets,
  };
}

/** The labels that a leg asks for, as one text; undefined for a called workflow. */
export function runnerLabel(model: JobModel, values: Readonly<Record<string, Data>>): string | undefined {
  const runsOn = model['runs-on'];
  if (runsOn === undefined) return undefined;
  const labels = typeof runsOn === 'string' || Array.isArray(runsOn) ? [runsOn].flat() : [runsOn.group ?? [], runsOn.labels ?? []].flat();
  const scope = { contexts: contextsOf(values), functions: new Map() };
  return labels.map((label) => evaluated(label, scope)).join(', ');
}

function evaluated(label: string, scope: Scope): string {
  try {
    return evaluateTemplatePartially(label, scope).coerceString();
  } catch {
    return label;
  }
}
