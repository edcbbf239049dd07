/**
 * The typed model of one workflow: plain data in GitHub's own shape, keys spelled as GitHub spells them.
 * It is what constructs are lowered to, what rules and the planner read, and what rendering writes;
 * a workflow that a person wrote is read into the same model. Source: `workflow-v1.0.json` of @actions/workflow-parser.
 * Knows nobody.
 */

/** A scalar as YAML has it. */
export type Scalar = string | number | boolean;
/** A value that may be an expression (`${{ … }}`) instead. */
export type OrExpression<T> = T | string;

export interface WorkflowModel {
  'name'?: string;
  'description'?: string;
  'run-name'?: string;
  'on': Triggers;
  'permissions'?: PermissionsModel;
  'env'?: EnvModel;
  'defaults'?: DefaultsModel;
  'concurrency'?: string | ConcurrencyModel;
  'cache-mode'?: string;
  'jobs': Record<string, JobModel>;
}

/** `on:` as a map; the string and list forms are kept as they were read. */
export type Triggers = string | string[] | TriggerMap;
export interface TriggerMap {
  push?: BranchFilter | null;
  pull_request?: BranchFilter | null;
  pull_request_target?: BranchFilter | null;
  release?: { types?: string | string[] } | null;
  schedule?: { cron: string; timezone?: string }[];
  workflow_dispatch?: { inputs?: Record<string, DispatchInput> | null } | null;
  workflow_call?: WorkflowCallModel | null;
  workflow_run?: ({ workflows?: string | string[] } & BranchFilter) | null;
  [event: string]: unknown;
}

export interface BranchFilter {
  'types'?: string | string[];
  'branches'?: string | string[];
  'branches-ignore'?: string | string[];
  'tags'?: string | string[];
  'tags-ignore'?: string | string[];
  'paths'?: string | string[];
  'paths-ignore'?: string | string[];
}

export interface DispatchInput {
  description?: string;
  required?: boolean;
  type?: string;
  default?: Scalar;
  options?: string[];
}

export interface WorkflowCallModel {
  inputs?: Record<string, { description?: string; required?: boolean; type: string; default?: Scalar }> | null;
  secrets?: Record<string, { description?: string; required?: boolean } | null> | null;
  outputs?: Record<string, { description?: string; value: string }> | null;
}

/** `read-all`, `write-all`, or a level for each scope. `{}` is none at all. */
export type PermissionsModel = string | Record<string, string>;
export type EnvModel = string | Record<string, Scalar>;

export interface DefaultsModel {
  run?: { 'shell'?: string; 'working-directory'?: string };
}

export interface ConcurrencyModel {
  'group': string;
  'cancel-in-progress'?: OrExpression<boolean>;
  'queue'?: string;
}

export interface JobModel {
  'name'?: string;
  'needs'?: string | string[];
  'if'?: Scalar;
  'runs-on'?: string | string[] | { group?: string; labels?: string | string[] };
  'permissions'?: PermissionsModel;
  'environment'?: string | EnvironmentModel;
  'concurrency'?: string | ConcurrencyModel;
  'timeout-minutes'?: OrExpression<number>;
  'cancel-timeout-minutes'?: OrExpression<number>;
  'continue-on-error'?: OrExpression<boolean>;
  'cache-mode'?: string;
  'strategy'?: StrategyModel;
  'outputs'?: Record<string, string>;
  'env'?: EnvModel;
  'defaults'?: DefaultsModel;
  'container'?: string | ContainerModel;
  'services'?: Record<string, ServiceModel | string> | string;
  'steps'?: StepModel[];
  'snapshot'?: string | SnapshotModel;
  // a job that calls a reusable workflow
  'uses'?: string;
  'with'?: Record<string, Scalar>;
  'secrets'?: 'inherit' | Record<string, Scalar>;
}

export interface EnvironmentModel {
  name: string;
  url?: string;
  deployment?: OrExpression<boolean>;
}

export interface StrategyModel {
  'matrix'?: string | MatrixModel;
  'fail-fast'?: OrExpression<boolean>;
  'max-parallel'?: OrExpression<number>;
}

/** Axes by the user's own names, beside `include` and `exclude`. */
export interface MatrixModel {
  include?: string | Record<string, unknown>[];
  exclude?: string | Record<string, unknown>[];
  [axis: string]: unknown;
}

export interface ContainerModel {
  image: string;
  credentials?: { username?: string; password?: string };
  env?: EnvModel;
  ports?: (string | number)[];
  volumes?: string[];
  options?: string;
}

export interface ServiceModel extends ContainerModel {
  entrypoint?: string;
  command?: string;
}

/** A custom image that is made of the runner after the job. */
export interface SnapshotModel {
  'image-name': string;
  'if'?: string;
  'version'?: string;
}

/** A script, an action, or one of the steps that start, await and end others. */
export interface StepModel {
  'id'?: string;
  'name'?: string;
  'if'?: Scalar;
  'uses'?: string;
  'with'?: Record<string, Scalar> | string;
  'run'?: string;
  'shell'?: string;
  'working-directory'?: string;
  'env'?: EnvModel;
  'continue-on-error'?: OrExpression<boolean>;
  'timeout-minutes'?: OrExpression<number>;
  'background'?: boolean;
  // steps that run side by side
  'wait'?: string | string[];
  'wait-all'?: boolean | null;
  'cancel'?: string;
  'parallel'?: StepModel[];
}

/** Where in a document: keys and indices from the root, as in `['jobs', 'test', 'steps', 0, 'run']`. */
export type Path = readonly (string | number)[];
