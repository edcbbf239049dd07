import { Construct } from 'constructs';
import { App } from './app';
import { checkNew, checkPlace } from './checks/guard';
import { DisabledRule, JobBase, Override } from './job-base';
import { CreationStack } from './origin';
import { Event } from './plan/event';
import { Plan } from './plan/plan';
import { PlanOptions } from './plan/plan-options';
import { planPipeline } from './synth/plan-pipeline';
import { Trigger } from './trigger';
import { NewSyntax } from './workflow/new-syntax';

/** Runs of the same group wait for each other, or cancel each other. */
export interface Concurrency {
  /** Name of the group; under 400 characters. Expressions are allowed. */
  readonly group: string;
  /**
   * Cancel the run in progress: `true`, `false` or an expression.
   * @default false
   */
  readonly cancelInProgress?: any;
  /**
   * `single` keeps one run waiting, `max` keeps all in order (and excludes cancelling). Needs `NewSyntax.CONCURRENCY_QUEUE`.
   * @default - GitHub's: single
   */
  readonly queue?: string;
}

export interface PipelineProps {
  /**
   * Name of the workflow, shown in the Actions tab.
   * @default - made from the id
   */
  readonly displayName?: string;
  /**
   * What it is for, in the file itself. Needs `NewSyntax.WORKFLOW_DESCRIPTION`.
   * @default - none
   */
  readonly description?: string;
  /** What starts it. */
  readonly triggers: Trigger[];
  /**
   * Name of each run; expressions over `github` and `inputs` are allowed.
   * @default - GitHub's: the commit message or pull request title
   */
  readonly runName?: string;
  /**
   * Environment of every job.
   * @default - none
   */
  readonly env?: { [name: string]: string };
  /**
   * Which runs wait for each other.
   * @default - one run a ref or pull request; a new one cancels the old only for pull requests. None where the pipeline is only called:
   * its caller's holds
   */
  readonly concurrency?: Concurrency;
  /**
   * Shell of every script.
   * @default - the runner's own
   */
  readonly defaultShell?: string;
  /**
   * Folder of every script.
   * @default - the workspace
   */
  readonly defaultWorkingDirectory?: string;
  /**
   * What the jobs may do with GitHub's cache: `read`, `write`, `write-only` or `none`. Needs `NewSyntax.CACHE_MODE`.
   * @default - GitHub's: write for trusted events, read for others
   */
  readonly cacheMode?: string;
  /**
   * Syntax that this workflow may use although actionlint 1.7.12 does not know it yet.
   * @default - none: its use is an error
   */
  readonly newSyntax?: NewSyntax[];
}

/** One workflow: `.github/workflows/<id>.yml`. */
export class Pipeline extends Construct {
  /** Name of the workflow. */
  public readonly displayName?: string;
  /** What starts the pipeline. */
  public readonly triggers: Trigger[];
  /** @internal */
  public readonly _props: PipelineProps;
  /** @internal */
  public readonly _overrides: Override[] = [];
  /** @internal */
  public readonly _disabledRules: DisabledRule[] = [];
  /** @internal */
  public readonly _stack = new CreationStack();

  constructor(scope: Construct, id: string, props: PipelineProps) {
    checkPlace(new.target.name, scope, id);
    super(scope, id);
    checkNew('Pipeline', this, scope, id, props);
    this.displayName = props?.displayName;
    this.triggers = [...(props?.triggers ?? [])];
    this._props = props ?? { triggers: [] };
  }

  /** Path of the workflow file in the repository. */
  public get workflowFile(): string {
    return `.github/workflows/${this.node.id}.yml`;
  }

  /** Which jobs an event would run, with their matrix legs, which not, and why. */
  public plan(event: Event, options?: PlanOptions): Plan {
    return planPipeline(this, event, options);
  }

  /** Sets a value of the rendered workflow, by GitHub's own keys: `addOverride('jobs.image-build.timeout-minutes', 90)`. */
  public addOverride(path: string, value: any): void {
    this._overrides.push({ path, value });
  }

  /** Switches a rule off for the whole workflow; the reason becomes a comment in the YAML. */
  public disableRule(ruleId: string, reason: string): void {
    this._disabledRules.push({ ruleId, reason });
  }

  /** The constructs that render jobs, in the order of definition. @internal */
  public _jobConstructs(): JobBase[] {
    return this.node.findAll().filter((construct): construct is JobBase => construct instanceof JobBase);
  }

  /** @internal */
  public get _app(): App {
    const root = this.node.root;
    if (root instanceof App) return root;
    throw new Error(`the root of pipeline ${this.node.path} is no App; make it in an App, or in a construct that is in one`);
  }
}
