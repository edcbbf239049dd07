/**
 * What the triggers of a pipeline say, for constructs whose conditions depend on it, and the conditions themselves.
 */
import { BranchFilter, TriggerMap } from '../workflow/model';

export interface PipelineFacts {
  readonly defaultBranch: string;
  readonly events: readonly string[];
  /** Branch pushes start it. */
  readonly branchPush: boolean;
  /** Branch patterns of `push`; undefined means all. */
  readonly pushBranches?: readonly string[];
  readonly tagPush: boolean;
  readonly pullRequest: boolean;
  readonly release: boolean;
  readonly manual: boolean;
  readonly call: boolean;
  /** Publishes releases rather than branches: a release or a tag starts it, no branch push does. */
  readonly isRelease: boolean;
  /** What it builds may be released: nothing may be restored from a cache, which a pull request could have written. */
  readonly ships: boolean;
}

export function pipelineFacts(on: TriggerMap, defaultBranch: string): PipelineFacts {
  const has = (event: string) => Object.hasOwn(on, event);
  const push = (on.push ?? {}) as BranchFilter;
  const onlyTags = hasTags(push) && !push.branches && !push['branches-ignore'];
  const onlyBranches = (push.branches || push['branches-ignore']) && !hasTags(push);
  const branchPush = has('push') && !onlyTags;
  const tagPush = has('push') && !onlyBranches;
  const explicitTags = has('push') && hasTags(push);
  return {
    defaultBranch,
    events: Object.keys(on),
    branchPush,
    pushBranches: push.branches === undefined ? undefined : [push.branches].flat(),
    tagPush,
    pullRequest: has('pull_request') || has('pull_request_target'),
    release: has('release'),
    manual: has('workflow_dispatch'),
    call: has('workflow_call'),
    isRelease: !branchPush && (has('release') || explicitTags),
    // as zizmor's cache-poisoning sees it
    ships: has('release') || explicitTags || [push.branches ?? []].flat().some((branch) => String(branch).toLowerCase().includes('release')),
  };
}

function hasTags(push: BranchFilter): boolean {
  return push.tags !== undefined || push['tags-ignore'] !== undefined;
}

/** Joins conditions with `&&`, each in parentheses where it needs them. */
export function allOf(...conditions: (string | undefined)[]): string | undefined {
  const present = conditions.filter((c): c is string => c !== undefined && c !== '');
  if (present.length < 2) return present[0];
  return present.map((c) => (needsParentheses(c) ? `(${c})` : c)).join(' && ');
}

function needsParentheses(condition: string): boolean {
  return condition.includes('||');
}

function oneOf(value: string, names: readonly string[]): string {
  return names.length === 1 ? `${value} == '${names[0]}'` : `contains(fromJSON('${JSON.stringify(names)}'), ${value})`;
}

const PUBLISHING = ['push', 'release', 'workflow_dispatch'];

/**
 * When an image may be published: on a push, on a release, and by hand from what a push would publish
 * (for a release pipeline: from a tag). Never on a pull request or a schedule. `undefined`: never.
 */
export function publishCondition(facts: PipelineFacts): string | undefined {
  if (facts.call) return oneOf('github.event_name', PUBLISHING);
  const events = PUBLISHING.filter((event) => facts.events.includes(event));
  if (events.length === 0) return undefined;
  const automatic = events.filter((event) => event !== 'workflow_dispatch');
  const manual = facts.manual ? manualRef(facts) : undefined;
  if (!facts.manual) return events.length === facts.events.length ? '' : oneOf('github.event_name', automatic);
  if (manual === undefined) return events.length === facts.events.length ? '' : oneOf('github.event_name', events);
  if (automatic.length === 0) return facts.events.length === 1 ? manual : allOf('github.event_name == \'workflow_dispatch\'', manual);
  return `${oneOf('github.event_name', automatic)} || (github.event_name == 'workflow_dispatch' && ${manual})`;
}

/** The refs that a run by hand may publish from; `undefined` for any. */
function manualRef(facts: PipelineFacts): string | undefined {
  if (facts.isRelease) return 'github.ref_type == \'tag\'';
  if (!facts.branchPush) return oneOf('github.ref', [`refs/heads/${facts.defaultBranch}`]);
  if (facts.pushBranches === undefined) return undefined;
  const exact = facts.pushBranches.filter((b) => /^[\w./-]+$/.test(b)).map((b) => `refs/heads/${b}`);
  return oneOf('github.ref', exact.length ? exact : [`refs/heads/${facts.defaultBranch}`]);
}

/**
 * When a target is deployed: on pushes to, and by hand from, the default branch;
 * on a release or a tag only where no branch push starts the pipeline. `undefined`: never.
 */
export function deployCondition(facts: PipelineFacts): string | undefined {
  const onDefault = `github.ref == 'refs/heads/${facts.defaultBranch}'`;
  if (facts.isRelease && !facts.call) {
    const automatic = ['release', 'push'].filter((event) => facts.events.includes(event));
    const manual = facts.manual ? '(github.event_name == \'workflow_dispatch\' && github.ref_type == \'tag\')' : undefined;
    return [oneOf('github.event_name', automatic), manual].filter(Boolean).join(' || ');
  }
  const events = ['push', 'workflow_dispatch'].filter((event) => facts.call || facts.events.includes(event));
  if (events.length === 0) return undefined;
  return allOf(oneOf('github.event_name', events), onDefault);
}

/** The git refs that an image may be published from, for cloud roles that test the ref. Patterns end in `*`. */
export function publishRefs(facts: PipelineFacts): string[] {
  const branches = facts.branchPush ? (facts.pushBranches ?? ['*']) : facts.manual && !facts.isRelease ? [facts.defaultBranch] : [];
  const tags = facts.release || facts.tagPush && facts.isRelease ? ['refs/tags/*'] : [];
  return [...branches.map((branch) => `refs/heads/${branch}`), ...tags];
}

/** The git refs that a target may be deployed from. */
export function deployRefs(facts: PipelineFacts): string[] {
  return facts.isRelease && !facts.call ? ['refs/tags/*'] : [`refs/heads/${facts.defaultBranch}`];
}
