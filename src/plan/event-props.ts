import type { Event } from './event';

/** What every event may say. */
export interface EventProps {
  /**
   * Login of who caused it: `dependabot[bot]` makes it Dependabot's.
   * @default - a person, whose name is unknown
   */
  readonly actor?: string;
  /**
   * What is known of `github.event`, by GitHub's own names; the rest is unknown.
   * @default - what follows from the other properties
   */
  readonly payload?: { [key: string]: any };
}

/** A push of a branch or a tag. */
export interface PushEventProps extends EventProps {
  /**
   * The branch.
   * @default - the default branch, unless a tag is pushed
   */
  readonly branch?: string;
  /**
   * The tag, instead of a branch.
   * @default - none
   */
  readonly tag?: string;
  /**
   * The files that changed.
   * @default - unknown: filters by path are taken to match, and the plan says so
   */
  readonly paths?: string[];
  /**
   * Message of the head commit; `[skip ci]` in it keeps the workflow from starting.
   * @default - unknown
   */
  readonly message?: string;
}

/** A pull request. */
export interface PullRequestEventProps extends EventProps {
  /**
   * The branch that it is to be merged into.
   * @default - the default branch
   */
  readonly base?: string;
  /**
   * The branch that it comes from.
   * @default - unknown
   */
  readonly head?: string;
  /**
   * It comes from a fork: the token is read-only and there are no secrets.
   * @default false
   */
  readonly fork?: boolean;
  /**
   * Activity: `opened`, `synchronize`, `closed`, `labeled`, …
   * @default opened
   */
  readonly action?: string;
  /**
   * Names of its labels.
   * @default - none
   */
  readonly labels?: string[];
  /**
   * The label of the activity `labeled` or `unlabeled`.
   * @default - unknown
   */
  readonly label?: string;
  /**
   * Whether the pull request is a draft.
   * @default false
   */
  readonly draft?: boolean;
  /**
   * Closed by being merged.
   * @default false
   */
  readonly merged?: boolean;
  /**
   * Its number.
   * @default 1
   */
  readonly number?: number;
  /**
   * Title of the pull request.
   * @default - unknown
   */
  readonly title?: string;
  /**
   * Login of its author.
   * @default - the actor
   */
  readonly author?: string;
  /**
   * The files that changed.
   * @default - unknown: filters by path are taken to match, and the plan says so
   */
  readonly paths?: string[];
  /**
   * The event `pull_request_target`, which runs on the base branch with its secrets.
   * @default false
   */
  readonly target?: boolean;
}

/** A release. */
export interface ReleaseEventProps extends EventProps {
  /** Its tag. */
  readonly tag: string;
  /**
   * Activity: `published`, `created`, `released`, …
   * @default published
   */
  readonly action?: string;
  /**
   * Whether the release is a prerelease.
   * @default false
   */
  readonly prerelease?: boolean;
}

/** A time that has come. It runs on the default branch. */
export interface ScheduleEventProps {
  /**
   * Which of the workflow's cron expressions.
   * @default - the only one; where there are several, unknown
   */
  readonly cron?: string;
}

/** A start by hand. */
export interface ManualEventProps extends EventProps {
  /**
   * The branch.
   * @default - the default branch, unless a tag is given
   */
  readonly branch?: string;
  /**
   * The tag, instead of a branch.
   * @default - none
   */
  readonly tag?: string;
  /**
   * Values of inputs.
   * @default - their defaults
   */
  readonly inputs?: { [name: string]: any };
}

/** A call by another workflow. */
export interface CallEventProps {
  /**
   * Values of inputs.
   * @default - their defaults
   */
  readonly inputs?: { [name: string]: any };
  /**
   * The event that the calling workflow runs on: a called workflow sees it as its own.
   * @default - unknown
   */
  readonly caller?: Event;
}

/** Any other event. */
export interface CustomEventProps extends EventProps {
  /**
   * Activity type.
   * @default - the only one that the workflow names, else unknown
   */
  readonly action?: string;
  /**
   * The branch that it happens on; for a pull request its base.
   * @default - the default branch, unless a tag is given
   */
  readonly branch?: string;
  /**
   * The tag, instead of a branch.
   * @default - none
   */
  readonly tag?: string;
  /**
   * The files that changed.
   * @default - unknown
   */
  readonly paths?: string[];
}
