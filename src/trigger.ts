import { defined } from './values';
import { BranchFilter, DispatchInput, WorkflowCallModel } from './workflow/model';

/** Filters of `push` and `pull_request`; patterns as in GitHub's filter pattern cheat sheet. */
export interface BranchFilterProps {
  /**
   * Branches that start the workflow (for a pull request: its base).
   * @default - all
   */
  readonly branches?: string[];
  /**
   * Branches that do not; excludes `branches`.
   * @default - none
   */
  readonly branchesIgnore?: string[];
  /**
   * Only when a changed file matches. The workflow's own file and what it is generated from are always added.
   * @default - any file
   */
  readonly paths?: string[];
  /**
   * Not when every changed file matches; excludes `paths`.
   * @default - none
   */
  readonly pathsIgnore?: string[];
}

export interface PushTriggerProps extends BranchFilterProps {
  /**
   * Tags that start the workflow. With tags and no branches, a branch push does not start it.
   * @default - tags start it where no branch filter is given
   */
  readonly tags?: string[];
  /**
   * Tags that do not; excludes `tags`.
   * @default - none
   */
  readonly tagsIgnore?: string[];
}

export interface PullRequestTriggerProps extends BranchFilterProps {
  /**
   * Activity types.
   * @default - GitHub's: opened, synchronize, reopened
   */
  readonly types?: string[];
}

export interface ReleaseTriggerProps {
  /**
   * Activity types.
   * @default - published
   */
  readonly types?: string[];
}

export interface DailyTriggerProps {
  /**
   * Hour of the day, UTC.
   * @default 3
   */
  readonly hour?: number;
  /**
   * Minute. GitHub delays or drops runs at the full hour, when everybody's start.
   * @default 17
   */
  readonly minute?: number;
}

/** One input of a workflow that is started by hand. */
export interface ManualInput {
  /**
   * `string`, `boolean`, `number`, `choice` or `environment`.
   * @default string
   */
  readonly type?: string;
  /**
   * Shown beside the field.
   * @default - none
   */
  readonly description?: string;
  /**
   * @default false
   */
  readonly required?: boolean;
  /**
   * @default - none
   */
  readonly default?: any;
  /**
   * The choices of a `choice`.
   * @default - none
   */
  readonly options?: string[];
}

export interface ManualTriggerProps {
  /**
   * Inputs by name; at most 25.
   * @default - none
   */
  readonly inputs?: { [name: string]: ManualInput };
}

/** One input of a reusable workflow. */
export interface CallInput {
  /** `string`, `boolean` or `number`. */
  readonly type: string;
  /**
   * @default - none
   */
  readonly description?: string;
  /**
   * @default false
   */
  readonly required?: boolean;
  /**
   * @default - none
   */
  readonly default?: any;
}

/** One secret that a reusable workflow takes. */
export interface CallSecret {
  /**
   * @default - none
   */
  readonly description?: string;
  /**
   * @default false
   */
  readonly required?: boolean;
}

/** One output of a reusable workflow. */
export interface CallOutput {
  /** A reference such as `image.digest`, or an expression over `jobs.<id>.outputs`. */
  readonly value: string;
  /**
   * @default - none
   */
  readonly description?: string;
}

export interface CallTriggerProps {
  /**
   * Inputs by name; read them as `${{ inputs.<name> }}`.
   * @default - none
   */
  readonly inputs?: { [name: string]: CallInput };
  /**
   * Secrets by name that the caller hands over.
   * @default - none
   */
  readonly secrets?: { [name: string]: CallSecret };
  /**
   * Outputs by name, for the caller.
   * @default - none
   */
  readonly outputs?: { [name: string]: CallOutput };
}

/** What starts a pipeline. https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows */
export class Trigger {
  /** A push of a branch or tag. */
  public static push(props: PushTriggerProps = {}): Trigger {
    return new Trigger('push', orNull({ ...filters(props), ...defined({ 'tags': props.tags, 'tags-ignore': props.tagsIgnore }) }));
  }

  /** A pull request, in the context of its merge commit, with a read-only token for forks. */
  public static pullRequest(props: PullRequestTriggerProps = {}): Trigger {
    return new Trigger('pull_request', orNull({ ...defined({ types: props.types }), ...filters(props) }));
  }

  /** A release; by default when it is published. */
  public static release(props: ReleaseTriggerProps = {}): Trigger {
    return new Trigger('release', { types: props.types ?? ['published'] });
  }

  /** Once a day, from the default branch. */
  public static daily(props: DailyTriggerProps = {}): Trigger {
    return Trigger.cron(`${props.minute ?? 17} ${props.hour ?? 3} * * *`);
  }

  /** On a schedule: five POSIX fields, UTC unless a time zone is given; at least five minutes apart. */
  public static cron(expression: string, timezone?: string): Trigger {
    return new Trigger('schedule', [{ cron: expression, ...defined({ timezone }) }]);
  }

  /** By hand, from the Actions tab or `gh workflow run`. */
  public static manual(props: ManualTriggerProps = {}): Trigger {
    return new Trigger('workflow_dispatch', props.inputs ? { inputs: mapValues(props.inputs, dispatchInput) } : null);
  }

  /** By other workflows: the pipeline is a reusable workflow. */
  public static call(props: CallTriggerProps = {}): Trigger {
    const model: WorkflowCallModel = defined({
      inputs: props.inputs && mapValues(props.inputs, (i) => defined({ description: i.description, required: i.required, type: i.type, default: i.default })),
      secrets: props.secrets && mapValues(props.secrets, (s) => defined({ description: s.description, required: s.required })),
      outputs: props.outputs && mapValues(props.outputs, (o) => defined({ description: o.description, value: o.value })),
    });
    return new Trigger('workflow_call', orNull(model));
  }

  /** Any other event, with GitHub's own keys. */
  public static custom(event: string, config: { [key: string]: any } = {}): Trigger {
    return new Trigger(event, orNull({ ...config }));
  }

  private constructor(
    /** GitHub's name of the event. */
    public readonly event: string,
    /** @internal */
    public readonly _config: unknown,
  ) {}
}

function dispatchInput(input: ManualInput): DispatchInput {
  return defined({
    description: input.description, required: input.required, type: input.type ?? 'string',
    default: input.default, options: input.options,
  });
}

function filters(props: BranchFilterProps): BranchFilter {
  return defined({
    'branches': props.branches, 'branches-ignore': props.branchesIgnore,
    'paths': props.paths, 'paths-ignore': props.pathsIgnore,
  });
}

function mapValues<T, U>(object: Record<string, T>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));
}

function orNull<T extends object>(object: T): T | null {
  return Object.keys(object).length ? object : null;
}
