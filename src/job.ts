import { Construct } from 'constructs';
import { checkNew } from './checks/guard';
import { JobBase, JobBaseProps } from './job-base';
import { Concurrency } from './pipeline';
import { Runner } from './runner';
import { Step } from './step';
import { JobSpec, LoweringScope } from './synth/job-spec';
import { concurrencyModel, permissionRequests, strategyModel, titleOf } from './synth/props';
import { defined } from './values';

/** A GitHub environment that a job runs in. */
export interface Environment {
  readonly name: string;
  /**
   * Shown beside the deployment; expressions are allowed.
   * @default - none
   */
  readonly url?: string;
  /**
   * `false` takes the environment's secrets and rules without making a deployment.
   * @default true
   */
  readonly deployment?: boolean;
}

/** A container image with its options, for a job or a service. */
export interface Container {
  /** `image@sha256:…`. */
  readonly image: string;
  /**
   * User of the registry that the image is pulled from.
   * @default - none
   */
  readonly username?: string;
  /**
   * An expression that reads a secret.
   * @default - none
   */
  readonly password?: string;
  /**
   * Environment of the container.
   * @default - none
   */
  readonly env?: { [name: string]: string };
  /**
   * `8080` or `8080:80`.
   * @default - none
   */
  readonly ports?: string[];
  /**
   * `name:/path` or `/host:/path`.
   * @default - none
   */
  readonly volumes?: string[];
  /**
   * Further options of `docker create`.
   * @default - none
   */
  readonly options?: string;
}

/** A container that runs beside the steps. */
export interface ServiceContainer extends Container {
  /**
   * Over the image's own entrypoint. Needs `NewSyntax.SERVICE_COMMAND`.
   * @default - the image's own
   */
  readonly entrypoint?: string;
  /**
   * Over the image's own command. Needs `NewSyntax.SERVICE_COMMAND`.
   * @default - the image's own
   */
  readonly command?: string;
}

/** A custom image that GitHub makes of the runner once the job has succeeded. The runner must be one that can make images. */
export interface Snapshot {
  readonly imageName: string;
  /**
   * The major version of the next image, such as `2.*`.
   * @default - the latest, and its minor version counts on
   */
  readonly version?: string;
  /**
   * A condition: a GitHub expression without `${{ }}`.
   * @default - always
   */
  readonly if?: string;
}

/** Values that a job is repeated over. */
export interface Matrix {
  /**
   * Axes by name; each value makes a leg. An expression (`${{ fromJSON(…) }}`) makes a dynamic axis.
   * @default - none
   */
  readonly axes?: { [name: string]: any };
  /**
   * Further legs, or keys added to legs that match.
   * @default - none
   */
  readonly include?: any;
  /**
   * Legs to leave out.
   * @default - none
   */
  readonly exclude?: any;
  /**
   * The whole matrix as one expression; excludes the others.
   * @default - none
   */
  readonly expression?: string;
  /**
   * Cancel the other legs when one fails.
   * @default - GitHub's: true
   */
  readonly failFast?: boolean;
  /**
   * Legs at a time.
   * @default - as many as runners are free
   */
  readonly maxParallel?: number;
}

