import { environmentOf } from './environment';
import { JobPlan, runnerLabel } from './job-plan';
import { legValues } from './matrix';
import { Permissions } from './permissions';
import { PlannedStep } from './planned-step';
import { PlanReason, Runs } from './runs';
import { planSteps } from './steps';
import { JobModel } from '../workflow/model';
import { everyStep } from '../workflow/steps';

/** What a planned job takes from its workflow. @internal */
export interface PlannedJobProps {
  readonly plan: JobPlan;
  readonly construct: string;
  readonly wave?: number;
  readonly needs: readonly string[];
  readonly permissions: () => Permissions | undefined;
  readonly secrets: () => string[];
  readonly secretsAvailable: boolean;
}

/** One job of a plan. */
export class PlannedJob {
  /** @internal */
  public static _of(props: PlannedJobProps): PlannedJob {
    return new PlannedJob(props);
  }

  /** Id of the job. */
  public readonly id: string;
  /** Id of the construct that renders it. */
  public readonly construct: string;
  /** Whether it runs. */
  public readonly runs: Runs;
  /** The round in which it can start, from 1: after the longest chain of jobs before it. Undefined where it does not run. */
  public readonly wave?: number;
  /** Whether the run has the repository's secrets: not for a pull request from a fork, nor for Dependabot. */
  public readonly secretsAvailable: boolean;
  /** The reusable workflow that it calls; its jobs are not part of the plan. */
  public readonly uses?: string;
  private readonly props: PlannedJobProps;

  private constructor(props: PlannedJobProps) {
    const { plan } = props;
    this.props = props;
    this.id = plan.id;
    this.construct = props.construct;
    this.runs = plan.decision.runs;
    this.wave = props.wave;
    this.secretsAvailable = props.secretsAvailable;
    this.uses = plan.model.uses;
  }

  /** Ids of the jobs that it waits for. */
  public get needs(): string[] {
    return [...this.props.needs];
  }

  /** What its token may do; a scope that is missing is `none`. Undefined where that is the repository's default. */
  public get permissions(): { [scope: string]: string } | undefined {
    return this.props.permissions();
  }

  /** Why it runs or not. */
  public get reason(): PlanReason {
    return this.props.plan.decision.reason();
  }

  /**
   * The values of each leg of its matrix: one empty leg for a job without a matrix, none for a job that does not run
   * or whose matrix only the run knows (see `matrixUnknown`). For a job of which it is unknown whether it runs: as if it did.
   */
  public get legs(): { [axis: string]: any }[] {
    const { matrix } = this.props.plan;
    return matrix.kind === 'legs' ? matrix.legs.map(legValues) : [];
  }

  /** What would have to be known to know the matrix; empty where it is known. */
  public get matrixUnknown(): string[] {
    const { matrix } = this.props.plan;
    return matrix.kind === 'unknown' ? [...matrix.names] : [];
  }

  /** The environment that it deploys to. */
  public get environment(): string | undefined {
    return environmentOf(this._model, this.props.plan.legContexts());
  }

  /** Names of the secrets that it reads, beside the token; `*` for all. */
  public get secrets(): string[] {
    return this.props.secrets();
  }

  /** The runner of each leg, as its labels; empty for a called workflow. */
  public get runners(): string[] {
    return this.props.plan.legContexts().flatMap(({ contexts }) => runnerLabel(this._model, contexts) ?? []);
  }

  /** Which steps run, taking each that does to succeed; empty for a job that does not run. */
  public get steps(): PlannedStep[] {
    return planSteps(everyStep(this._model.steps), this.props.plan.legContexts()).filter(() => this.runs !== Runs.NO);
  }

  /** @internal */
  public get _model(): JobModel {
    return this.props.plan.model;
  }
}
