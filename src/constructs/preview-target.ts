import { Construct } from 'constructs';
import { checkPreview } from './check-preview';
import { ContainerImage } from './container-image';
import { announce, smoke, summarize } from './deploy-steps';
import { IS_PREVIEWED, PreviewImage, previewRefs, SAME_REPOSITORY } from './preview-image';
import type { PreviewPipelineProps } from './preview-pipeline';
import { numbered, PR_NUMBER, useNumber } from './preview-steps';
import { checkedOut } from './shared';
import { hostOf, rememberProject, targetContext, targetDirectory } from './target-context';
import { App } from '../app';
import { JobBase } from '../job-base';
import { Rollout } from '../rollout';
import { Runner } from '../runner';
import { allOf, PipelineFacts } from '../synth/facts';
import { ConstructProblem, JobSpec, LoweringScope } from '../synth/job-spec';
import { emptyOutput } from '../targets/support/output';
import { PREVIEW_SUFFIX, withNumber, withoutNumber } from '../targets/support/preview';
import { TargetContext, TargetOutput } from '../targets/target';
import { resolveWorkload } from '../targets/workload';
import { defined } from '../values';

type Report = (problem: ConstructProblem) => void;

export interface PreviewTargetProps extends Omit<PreviewPipelineProps, 'image'> {
  readonly like: ContainerImage;
  readonly image: PreviewImage;
  readonly environment: string;
  readonly branches: string[];
}

/** The job that deploys a preview, and the files and the trust of all of them. */
export class PreviewTarget extends JobBase {
  constructor(scope: Construct, id: string, public readonly props: PreviewTargetProps) {
    super(scope, id);
    rememberProject(this, props.platform);
  }

  public get environment(): string {
    return this.props.environment;
  }

  /** Id of the previews as a target: the pipeline's. */
  public get targetId(): string {
    return this.node.scope!.node.id;
  }

  public get directory(): string {
    return targetDirectory(this, this.targetId);
  }

  /** @internal */
  public _jobs(scope: LoweringScope): JobSpec[] {
    const { image, smokeTest } = this.props;
    const synthesized = this.synthesize(scope.pipeline._app, scope.report);
    if (!synthesized) return [];
    const { output: { operations }, context: { imageRepository } } = synthesized;
    const url = numberedUrl(this.props.url);
    return [{
      name: 'Deploy the preview',
      runsOn: Runner.UBUNTU_24_04,
      needs: [image],
      if: IS_PREVIEWED,
      environment: defined({ name: this.environment, url }),
      timeoutMinutes: this.timeout,
      publishes: true,
      env: { IMAGE: `${imageRepository}@${image.digest}`, DIGEST: image.digest, ...this.env },
      steps: checkedOut([
        useNumber(this.directory),
        announce(),
        ...numbered([...operations.login(), ...operations.deploy()]),
        ...(smokeTest ? [smoke({ ...smokeTest, url: numberedUrl(smokeTest.url) ?? '' })] : []),
        ...numbered([...operations.verify(), ...operations.rollback()]),
        summarize(url),
      ]),
    }];
  }

  /** Of every job that works on a preview. */
  public get env(): Record<string, string> {
    return { ENVIRONMENT: this.environment, PR_NUMBER };
  }

  public get timeout(): number {
    return this.props.timeoutMinutes ?? 40;
  }

  /** Files and operations. @internal */
  public _output(_facts: PipelineFacts, app: App, report: Report): TargetOutput {
    return this.synthesize(app, report)?.output ?? emptyOutput();
  }

  private synthesize(app: App, report: Report): { readonly context: TargetContext; readonly output: TargetOutput } | undefined {
    if (!checkPreview(this, app, report)) return undefined;
    const context = this.context(app, report);
    return { context, output: this.props.platform._provider.synthesize(context) };
  }

  private context(app: App, report: Report): TargetContext {
    const { props, environment } = this;
    const workload = resolveWorkload(props.workload, props);
    const url = props.url && withoutNumber(props.url);
    return targetContext(app, props.platform, props.image, report, {
      id: this.targetId,
      environment,
      directory: this.directory,
      refs: previewRefs(props.branches),
      workload: typeof workload.name === 'string' ? { ...workload, name: `${workload.name}-${PREVIEW_SUFFIX}` } : workload,
      rollout: Rollout.rolling(),
      url,
      domain: hostOf(url),
      smokeTest: props.smokeTest && { url: withoutNumber(props.smokeTest.url) },
      preview: { suffix: PREVIEW_SUFFIX },
    });
  }
}

function numberedUrl(url: string | undefined): string | undefined {
  return url && withNumber(withoutNumber(url), PR_NUMBER);
}

/** Destroys a preview: when its pull request is closed, or by hand, because GitHub starts nothing for one that is in conflict. */
export class PreviewDestroy extends JobBase {
  constructor(scope: Construct, id: string, private readonly target: PreviewTarget) {
    super(scope, id);
  }

  /** @internal */
  public _jobs(scope: LoweringScope): JobSpec[] {
    const { target } = this;
    const app = scope.pipeline._app;
    const { operations } = target._output(scope.facts, app, () => undefined); // reported where it is deployed
    const closed = allOf('github.event.action == \'closed\'', SAME_REPOSITORY);
    const byHand = `github.event_name == 'workflow_dispatch' && github.ref == 'refs/heads/${app.defaultBranch}'`;
    return [{
      name: 'Destroy the preview',
      runsOn: Runner.UBUNTU_24_04,
      if: `(${closed}) || (${byHand})`,
      // nothing is deployed
      environment: { name: target.environment, deployment: false },
      timeoutMinutes: target.timeout,
      publishes: true,
      env: target.env,
      steps: checkedOut([useNumber(target.directory), ...numbered([...operations.login(), ...operations.destroy()])]),
    }];
  }
}
