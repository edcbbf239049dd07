/** Runs one leg of a job: its environment, its steps, its time, what it leaves behind. */
import * as fs from 'fs';
import * as path from 'path';
import { Clock } from './clock';
import { over, passedEnvironment, runnerContext } from './contexts';
import { Evaluation, functionsOf, known } from './evaluation';
import { LegState, LegSurroundings } from './leg-state';
import { endOrphans, TRACKING } from './orphans';
import { LegResult } from './results';
import { StepScope, StepsRunner } from './steps-runner';
import { DictionaryData } from '../expressions/github-expressions';
import { fromData, toData } from '../expressions/values';
import { JobModel, WorkflowModel } from '../workflow/model';

export interface LegInput {
  readonly id: string;
  readonly job: JobModel;
  readonly workflow: WorkflowModel;
  readonly leg: Readonly<Record<string, unknown>>;
  readonly runner?: string;
  /** With `github`, `needs`, `strategy`, `matrix`, `vars`, `secrets` and `inputs`. */
  readonly evaluation: Evaluation;
  readonly around: LegSurroundings;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Ends the job: with a reason, its time is over. */
  cancel(reason: string): void;
}

/** GitHub's. */
const DEFAULT_MINUTES = 360;

export async function runLeg(input: LegInput): Promise<LegResult> {
  const { around, job } = input;
  const clock = new Clock();
  const mark = `pipewright_${process.pid}_${path.basename(path.dirname(around.folders.temp))}`;
  const leg = new LegState(around, { ...passedEnvironment(input.environment), [TRACKING]: mark });
  const evaluation = withRunner(input);
  const minutes = Number(evaluation.plain(job['timeout-minutes'] ?? DEFAULT_MINUTES)) || DEFAULT_MINUTES;
  const late = `it took more than ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    input.cancel(late);
  }, Math.min(minutes * 60_000, 2 ** 31 - 1));
  try {
    leg.env = { ...evaluation.map(input.workflow.env), ...evaluation.map(job.env) };
    const runner = new StepsRunner(leg, scopeOf(input, evaluation));
    await runner.run(job.steps ?? []);
    leg.status = around.cancel.aborted ? 'cancelled' : runner.status;
    runPosts(leg);
    const outputs = outputsOf(job, leg, evaluation.with({ steps: runner.stepsContext(), env: toData(leg.env), job: toData({ status: leg.status }) }));
    return result(input, leg, runner, outputs, clock, timedOut ? late : undefined);
  } finally {
    clearTimeout(timer);
    const ended = endOrphans(mark, leg.groups);
    if (ended > 0) leg.note(`ended ${ended} ${ended === 1 ? 'process' : 'processes'} that steps left running`);
  }
}

function result(input: LegInput, leg: LegState, runner: StepsRunner, outputs: Record<string, string>, clock: Clock, reason: string | undefined): LegResult {
  return {
    leg: input.leg,
    ...(input.runner === undefined ? {} : { runner: input.runner }),
    conclusion: leg.status,
    ...(reason === undefined ? {} : { reason }),
    steps: runner.results,
    outputs,
    annotations: leg.annotations,
    summary: leg.summary.join(''),
    seconds: clock.seconds(),
  };
}

/** `github` gets the fields of the job; `runner` is this machine. */
function withRunner({ evaluation, around, id }: LegInput): Evaluation {
  const { workspace, temp, toolCache } = around.folders;
  const github = evaluation.contexts.github as DictionaryData;
  const eventPath = path.join(temp, 'event.json');
  fs.writeFileSync(eventPath, JSON.stringify(fromData(known(github.get('event') ?? toData({}))), undefined, 2));
  const functions = functionsOf({ success: () => true, failure: () => false, cancelled: () => false, always: () => true });
  return evaluation.with({
    github: over('github', github, { job: id, workspace, event_path: eventPath, action: '__run' }),
    runner: runnerContext(around.machine, temp, toolCache),
  }, functions);
}

function scopeOf({ job, workflow }: LegInput, evaluation: Evaluation): StepScope {
  const [own, outer] = [job.defaults?.run, workflow.defaults?.run];
  const setting = (name: 'shell' | 'working-directory') => {
    const value = own?.[name] ?? outer?.[name];
    return value === undefined ? undefined : evaluation.text(value);
  };
  return { evaluation, shell: setting('shell'), workingDirectory: setting('working-directory'), env: {}, depth: 0 };
}

/** What actions do at the end of a job that succeeded. */
function runPosts(leg: LegState): void {
  if (leg.status !== 'success') return;
  for (const post of leg.posts.reverse()) leg.note(`${post.name}: ${post.run() ?? 'done'}`);
}

/** An output with a secret in it never leaves its job. */
function outputsOf(job: JobModel, leg: LegState, evaluation: Evaluation): Record<string, string> {
  const outputs: Record<string, string> = {};
  for (const [name, text] of Object.entries(job.outputs ?? {})) {
    const value = evaluation.text(text);
    if (leg.around.masker.hides(value)) leg.annotate({ level: 'warning', message: `Skip output '${name}' since it may contain secret.`, properties: {} });
    else outputs[name] = value;
  }
  return outputs;
}