export interface JobProps extends JobBaseProps {
  /**
   * What the job runs on.
   * @default Runner.UBUNTU_24_04
   */
  readonly runner?: Runner;
  /**
   * The runner as GitHub writes `runs-on`, for one that an expression chooses; over `runner`.
   * @default - the runner
   */
  readonly runsOn?: string;
  /** What the job does, in order. */
  readonly steps: Step[];
  /**
   * Environment of all steps.
   * @default - none
   */
  readonly env?: { [name: string]: string };
  /**
   * Token scopes by GitHub's names, over what the steps need: `{ packages: 'write' }`.
   * @default - what the steps need
   */
  readonly permissions?: { [scope: string]: string };
  /**
   * Why each scope is needed, by scope: the comment behind it.
   * @default - said by the job's name
   */
  readonly permissionReasons?: { [scope: string]: string };
  /**
   * GitHub environment, with its reviewers, branches, secrets and variables.
   * @default - none
   */
  readonly environment?: Environment;
  /**
   * Which runs of the job wait for each other.
   * @default - none
   */
  readonly concurrency?: Concurrency;
  /**
   * Minutes after which the job is killed.
   * @default 30
   */
  readonly timeoutMinutes?: number;
  /**
   * A failure does not fail the workflow: a boolean or an expression.
   * @default false
   */
  readonly continueOnError?: any;
  /**
   * Runs the job once a leg.
   * @default - one run
   */
  readonly matrix?: Matrix;
  /**
   * Outputs by name. Outputs of steps that other jobs refer to are declared by themselves.
   * @default - what is referred to
   */
  readonly outputs?: { [name: string]: string };
  /**
   * Shell of the scripts that name none.
   * @default - the runner's own
   */
  readonly defaultShell?: string;
  /**
   * Folder of the scripts that name none.
   * @default - the workspace
   */
  readonly defaultWorkingDirectory?: string;
  /**
   * Container that the steps run in.
   * @default - the runner itself
   */
  readonly container?: Container;
  /**
   * Service containers by host name.
   * @default - none
   */
  readonly services?: { [name: string]: ServiceContainer };
  /**
   * Minutes that a cancelled job may still clean up. Needs `NewSyntax.CANCEL_TIMEOUT`.
   * @default - GitHub's: 5
   */
  readonly cancelTimeoutMinutes?: number;
  /**
   * What the job may do with GitHub's cache: `read`, `write`, `write-only` or `none`. Needs `NewSyntax.CACHE_MODE`.
   * @default - the pipeline's
   */
  readonly cacheMode?: string;
  /**
   * Image to make of the runner.
   * @default - none
   */
  readonly snapshot?: Snapshot;
}

/** Any job: for what the library has no construct for. */
export class Job extends JobBase {
  /** @internal */
  protected readonly _props: JobProps;

  constructor(scope: Construct, id: string, props: JobProps) {
    super(scope, id, props);
    checkNew('Job', this, scope, id, props);
    this._props = props ?? { steps: [] };
  }

  /** @internal */
  public _jobs(scope: LoweringScope): JobSpec[] {
    const p = this._props;
    if (!p.steps?.length) scope.report({ ruleId: 'steps', message: 'has no step, and GitHub starts no workflow with such a job', value: p.steps ?? null, fix: 'give it one: Step.run(…) or Step.uses(…)' });
    const run = defined({ 'shell': p.defaultShell, 'working-directory': p.defaultWorkingDirectory });
    return [{
      name: p.displayName ?? titleOf(this.node.id),
      runsOn: p.runsOn ?? p.runner ?? Runner.UBUNTU_24_04,
      needs: p.needs,
      if: p.if,
      env: p.env,
      permissions: permissionRequests(p.permissions, p.permissionReasons),
      environment: p.environment && defined({ name: p.environment.name, url: p.environment.url, deployment: p.environment.deployment }),
      concurrency: p.concurrency && concurrencyModel(p.concurrency),
      timeoutMinutes: p.timeoutMinutes,
      cancelTimeoutMinutes: p.cancelTimeoutMinutes,
      cacheMode: p.cacheMode,
      continueOnError: p.continueOnError,
      strategy: p.matrix && strategyModel(p.matrix),
      outputs: p.outputs,
      defaults: Object.keys(run).length ? { run } : undefined,
      container: p.container && container(p.container),
      services: p.services && Object.fromEntries(Object.entries(p.services).map(([name, value]) => [name, container(value)])),
      snapshot: p.snapshot && defined({ 'image-name': p.snapshot.imageName, 'if': p.snapshot.if, 'version': p.snapshot.version }),
      steps: p.steps,
    }];
  }
}

function container(c: ServiceContainer) {
  const credentials = defined({ username: c.username, password: c.password });
  return defined({
    image: c.image, credentials: Object.keys(credentials).length ? credentials : undefined,
    env: c.env, ports: c.ports, volumes: c.volumes, options: c.options, entrypoint: c.entrypoint, command: c.command,
  });
}
