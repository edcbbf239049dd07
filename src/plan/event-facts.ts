/**
 * What an event says, as plain data: what the filters of a workflow and the `github` context are made from.
 */

export interface PullRequestFacts {
  readonly base?: string;
  readonly head?: string;
  readonly number: number;
  readonly fork: boolean;
  readonly draft: boolean;
  readonly merged: boolean;
  readonly labels: readonly string[];
  readonly label?: string;
  readonly title?: string;
  readonly author?: string;
}

export interface EventFacts {
  /** GitHub's name of the event: `pull_request`. */
  readonly name: string;
  readonly action?: string;
  /** The branch that it happens on. @default - the default branch */
  readonly branch?: string;
  readonly tag?: string;
  readonly pullRequest?: PullRequestFacts;
  readonly actor?: string;
  /** @default - not known */
  readonly changedPaths?: readonly string[];
  readonly message?: string;
  readonly cron?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  /** For a call: the event that the calling workflow runs on. @default - not known */
  readonly caller?: EventFacts;
  readonly prerelease?: boolean;
  /** What the user knows of the payload; it wins over what is derived. */
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Events whose `types` are these where the workflow names none; all other events have all of theirs. */
export const DEFAULT_TYPES: Readonly<Record<string, readonly string[]>> = {
  pull_request: ['opened', 'synchronize', 'reopened'],
  pull_request_target: ['opened', 'synchronize', 'reopened'],
};

const BOT = /\[bot\]$/;

export function isBot(actor: string): boolean {
  return BOT.test(actor);
}

/** The event whose token and secrets a run has: a call runs with those of its caller. */
function rootEvent(facts: EventFacts): EventFacts | undefined {
  return facts.name === 'workflow_call' ? facts.caller && rootEvent(facts.caller) : facts;
}

/** A pull request from a fork: read-only token, no secrets. `pull_request_target` runs trusted. */
export function isUntrustedFork(facts: EventFacts): boolean {
  const root = rootEvent(facts);
  return root?.pullRequest?.fork === true && root.name !== 'pull_request_target';
}

const DEPENDABOT_EVENTS = ['push', 'pull_request', 'pull_request_review', 'pull_request_review_comment', 'create', 'deployment', 'deployment_status'];

/** Dependabot's runs see its own secrets only, and a token that is read-only unless the workflow says otherwise. */
export function isDependabot(facts: EventFacts): boolean {
  const root = rootEvent(facts);
  return root?.actor === 'dependabot[bot]' && DEPENDABOT_EVENTS.includes(root.name);
}

/** In words, for people. */
export function describeEvent(facts: EventFacts): string {
  const pr = facts.pullRequest;
  if (pr) return `${facts.name} (${facts.action})${pr.base ? ` to ${pr.base}` : ''}${pr.fork ? ' from a fork' : ''}`;
  if (facts.name === 'workflow_call') return `call${facts.caller ? ` from a run on ${describeEvent(facts.caller)}` : ''}`;
  const where = facts.tag ? ` of tag ${facts.tag}` : facts.branch ? ` on ${facts.branch}` : '';
  return `${facts.name}${facts.action ? ` (${facts.action})` : ''}${facts.cron ? ` '${facts.cron}'` : ''}${where}`;
}
