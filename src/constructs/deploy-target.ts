import { Construct } from 'constructs';
import { checkDeploy } from './check-deploy';
import { ContainerImage } from './container-image';
import { deploySteps } from './deploy-steps';
import { hostOf, rememberProject, targetContext, targetDirectory } from './target-context';
import { App } from '../app';
import { checkNew } from '../checks/guard';
import { JobBase, JobBaseProps } from '../job-base';
import { Notification } from '../notification';
import { Platform } from '../platform';
import { Rollout } from '../rollout';
import { Runner } from '../runner';
import { SecretRef } from '../secret-ref';
import { allOf, deployCondition, deployRefs, PipelineFacts } from '../synth/facts';
import { ConstructProblem, JobSpec, LoweringScope } from '../synth/job-spec';
import { titleOf } from '../synth/props';
import { TargetContext, TargetOutput } from '../targets/target';
import { resolveWorkload } from '../targets/workload';
import { defined } from '../values';
import { ConcurrencyModel } from '../workflow/model';
import { Replicas, Workload } from '../workload';

/** A request that must succeed after the rollout. */
export interface SmokeTest {
  /** Where the request goes. */
  readonly url: string;
  /**
   * Status that counts as success.
   * @default 200
   */
  readonly status?: number;
  /**
   * Text that the answer must hold.
   * @default - none
   */
  readonly contains?: string;
  /**
   * Seconds within which it must succeed once.
   * @default 120
   */
  readonly timeoutSeconds?: number;
}

export interface DeployTargetProps extends JobBaseProps {
  /** The image that is deployed, by its digest. */
  readonly image: ContainerImage;
  /** What runs: the container, as every platform sees it. */
  readonly workload: Workload;
  /** Where it runs. */
  readonly platform: Platform;
  /**
   * Targets that the same digest is deployed to before.
   * @default - none
   */
  readonly after?: DeployTarget[];
  /**
   * How the new version takes over from the old.
   * @default - rolling
   */
  readonly rollout?: Rollout;
  /**
   * Where users reach it; shown beside the deployment.
   * @default - none
   */
  readonly url?: string;
  /**
   * Host that requests come for.
   * @default - the host of `url`
   */
  readonly domain?: string;
  /**
   * Certificate of the domain: an ACM ARN, the name of a TLS secret …
   * @default - what the platform manages by itself, if it does
   */
  readonly certificate?: string;
  /**
   * GitHub environment of the job; the trust names it.
   * @default - the target's id
   */
  readonly environment?: string;
  /**
   * Environment variables, over the workload's.
   * @default - the workload's
   */
  readonly env?: { [name: string]: string };
  /**
   * Secrets, over the workload's.
   * @default - the workload's
   */
  readonly secrets?: { [name: string]: SecretRef };
  /**
   * Instances here, where they differ from the workload's.
   * @default - the workload's
   */
  readonly replicas?: Replicas;
  /**
   * A request that must be answered before the deployment counts.
   * @default - none
   */
  readonly smokeTest?: SmokeTest;
  /**
   * Who hears of a deployment.
   * @default - GitHub's deployment status and the job's summary
   */
  readonly notify?: Notification[];
  /**
   * Users or `organization/team` who approve a deployment; at most six. The bootstrap sets them.
   * @default - none
   */
  readonly reviewers?: string[];
  /**
   * Minutes to wait before a deployment, 1 to 43,200. The bootstrap sets it.
   * @default - none
   */
  readonly waitMinutes?: number;
  /**
   * Verify, before deploying, that this repository's workflow built the digest.
   * @default - true where the image's provenance is attested
   */
  readonly verifyAttestation?: boolean;
  /**
   * Minutes after which the job is killed.
   * @default - the rollout's time and half an hour
   */
  readonly timeoutMinutes?: number;
  /**
   * Runner of the job.
   * @default Runner.UBUNTU_24_04
   */
  readonly runner?: Runner;
}

