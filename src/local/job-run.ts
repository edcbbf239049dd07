/** Runs one job: whether, in which legs, and what the jobs behind it see of it. */
import * as fs from 'fs';
import * as path from 'path';
import { ArtifactStore } from './artifacts';
import { emulationOf as builtIn } from './emulated/registry';
import { Evaluation } from './evaluation';
import { runLeg } from './leg';
import { chosenLegs, elsewhere, legName, standsIn } from './legs';
import { Machine } from './machine';
import { Masker } from './masker';
import { JobRunResult, LegResult } from './results';
import { RunOptions } from './run-options';
import { Data } from '../expressions/github-expressions';
import { dictionary, toData, unknownBeyond } from '../expressions/values';
import { JobResult } from '../plan/assumptions';
import { decideJob } from '../plan/condition';
import { contextsOf, matrixContext, strategyContext } from '../plan/job-contexts';
import { JobGraph } from '../plan/job-graph';
import { runnerLabel } from '../plan/job-plan';
import { jobState, JobState } from '../plan/job-state';
import { expandMatrix, Leg, legValues } from '../plan/matrix';
import { Runs } from '../plan/runs';
import { WorkflowDocument } from '../workflow/document';
import { JobModel } from '../workflow/model';

/** What all jobs of a run share. */
export interface RunState {
  /** Folder of everything temporary. */
  readonly base: string;
  readonly evaluation: Evaluation;
  readonly masker: Masker;
  readonly machine: Machine;
  readonly artifacts: ArtifactStore;
  readonly notes: Set<string>;
}

const PATIENCE = [7500, 2500] as const;

export class JobRunner {
  private readonly finished = new Map<string, JobRunResult>();
  private folders = 0;

  constructor(
    private readonly document: WorkflowDocument,
    private readonly graph: JobGraph,
    private readonly options: RunOptions,
    private readonly state: RunState,
  ) {}

  public async run(id: string): Promise<JobRunResult> {
    const job = this.document.model.jobs[id];
    const evaluation = this.state.evaluation.with({ needs: this.needs(id) });
    const result = await this.decided(id, job, evaluation);
    this.finished.set(id, result);
    return result;
  }

  private async decided(id: string, job: JobModel, evaluation: Evaluation): Promise<JobRunResult> {
    const make = (rest: Partial<JobRunResult>): JobRunResult => ({
      id, construct: this.document.owners.get(id) ?? id, result: 'success', assumed: false, legs: [], outputs: {}, ...rest,
    });
    const decision = decideJob(job, { needs: this.states(id), contexts: contextsOf(evaluation.contexts) });
    const reason = decision.reason().text;
    if (decision.runs === Runs.NO) {
      this.note(`${id} ${decision.failed ? 'fails' : 'is skipped'}: ${reason}`);
      return make({ result: decision.failed ? 'failure' : 'skipped', reason });
    }
    if (decision.runs === Runs.UNKNOWN) this.note(`${id}: ${reason}; it is run because you asked for it`);
    if (job.uses !== undefined) {
      const why = `it calls ${job.uses}, which does not run on this machine; it is taken to succeed`;
      this.note(`${id}: ${why}`);
      return make({ reason: why, assumed: true });
    }
    const matrix = job.strategy?.matrix === undefined ? { kind: 'legs' as const, legs: [[]] as Leg[] } : expandMatrix(job.strategy.matrix, evaluation.scope);
    if (matrix.kind !== 'legs') {
      const why = matrix.kind === 'error' ? matrix.message : `its matrix depends on ${matrix.names.join(', ')}; --with-needs runs the jobs that say it`;
      this.note(`${id} fails: ${why}`);
      return make({ result: 'failure', reason: why });
    }
    const legs = await this.legs(id, job, matrix.legs, evaluation);
    return make({ legs, ...summary(legs, job, evaluation) });
  }

  private async legs(id: string, job: JobModel, all: readonly Leg[], evaluation: Evaluation): Promise<LegResult[]> {
    const chosen = chosenLegs(id, all, id === this.options.job ? this.options.legs ?? [] : []);
    this.sayWhatIsMissing(id, job);
    const results: LegResult[] = [];
    for (const leg of chosen) {
      const own = evaluation.with({ matrix: matrixContext(leg), strategy: strategyContext(job, all.indexOf(leg), all.length) });
      const runner = runnerLabel(job, own.contexts);
      const blocked = elsewhere(runner, this.state.machine) ?? this.failedFast(job, own, results);
      const title = `${id}${leg.length ? ` (${legName(leg)})` : ''}`;
      if (blocked !== undefined) {
        results.push(notRun(leg, runner, blocked));
        this.note(`${title} is not run: ${blocked}`);
        continue;
      }
      this.options.reporter.job(this.state.masker.mask(`${title}: ${standsIn(runner, this.state.machine)}`));
      const result = await this.leg(id, job, leg, runner, own);
      results.push(result);
      this.options.reporter.jobEnd(title, this.state.masker.maskDeep(result));
    }
    return results;
  }

