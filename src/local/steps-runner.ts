/** Runs the steps of a job, or of a composite action in it, as the runner does (actions/runner, StepsRunner). */
import { Background } from './background';
import { Clock } from './clock';
import { readComposite } from './composite';
import { runnerVariables } from './contexts';
import { Done, failure, notRun, skipped, stepContext } from './done';
import { actionInput } from './emulated/emulation';
import { Contexts, Evaluation, functionsOf, known } from './evaluation';
import { hashFiles } from './hash-files';
import { LegState } from './leg-state';
import { StepResult } from './results';
import { runScript } from './script';
import { ShellError } from './shell';
import { withinLimits } from './step-limits';
import { DictionaryData } from '../expressions/github-expressions';
import { dictionary, toData } from '../expressions/values';
import { explainCondition } from '../plan/explain';
import { stepName } from '../plan/steps';
import { parseUses } from '../rules/support/uses';
import { EnvModel, StepModel } from '../workflow/model';

/** Where steps stand: in a job, or in an action. */
export interface StepScope {
  readonly evaluation: Evaluation;
  /** `defaults.run` of the job. */
  readonly shell?: string;
  readonly workingDirectory?: string;
  /** Environment of the step that calls the action. */
  readonly env: Readonly<Record<string, string>>;
  /** How deep actions are nested. */
  readonly depth: number;
}

interface Finished {
  readonly result: StepResult;
  readonly open: boolean;
}

const MAX_DEPTH = 10;

export class StepsRunner {
  public readonly results: StepResult[] = [];
  /** `success()` of these steps: of an action its own, of a job the job's. */
  public status: LegState['status'] = 'success';
  private readonly background = new Background();
  private readonly finished = new Map<string, Contexts[string]>();

  constructor(private readonly leg: LegState, private readonly scope: StepScope) {}

  public async run(steps: readonly StepModel[]): Promise<void> {
    for (const step of steps) {
      if (step.parallel) await Promise.all(step.parallel.map((one) => this.start(one)));
      else if (step.background) void this.start(step);
      else await this.finish(step);
    }
    await this.background.wait();
  }

  private start(step: StepModel): Promise<void> {
    return this.background.start(step.id, (ended) => this.finish(step, ended));
  }

  private async finish(step: StepModel, ended?: AbortSignal): Promise<void> {
    const { result, open } = await this.step(step, new Clock(), ended);
    this.results.push(result);
    if (result.conclusion === 'failure' && this.status === 'success') this.status = 'failure';
    if (this.leg.around.cancel.aborted) this.status = 'cancelled';
    if (step.id) this.finished.set(step.id, stepContext(step.id, result, open));
    this.leg.around.reporter.stepEnd(this.leg.around.masker.maskDeep(result));
  }

  /** `steps`, for the outputs of the job or of the action. */
  public stepsContext(): DictionaryData {
    return dictionary([...this.finished]);
  }

  private async step(step: StepModel, clock: Clock, ended?: AbortSignal): Promise<Finished> {
    let name = stepName(step);
    const result = ({ kind, outcome, reason, outputs, open = false }: Done, conclusion = outcome): Finished => ({
      open,
      result: { name, ...(step.id ? { id: step.id } : {}), kind, outcome, conclusion, ...(reason === undefined ? {} : { reason }), seconds: clock.seconds(), outputs },
    });
    let evaluation: Evaluation;
    try {
      evaluation = this.evaluationOf(step.env);
      if (this.leg.around.stop.aborted) return result(skipped(step, 'the run was stopped'));
      if (!evaluation.condition(step.if)) return result(skipped(step, this.whySkipped(step, evaluation)));
      name = evaluation.text(name);
    } catch (error) {
      return result(failure(step, (error as Error).message));
    }
    this.leg.around.reporter.step(this.leg.around.masker.mask(name));
    const done = await this.limited(step, evaluation, (signal) => this.perform(step, evaluation, signal), ended);
    if (done.outcome !== 'failure') return result(done);
    if (done.reason !== undefined && done.kind !== 'emulated') this.leg.error(done.reason);
    return result(done, this.tolerates(step, evaluation) ? 'success' : 'failure');
  }

  /** `env` of the step is evaluated with that of the job, and is seen by its own condition. */
  private evaluationOf(own: EnvModel | undefined): Evaluation {
    const { leg, scope } = this;
    const before = { ...leg.env, ...scope.env };
    const base = scope.evaluation.with({ steps: this.stepsContext(), env: toData(before), job: toData({ status: this.status }) }, this.functions());
    return base.with({ env: toData({ ...before, ...base.map(own) }) });
  }

  private functions() {
    const { cancel } = this.leg.around;
    const status = () => (cancel.aborted ? 'cancelled' : this.status);
    return functionsOf({
      success: () => status() === 'success',
      failure: () => status() === 'failure',
      cancelled: () => status() === 'cancelled',
      always: () => true,
      hashFiles: (...patterns) => hashFiles(this.leg.around.folders.workspace, patterns),
    });
  }

  private whySkipped(step: StepModel, evaluation: Evaluation): string {
    const text = String(step.if ?? '').trim().replace(/^\$\{\{|\}\}$/g, '');
    if (text === '' || evaluation.condition(`always() && (${text})`)) return this.leg.around.cancel.aborted ? 'the job is cancelled' : 'a step before it failed';
    try {
      return explainCondition(text, evaluation.scope).text;
    } catch {
      return `\`${text.trim()}\` is false`;
    }
  }

