import { Construct } from 'constructs';
import { checkNew } from './checks/guard';
import { Matrix } from './job';
import { JobBase, JobBaseProps } from './job-base';
import { nearest } from './nearest';
import { Concurrency, Pipeline } from './pipeline';
import { JobSpec, LoweringScope, PermissionRequest } from './synth/job-spec';
import { lowerPipeline } from './synth/lower';
import { concurrencyModel, permissionRequests, strategyModel, titleOf } from './synth/props';
import { Scalar, WorkflowCallModel } from './workflow/model';
import { NewSyntax } from './workflow/new-syntax';

export interface CallJobProps extends JobBaseProps {
  /**
   * The pipeline to call: one of this app with `Trigger.call`. Inputs, secrets and outputs are checked against it.
   * @default - `uses`
   */
  readonly pipeline?: Pipeline;
  /**
   * A reusable workflow of another repository: `owner/repo/.github/workflows/file.yml@<40 hex digits> # v1.2.3`.
   * @default - `pipeline`
   */
  readonly uses?: string;
  /**
   * Its inputs.
   * @default - none
   */
  readonly with?: { [input: string]: any };
  /**
   * Its secrets by name: `{ TOKEN: '${{ secrets.TOKEN }}' }`.
   * @default - none
   */
  readonly secrets?: { [name: string]: string };
  /**
   * What the called workflow may do at most.
   * @default - what the called pipeline's jobs need; nothing for another repository's
   */
  readonly permissions?: { [scope: string]: string };
  /**
   * Why the called workflow needs each permission; written as comments.
   * @default - said by the job's name
   */
  readonly permissionReasons?: { [scope: string]: string };
  /**
   * Calls the workflow once a leg.
   * @default - one run
   */
  readonly matrix?: Matrix;
  /**
   * Which runs of the job wait for each other.
   * @default - none
   */
  readonly concurrency?: Concurrency;
  /**
   * What the called workflow may do with GitHub's cache: `read`, `write`, `write-only` or `none`. Needs `NewSyntax.CACHE_MODE`.
   * @default - the pipeline's
   */
  readonly cacheMode?: string;
}

/** A job that calls a reusable workflow. */
export class CallJob extends JobBase {
  private readonly props: CallJobProps;

  constructor(scope: Construct, id: string, props: CallJobProps) {
    super(scope, id, props);
    checkNew('CallJob', this, scope, id, props);
    this.props = props;
  }

  /** @internal */
  public _jobs(scope: LoweringScope): JobSpec[] {
    const p = this.props;
    if ((p.pipeline === undefined) === (p.uses === undefined)) {
      scope.report({ ruleId: 'reusable-call', message: 'a CallJob takes either a pipeline or uses', value: p.uses, fix: 'give one of them' });
      return [];
    }
    if (p.pipeline && !this.checkCall(p.pipeline, scope)) return [];
    return [{
      name: p.displayName ?? titleOf(this.node.id),
      needs: p.needs,
      if: p.if,
      uses: p.uses ?? `${scope.pipeline._props.newSyntax?.includes(NewSyntax.SELF_REFERENCES) ? '$' : '.'}/${p.pipeline!.workflowFile}`,
      with: p.with as Record<string, Scalar> | undefined,
      secrets: p.secrets,
      permissions: p.permissions || !p.pipeline ? permissionRequests(p.permissions, p.permissionReasons) : calleePermissions(p.pipeline, scope),
      strategy: p.matrix && strategyModel(p.matrix),
      cacheMode: p.cacheMode,
      concurrency: p.concurrency && concurrencyModel(p.concurrency),
    }];
  }

  /** Whether the pipeline can be called at all. */
  private checkCall(pipeline: Pipeline, scope: LoweringScope): boolean {
    const trigger = pipeline.triggers.find((t) => t.event === 'workflow_call');
    if (!trigger) {
      scope.report({ ruleId: 'reusable-call', message: `the pipeline ${pipeline.node.path} is not reusable`, value: pipeline.node.id, fix: 'add Trigger.call() to its triggers' });
      return false;
    }
    if (scope.callers.includes(pipeline)) {
      const way = [...scope.callers.slice(scope.callers.indexOf(pipeline)), pipeline].map((one) => one.node.id);
      scope.report({ ruleId: 'reusable-call', message: `a pipeline calls itself: ${way.join(' → ')}`, value: pipeline.node.id, fix: 'call another pipeline' });
      return false;
    }
    const callee = (trigger._config ?? {}) as WorkflowCallModel;
    this.checkNames('input', this.props.with ?? {}, callee.inputs ?? {}, scope);
    this.checkNames('secret', this.props.secrets ?? {}, callee.secrets ?? {}, scope);
    return true;
  }

  private checkNames(
    what: string, given: Readonly<Record<string, unknown>>, known: Readonly<Record<string, { required?: boolean; default?: unknown } | null>>, scope: LoweringScope,
  ): void {
    const names = Object.keys(known);
    for (const name of Object.keys(given).filter((n) => !Object.hasOwn(known, n))) {
      scope.report({
        ruleId: 'reusable-call', message: `the called pipeline has no ${what} ${name}`, value: name, allowed: names, nearest: nearest(name, names),
        fix: 'declare it in its Trigger.call, or correct the name',
      });
    }
    for (const [name, spec] of Object.entries(known)) {
      if (!spec?.required || spec.default !== undefined || Object.hasOwn(given, name)) continue;
      scope.report({ ruleId: 'reusable-call', message: `the called pipeline requires the ${what} ${name}`, value: Object.keys(given), fix: 'give it' });
    }
  }
}

/** A called workflow can only have what its caller has: the sum of what its jobs need. */
function calleePermissions(pipeline: Pipeline, scope: LoweringScope): PermissionRequest[] {
  const { document } = lowerPipeline(pipeline, { callers: scope.callers });
  return Object.values(document.model.jobs).flatMap((job) => Object.entries(job.permissions ?? {}).map(([name, level]) => ({
    scope: name, level: String(level), reason: `needed by ${pipeline.node.id}`,
  })));
}
