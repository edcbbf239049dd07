/**
 * What `github.event` holds: what is known of an event, what it never has, and what is unknown.
 */
import { EventFacts, isBot, PullRequestFacts } from './event-facts';
import { Data, DictionaryData } from '../expressions/github-expressions';
import { Unknown } from '../expressions/unknown';
import { openDictionary, toData, unknownBeyond } from '../expressions/values';
import { defined } from '../values';

/** The parts of an event that are the same wherever they are read. */
export interface EventIdentity {
  readonly defaultBranch: string;
  readonly repository: Data;
  readonly owner: Data;
  readonly repositoryName: Data;
  readonly actor: Data;
}

/** Top-level fields of payloads, and the only events that have them. Others lack them for certain. */
const CARRIERS: Readonly<Record<string, readonly string[]>> = {
  pull_request: ['pull_request', 'pull_request_target', 'pull_request_review', 'pull_request_review_comment'],
  number: ['pull_request', 'pull_request_target'],
  issue: ['issues', 'issue_comment'],
  comment: ['issue_comment', 'pull_request_review_comment', 'commit_comment', 'discussion_comment'],
  review: ['pull_request_review'],
  release: ['release'],
  head_commit: ['push'],
  commits: ['push'],
  pusher: ['push'],
  forced: ['push'],
  compare: ['push'],
  created: ['push'],
  deleted: ['push'],
  schedule: ['schedule'],
  inputs: ['workflow_dispatch'],
  client_payload: ['repository_dispatch'],
  workflow_run: ['workflow_run'],
  discussion: ['discussion', 'discussion_comment'],
  deployment: ['deployment', 'deployment_status', 'workflow_run'],
  deployment_status: ['deployment_status'],
  check_run: ['check_run'],
  check_suite: ['check_suite'],
  merge_group: ['merge_group'],
  registry_package: ['registry_package'],
  label: ['label', 'issues', 'pull_request', 'pull_request_target', 'discussion'],
};
const WITHOUT_ACTION = ['push', 'schedule', 'workflow_dispatch', 'create', 'delete', 'fork', 'gollum', 'public', 'page_build', 'status'];
const LABELLING = ['labeled', 'unlabeled'];

/** A login: the one that was given, or that of an unknown person, who is no bot. */
export function personOr(login: string | undefined, label: string): Data {
  return login === undefined
    ? new Unknown([label], { truth: true, isNot: (other) => isBot(other.coerceString()) || other.coerceString() === '' })
    : toData(login);
}

export function eventPayload(facts: EventFacts, identity: EventIdentity, inputs: Readonly<Record<string, unknown>>): DictionaryData {
  const tree = merge(derived(facts, identity, inputs), facts.payload);
  const label = 'github.event';
  return openDictionary(label, entries(label, tree), (key) => (isAbsent(key, facts) ? undefined : new Unknown([`${label}.${key}`])));
}

function isAbsent(key: string, facts: EventFacts): boolean {
  if (key === 'action') return WITHOUT_ACTION.includes(facts.name);
  if (key === 'label' && facts.pullRequest && !LABELLING.includes(facts.action ?? '')) return true;
  return Object.hasOwn(CARRIERS, key) && !CARRIERS[key].includes(facts.name);
}

type Tree = Record<string, unknown>;

function derived(facts: EventFacts, identity: EventIdentity, inputs: Readonly<Record<string, unknown>>): Tree {
  const common: Tree = { repository: repository(identity), sender: { login: identity.actor, type: typeOf(facts.actor) } };
  if (facts.action !== undefined) common.action = facts.action;
  if (facts.pullRequest) return { ...common, ...pullRequest(facts.pullRequest, facts, identity) };
  if (facts.name === 'push') return { ...common, ref: refOf(facts, identity), deleted: false, head_commit: defined({ message: facts.message }) };
  if (facts.name === 'release') return { ...common, release: { tag_name: facts.tag, prerelease: facts.prerelease ?? false, draft: false } };
  if (facts.name === 'workflow_run') return { ...common, workflow_run: defined({ head_branch: facts.branch }) };
  if (facts.name === 'schedule') return { ...common, ...defined({ schedule: facts.cron }) };
  if (facts.name === 'workflow_dispatch') return { ...common, ref: refOf(facts, identity), inputs: { ...asText(inputs) } };
  return common;
}

/** The ref that something was pushed to, or is started on. */
export function refOf(facts: EventFacts, { defaultBranch }: { readonly defaultBranch: string }): string {
  // it runs on the default branch, whatever branch the other workflow ran on
  if (facts.name === 'workflow_run') return `refs/heads/${defaultBranch}`;
  return facts.tag === undefined ? `refs/heads/${facts.branch ?? defaultBranch}` : `refs/tags/${facts.tag}`;
}

function pullRequest(pr: PullRequestFacts, facts: EventFacts, identity: EventIdentity): Tree {
  const label = 'github.event.pull_request';
  const base = repository(identity);
  const author = pr.author ?? facts.actor;
  return {
    number: pr.number,
    ...(pr.label === undefined ? {} : { label: { name: pr.label } }),
    pull_request: {
      number: pr.number,
      draft: pr.draft,
      merged: pr.merged,
      state: facts.action === 'closed' ? 'closed' : 'open',
      labels: pr.labels.map((name) => ({ name })),
      ...defined({ title: pr.title }),
      user: { login: personOr(author, `${label}.user.login`), type: typeOf(author) },
      base: { ref: pr.base ?? identity.defaultBranch, repo: base },
      head: { ref: headRef(pr), repo: pr.fork ? forkOf(identity, `${label}.head.repo`) : base },
    },
  };
}

/** The branch that a pull request comes from; it is never empty. */
export function headRef(pr: PullRequestFacts): Data {
  return pr.head === undefined ? new Unknown(['github.head_ref'], { truth: true, isNot: (other) => other.coerceString() === '' }) : toData(pr.head);
}

function repository({ repository: fullName, repositoryName: name, owner: login, defaultBranch }: EventIdentity): Tree {
  return { full_name: fullName, name, owner: { login }, fork: false, default_branch: defaultBranch };
}

/** Whatever a fork is called, it is not the repository itself. */
function forkOf({ repository: origin, owner }: EventIdentity, label: string): Tree {
  const differs = (from: Data) => ({ truth: true, isNot: (other: Data) => other === from || sameText(other, from) });
  return {
    fork: true,
    full_name: new Unknown([`${label}.full_name`], differs(origin)),
    owner: { login: new Unknown([`${label}.owner.login`], differs(owner)) },
  };
}

function sameText(left: Data, right: Data): boolean {
  return left.coerceString().toLowerCase() === right.coerceString().toLowerCase();
}

function typeOf(actor: string | undefined): string {
  return actor !== undefined && isBot(actor) ? 'Bot' : 'User';
}

/** In the payload every input is text. */
function asText(inputs: Readonly<Record<string, unknown>>): Tree {
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, value instanceof Unknown ? value : toData(value).coerceString()]));
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && typeof (value as Partial<Data>).coerceString !== 'function';
}

function merge(under: Tree, over: Readonly<Tree>): Tree {
  const merged: Tree = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = isTree(below) && isTree(value) ? merge(below, value) : value;
  }
  return merged;
}

/** Objects of which only a part is known: the rest of their fields is unknown. */
function entries(label: string, tree: Tree): (readonly [string, Data])[] {
  return Object.entries(tree).map(([key, value]) => {
    const path = `${label}.${key}`;
    return [key, isTree(value) ? unknownBeyond(path, entries(path, value)) : toData(value)] as const;
  });
}