  private async leg(id: string, job: JobModel, leg: Leg, runner: string | undefined, evaluation: Evaluation): Promise<LegResult> {
    const { base, masker, machine, artifacts } = this.state;
    const { root, inPlace = false, reporter, cache, patience = PATIENCE, emulationOf = builtIn } = this.options;
    const own = path.join(base, `job-${++this.folders}`);
    const name = path.basename(this.options.repository ?? root) || 'repository';
    const folders = { root, inPlace, workspace: inPlace ? root : path.join(own, 'work', name), temp: path.join(own, 'temp'), toolCache: path.join(own, 'tools'), cache: cache && path.resolve(cache) };
    for (const folder of [folders.workspace, folders.temp, folders.toolCache]) fs.mkdirSync(folder, { recursive: true });
    const controller = new AbortController();
    const { cancel = new AbortController().signal, stop = new AbortController().signal } = this.options;
    const onCancel = () => controller.abort();
    if (cancel.aborted) onCancel();
    cancel.addEventListener('abort', onCancel);
    try {
      return await runLeg({
        id, job, workflow: this.document.model, leg: legValues(leg), runner, evaluation, environment: this.options.environment,
        around: { folders, machine, masker, reporter, artifacts, emulationOf, cancel: controller.signal, stop, patience },
        cancel: (reason) => {
          this.note(`${id} is cancelled: ${reason}`);
          controller.abort();
        },
      });
    } finally {
      cancel.removeEventListener('abort', onCancel);
      if (!this.options.keep) fs.rmSync(own, { recursive: true, force: true, maxRetries: 3 });
    }
  }

  /** GitHub cancels the legs that still run; here they have not begun. */
  private failedFast(job: JobModel, evaluation: Evaluation, before: readonly LegResult[]): string | undefined {
    const failed = before.some(({ conclusion }) => conclusion === 'failure');
    if (!failed || tolerates(job, evaluation) || evaluation.plain(job.strategy?.['fail-fast'] ?? true) !== true) return undefined;
    return 'another leg failed, and its matrix fails fast';
  }

  private sayWhatIsMissing(id: string, job: JobModel): void {
    if (job.container !== undefined) this.note(`${id} asks for the container ${typeof job.container === 'object' ? job.container.image : job.container}; its steps run on this machine instead`);
    const services = typeof job.services === 'object' ? Object.keys(job.services) : [];
    if (services.length) this.note(`${id}: its services are not started: ${services.join(', ')}`);
    const missing = (this.graph.needs.get(id) ?? []).filter((need) => !this.finished.has(need));
    if (missing.length) this.note(`${id} needs ${missing.join(', ')}: taken to have succeeded, with outputs that are not known; --with-needs runs them first`);
  }

  /** The results of the jobs before it; of those that were not run here, a success. */
  private states(id: string): JobState[] {
    const made = new Map<string, JobState>();
    const state = (need: string): JobState => {
      let known = made.get(need);
      if (!known) {
        const result = this.finished.get(need)?.result ?? 'success';
        known = jobState(need, result === 'skipped' ? Runs.NO : Runs.YES, [result], (this.graph.needs.get(need) ?? []).map(state));
        made.set(need, known);
      }
      return known;
    };
    return (this.graph.needs.get(id) ?? []).map(state);
  }

  private needs(id: string): Data {
    return dictionary((this.graph.needs.get(id) ?? []).map((need) => {
      const done = this.finished.get(need);
      const outputs = done && !done.assumed ? toData(done.outputs) : unknownBeyond(`needs.${need}.outputs`);
      return [need, dictionary([['result', toData(done?.result ?? 'success')], ['outputs', outputs]])] as const;
    }));
  }

  private note(text: string): void {
    this.options.reporter.note(this.state.masker.mask(text));
  }
}

function tolerates(job: JobModel, evaluation: Evaluation): boolean {
  return evaluation.plain(job['continue-on-error'] ?? false) === true;
}

function notRun(leg: Leg, runner: string | undefined, reason: string): LegResult {
  return { leg: legValues(leg), ...(runner === undefined ? {} : { runner }), conclusion: 'not run', reason, steps: [], outputs: {}, annotations: [], summary: '', seconds: 0 };
}

/** Of several legs the worst; of their outputs the last that is not empty. */
function summary(legs: readonly LegResult[], job: JobModel, evaluation: Evaluation): Pick<JobRunResult, 'result' | 'assumed' | 'outputs' | 'reason'> {
  const ran = legs.filter(({ conclusion }) => conclusion !== 'not run');
  const worst = (['failure', 'cancelled'] as const).find((one) => ran.some(({ conclusion }) => conclusion === one));
  const outputs: Record<string, string> = {};
  for (const [name, value] of ran.flatMap((leg) => Object.entries(leg.outputs))) outputs[name] = value === '' ? outputs[name] ?? '' : value;
  const result: JobResult = worst === 'failure' && tolerates(job, evaluation) ? 'success' : worst ?? 'success';
  return { result, assumed: ran.length === 0, outputs, ...(ran.length === 0 ? { reason: 'none of its legs runs on this machine' } : {}) };
}