/** One environment: its deploy job and its infrastructure, on a platform. */
export class DeployTarget extends JobBase {
  /** @internal */
  public readonly _props: DeployTargetProps;

  constructor(scope: Construct, id: string, props: DeployTargetProps) {
    super(scope, id, props);
    checkNew('DeployTarget', this, scope, id, props);
    this._props = props;
    props.image?._markDeployed?.();
    rememberProject(this, props.platform);
  }

  /** GitHub environment of the job. */
  public get environment(): string {
    return this._props.environment ?? this.node.id;
  }

  /** Folder of the target's files, from the repository's root. */
  public get directory(): string {
    return targetDirectory(this, this.node.id);
  }

  /** @internal */
  public _jobs(scope: LoweringScope): JobSpec[] {
    const p = this._props;
    checkDeploy(p, scope);
    const condition = deployCondition(scope.facts);
    if (condition === undefined) {
      scope.report({
        ruleId: 'deploy-trigger', message: 'nothing in this pipeline can deploy the target', value: scope.facts.events,
        allowed: ['push to the default branch', 'release', 'workflow_dispatch'], fix: 'add Trigger.push(…), Trigger.release() or Trigger.manual()',
      });
      return [];
    }
    const context = this._context(scope.facts, scope.pipeline._app, scope.report);
    const output = p.platform._provider.synthesize(context);
    return [{
      name: p.displayName ?? `Deploy ${titleOf(this.node.id).toLowerCase()}`,
      runsOn: p.runner ?? Runner.UBUNTU_24_04,
      needs: [p.image, ...(p.after ?? []), ...(p.needs ?? [])],
      if: allOf(condition, p.if),
      environment: defined({ name: this.environment, url: p.url }),
      concurrency: this._concurrency(),
      timeoutMinutes: this._timeout(),
      publishes: true,
      env: this._env(context.imageRepository, p.image.digest),
      steps: deploySteps({ target: this, output, workflowFile: scope.pipeline.workflowFile }),
    }];
  }

  /** One operation on a target at a time, whatever the workflow; none is ever cancelled. @internal */
  public _concurrency(): ConcurrencyModel {
    // no id holds a slash, so that no two targets share a group
    const environment = this.environment === this.node.id ? '' : `/${this.environment}`;
    return { 'group': `deploy-${this.node.id}${environment}`, 'cancel-in-progress': false };
  }

  /** What every operation's steps read. The digest alone comes from elsewhere: the name is a literal. @internal */
  public _env(imageRepository: string, digest: string): Record<string, string> {
    return { IMAGE: `${imageRepository}@${digest}`, DIGEST: digest, ENVIRONMENT: this.environment };
  }

  /** @internal */
  public _timeout(): number {
    const rollout = this._props.rollout ?? Rollout.rolling();
    return this._props.timeoutMinutes ?? Math.ceil(rollout.timeoutSeconds / 60) + rollout.bakeMinutes + 30;
  }

  /** Whether the deploy job verifies the attestation. @internal */
  public get _verifies(): boolean {
    return this._props.verifyAttestation ?? this._props.image._provenance;
  }

  /** Files and operations. @internal */
  public _output(facts: PipelineFacts, app: App, report: (problem: ConstructProblem) => void): TargetOutput {
    return this._props.platform._provider.synthesize(this._context(facts, app, report));
  }

  /** @internal */
  public _context(facts: PipelineFacts, app: App, report: (problem: ConstructProblem) => void): TargetContext {
    const p = this._props;
    return targetContext(app, p.platform, p.image, report, {
      id: this.node.id,
      environment: this.environment,
      directory: this.directory,
      refs: deployRefs(facts),
      workload: resolveWorkload(p.workload, p),
      rollout: p.rollout ?? Rollout.rolling(),
      url: p.url,
      domain: p.domain ?? hostOf(p.url),
      domainIsGiven: p.domain !== undefined,
      certificate: p.certificate,
      smokeTest: p.smokeTest,
    });
  }
}
