/**
 * What a construct hands to lowering: a job before references, permissions and names are inferred.
 */
import type { JobBase } from '../job-base';
import type { Pipeline } from '../pipeline';
import type { Problem } from '../problem';
import type { Runner } from '../runner';
import type { Step } from '../step';
import type { PipelineFacts } from './facts';
import type { ConcurrencyModel, ContainerModel, DefaultsModel, EnvironmentModel, JobModel, Scalar, ServiceModel, SnapshotModel, StrategyModel } from '../workflow/model';

/** A scope that a job's token holds, and why: the reason becomes the comment. */
export interface PermissionRequest {
  readonly scope: string;
  readonly level: string;
  readonly reason?: string;
}

/** Another job of the same pipeline: a construct (its main job), or one part of a construct. */
export type Need = JobBase | { readonly construct: JobBase; readonly part: string };

export interface JobSpec {
  /** Suffix of the id; none for the main job. */
  readonly part?: string;
  /** Whoever needs the construct waits for this part, too. */
  readonly gates?: boolean;
  readonly name: string;
  readonly runsOn?: Runner | string;
  readonly needs?: readonly Need[];
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly permissions?: readonly PermissionRequest[];
  /** Permissions exactly as listed: nothing is inferred. */
  readonly exactPermissions?: boolean;
  readonly environment?: EnvironmentModel;
  readonly concurrency?: ConcurrencyModel;
  readonly timeoutMinutes?: number;
  readonly cancelTimeoutMinutes?: number;
  readonly cacheMode?: string;
  readonly continueOnError?: boolean | string;
  readonly strategy?: StrategyModel;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly defaults?: DefaultsModel;
  readonly container?: string | ContainerModel;
  readonly services?: Readonly<Record<string, ServiceModel>>;
  readonly snapshot?: SnapshotModel;
  readonly steps?: readonly Step[];
  /** Publishes something: no cache may be restored here. */
  readonly publishes?: boolean;
  /** What `Toolchain` steps see as their version: `matrix.<axis>` or a literal. */
  readonly toolchainVersion?: string;
  /** Runners that the user chose although a rule warns of such: the choice is documented where it is made. */
  readonly chosenRunners?: readonly Runner[];
  // a call of a reusable workflow
  readonly uses?: string;
  readonly with?: Readonly<Record<string, Scalar>>;
  readonly secrets?: JobModel['secrets'];
}

/** A problem of a construct, before its place is known. */
export type ConstructProblem = Omit<Problem, 'where' | 'severity' | 'source'> & { readonly severity?: 'error' | 'warning' };

/** What a construct may know when it renders its jobs. */
export interface LoweringScope {
  readonly pipeline: Pipeline;
  readonly facts: PipelineFacts;
  /** The pipelines that are lowered to learn what a caller needs, outermost first; this one is the last. */
  readonly callers: readonly Pipeline[];
  /** Reports a problem of the construct at hand, or of the one that it is about; all are shown together, each once. */
  report(problem: ConstructProblem, about?: JobBase): void;
}
