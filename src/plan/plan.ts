import { Event } from './event';
import type { PlanOptions } from './plan-options';
import { planTable, planText } from './plan-text';
import { planProps } from './plan-workflow';
import { PlannedJob } from './planned-job';
import { Runs } from './runs';
import { TriggerDecision } from './trigger-match';
import { estimatePlan } from '../cost/estimate';
import { Estimate, EstimateProps } from '../cost/estimate-props';
import { nearest } from '../nearest';
import { PipewrightError } from '../problem';
import { WorkflowDocument } from '../workflow/document';

/** @internal */
export interface PlanProps {
  readonly event: Event;
  readonly file: string;
  readonly name?: string;
  readonly decision: TriggerDecision;
  readonly jobs: PlannedJob[];
}

/**
 * Which jobs of a workflow an event would run, and why. What only the run knows is `unknown`, never guessed;
 * every job that runs is taken to succeed unless something else was assumed.
 */
export class Plan {
  /** @internal */
  public static _of(props: PlanProps): Plan {
    return new Plan(props);
  }

  /** The event. */
  public readonly event: Event;
  /** The workflow's file. */
  public readonly file: string;
  /** Whether the event starts the workflow at all. */
  public readonly triggered: boolean;
  /** Which filter of the triggers decided, with its values. */
  public readonly triggerReason: string;
  /** What was taken for granted because it was not given, such as changed files. */
  public readonly notes: string[];
  /** All jobs, needs before the jobs that need them. */
  public readonly jobs: PlannedJob[];
  private readonly name?: string;

  private constructor(props: PlanProps) {
    this.event = props.event;
    this.file = props.file;
    this.name = props.name;
    this.triggered = props.decision.triggered;
    this.triggerReason = props.decision.reason;
    this.notes = [...props.decision.notes];
    this.jobs = props.jobs;
  }

  /**
   * Ids of the constructs of which a job certainly runs, each named once: needs before what needs them, ties in the
   * order of definition. Jobs of which only the run knows whether they run are not among them; see `uncertain`.
   */
  public get runs(): string[] {
    return this.constructsWhere((jobs) => jobs.some((job) => job.runs === Runs.YES), Runs.YES);
  }

  /** Ids of the constructs that may run: no job of theirs certainly does, but one may. */
  public get uncertain(): string[] {
    const may = (jobs: PlannedJob[]) => jobs.some((job) => job.runs === Runs.UNKNOWN) && !jobs.some((job) => job.runs === Runs.YES);
    return this.constructsWhere(may, Runs.UNKNOWN);
  }

  /** Ids of the constructs of which no job runs. */
  public get skipped(): string[] {
    return this.constructsWhere((jobs) => jobs.every((job) => job.runs === Runs.NO), Runs.NO);
  }

  /** The job of an id; of a construct's id its main job. An id that is neither is an error. */
  public job(id: string): PlannedJob {
    const job = this.jobs.find((candidate) => candidate.id === id) ?? this.jobs.find((candidate) => candidate.construct === id);
    if (job) return job;
    const ids = [...new Set(this.jobs.flatMap((candidate) => [candidate.id, candidate.construct]))];
    throw new PipewrightError([{
      ruleId: 'plan-job', severity: 'error', where: this.file, message: 'the workflow has no such job', value: id, allowed: ids, nearest: nearest(id, ids),
    }]);
  }

  /**
   * The values of each leg of a job's matrix, so that its length is the number of jobs that start: `[{}]` for a job
   * without a matrix, `[]` for one that does not run. A matrix that only the run knows is an error that says what is unknown.
   */
  public matrix(id: string): { [axis: string]: any }[] {
    const job = this.job(id);
    if (job.matrixUnknown.length === 0) return job.legs;
    throw new PipewrightError([{
      ruleId: 'plan-matrix',
      severity: 'error',
      where: `${this.file} jobs.${job.id}.strategy.matrix`,
      message: `only the run knows the matrix: it depends on ${job.matrixUnknown.join(', ')}`,
      fix: 'ask for job(id).matrixUnknown, or give the values (PlanOptions.vars, inputs of the event)',
    }]);
  }

  /** How long the run takes and what it costs, by durations of its jobs; what is not given is said to be unknown. */
  public estimate(props: EstimateProps = {}): Estimate {
    return estimatePlan(this, props);
  }

  /** The plan as a table of text. */
  public toTable(): string {
    return planTable(this);
  }

  /** The plan as plain data. */
  public toJson(): any {
    return {
      workflow: this.file,
      ...(this.name === undefined ? {} : { name: this.name }),
      event: this.event.toString(),
      triggered: this.triggered,
      reason: this.triggerReason,
      notes: this.notes,
      runs: this.runs,
      uncertain: this.uncertain,
      skipped: this.skipped,
      jobs: this.jobs.map(jobJson),
    };
  }

  /** The plan in sentences: each job, and what decided. */
  public toString(): string {
    return planText(this);
  }

  /** Each construct where its first job with that outcome stands. */
  private constructsWhere(accept: (jobs: PlannedJob[]) => boolean, outcome: Runs): string[] {
    const jobs = new Map<string, PlannedJob[]>();
    for (const job of this.jobs) jobs.set(job.construct, [...(jobs.get(job.construct) ?? []), job]);
    const ordered = this.jobs.filter((job) => job.runs === outcome).map((job) => job.construct);
    return [...new Set(ordered)].filter((construct) => accept(jobs.get(construct)!));
  }
}

function jobJson(job: PlannedJob): Record<string, unknown> {
  return {
    id: job.id,
    construct: job.construct,
    runs: job.runs,
    reason: job.reason,
    needs: job.needs,
    wave: job.wave,
    legs: job.legs,
    ...(job.matrixUnknown.length ? { matrixUnknown: job.matrixUnknown } : {}),
    runners: job.runners,
    permissions: job.permissions,
    environment: job.environment,
    secrets: job.secrets,
    secretsAvailable: job.secretsAvailable,
    uses: job.uses,
    steps: job.steps,
  };
}

/**
 * Plans one workflow: an event in, the jobs that would run out. Pure; nothing is fetched, nothing is run.
 * @throws PipewrightError where `options` name a job or a result that does not exist
 * @internal
 */
export function planWorkflow(document: WorkflowDocument, event: Event, options: PlanOptions = {}): Plan {
  return Plan._of(planProps(document, event, options));
}