  private limited(step: StepModel, evaluation: Evaluation, perform: (signal: AbortSignal) => Promise<Done>, ended?: AbortSignal): Promise<Done> {
    const minutes = Number(evaluation.plain(step['timeout-minutes'] ?? 0)) || 0;
    return withinLimits(this.leg.around, minutes, () => evaluation.condition(step.if), perform, ended);
  }

  private async perform(step: StepModel, evaluation: Evaluation, signal: AbortSignal): Promise<Done> {
    try {
      if (step.wait !== undefined || step['wait-all'] !== undefined || step.cancel !== undefined) return await this.control(step);
      if (step.run !== undefined) return await this.script(step, evaluation, signal);
      return await this.action(step, evaluation, signal);
    } catch (error) {
      if (error instanceof ShellError || (error as Error).name === 'EvaluationError' || (error as Error).name === 'InvalidExpression' || (error as NodeJS.ErrnoException).code !== undefined) {
        return failure(step, (error as Error).message);
      }
      throw error;
    }
  }

  /** A step that only waits for others, or ends one. */
  private async control({ wait, cancel }: StepModel): Promise<Done> {
    if (cancel !== undefined) await this.background.cancel(cancel);
    else await this.background.wait(wait === undefined ? undefined : [wait].flat());
    return { kind: 'script', outcome: 'success', outputs: {} };
  }

  private async script(step: StepModel, evaluation: Evaluation, signal: AbortSignal): Promise<Done> {
    const workingDirectory = step['working-directory'] ?? this.scope.workingDirectory;
    const end = await runScript({
      text: evaluation.text(step.run),
      shell: step.shell ?? this.scope.shell,
      workingDirectory: workingDirectory === undefined ? undefined : evaluation.text(workingDirectory),
      env: this.environment(evaluation),
      signal,
    }, this.leg);
    return { kind: 'script', outcome: end.ok ? 'success' : 'failure', reason: end.reason, outputs: end.outputs };
  }

  private async action(step: StepModel, evaluation: Evaluation, signal: AbortSignal): Promise<Done> {
    const uses = parseUses(String(step.uses ?? ''));
    const inputs = evaluation.map(step.with);
    if (uses.kind === 'local') return this.local(step, uses.path, inputs, evaluation);
    const emulate = uses.kind === 'action' ? this.leg.around.emulationOf(uses.name) : undefined;
    if (!emulate) return notRun(`${uses.kind === 'action' ? uses.name : step.uses} has no meaning on this machine`);
    const env = this.environment(evaluation);
    const emulation = await emulate(actionInput(inputs, this.leg, { ...env, PATH: this.leg.searchPath(env) }, signal));
    return {
      kind: emulation.skipped ? 'not run' : 'emulated',
      outcome: emulation.failed ? 'failure' : emulation.skipped ? 'skipped' : 'success',
      reason: emulation.done,
      outputs: emulation.outputs ?? {},
      open: emulation.skipped && emulation.outputs === undefined,
    };
  }

  /** A composite action of the repository: its steps run in the same job. */
  private async local(step: StepModel, path: string, inputs: Readonly<Record<string, string>>, evaluation: Evaluation): Promise<Done> {
    const action = readComposite(this.leg.around.folders.workspace, path);
    if ('reason' in action) return action.missing ? failure(step, action.reason) : notRun(action.reason);
    if (this.scope.depth >= MAX_DEPTH) return failure(step, `actions are nested more than ${MAX_DEPTH} deep`);
    const values = Object.fromEntries(Object.entries(action.inputs).map(([name, otherwise]) => {
      const given = Object.keys(inputs).find((key) => key.toLowerCase() === name.toLowerCase());
      return [name, given === undefined ? evaluation.text(otherwise ?? '') : inputs[given]];
    }));
    const inner = this.scope.evaluation.with({ inputs: toData(values) });
    const env = evaluation.map(step.env);
    const runner = new StepsRunner(this.leg, { evaluation: inner, env: { ...this.scope.env, ...env }, depth: this.scope.depth + 1 });
    await runner.run(action.steps);
    const outputs = inner.with({ steps: runner.stepsContext() }).map(action.outputs);
    const reason = `${action.steps.length} steps of ${path}`;
    return { kind: 'script', outcome: runner.status, reason, outputs };
  }

  private tolerates(step: StepModel, evaluation: Evaluation): boolean {
    try {
      return evaluation.plain(step['continue-on-error'] ?? false) === true;
    } catch (error) {
      this.leg.error((error as Error).message);
      return false;
    }
  }

  /** All that a process gets but PATH: this machine's part, the workflow's, and what the runner sets, which nobody overrides. */
  private environment(evaluation: Evaluation): Record<string, string> {
    const { github, runner, env } = evaluation.contexts;
    const own = Object.fromEntries((env as DictionaryData).pairs().map(({ key, value }) => [key, value.coerceString()]));
    return { ...this.leg.base, ...own, ...runnerVariables(known(github) as DictionaryData, known(runner) as DictionaryData) };
  }
}
