/** Flags that describe an event, shared by the commands that ask what it would do. */
import * as fs from 'fs';
import * as path from 'path';
import { Flag, Input, UsageError } from './command';
import { PlannedDocument } from './documents';
import { Terminal } from './terminal';
import { namedValues } from './values';
import { nearest } from '../nearest';
import { sharedAssumptions } from '../plan/assumptions';
import { Event } from '../plan/event';
import { Plan, planWorkflow } from '../plan/plan';
import { keysOf } from '../rules/support/schema';

/** Names that people use, and GitHub's. */
const ALIASES: Readonly<Record<string, string>> = {
  'pr': 'pull_request', 'pull-request': 'pull_request', 'manual': 'workflow_dispatch', 'dispatch': 'workflow_dispatch',
  'call': 'workflow_call', 'daily': 'schedule', 'cron': 'schedule', 'tag': 'push',
};

export const eventFlags = {
  event: { value: 'event', short: 'e', description: 'push, pull_request, release, schedule, workflow_dispatch, workflow_call, or any other of GitHub\'s' },
  branch: { value: 'name', short: 'b', description: 'the branch; of a pull request the one it goes into (default: the default branch)' },
  tag: { value: 'name', description: 'the tag that is pushed or released' },
  head: { value: 'name', description: 'the branch that a pull request comes from' },
  fork: { description: 'the pull request comes from a fork' },
  draft: { description: 'the pull request is a draft' },
  merged: { description: 'the pull request is closed by being merged' },
  action: { value: 'type', description: 'activity: opened, labeled, published, …' },
  label: { value: 'name', multiple: true, description: 'a label of the pull request' },
  path: { value: 'file', multiple: true, description: 'a file that changed' },
  message: { value: 'text', description: 'message of the pushed commit' },
  actor: { value: 'login', description: 'who caused it, such as dependabot[bot]' },
  prerelease: { description: 'the release is a preview' },
  cron: { value: 'expression', description: 'which of the schedules' },
  input: { value: 'name=value', multiple: true, description: 'an input of a start by hand or of a call' },
  payload: { value: 'file', description: 'JSON with what is known of github.event' },
} as const satisfies Record<string, Flag>;

/** What a plan takes for granted. */
export const assumptionFlags = {
  assume: { value: 'job=result', multiple: true, description: 'a result: success, failure, cancelled, skipped' },
  var: { value: 'name=value', multiple: true, description: 'value of a configuration variable' },
} as const satisfies Record<string, Flag>;

/** The plan of each workflow for one event. */
export function plansOf(documents: readonly PlannedDocument[], event: Event, input: Input): Plan[] {
  const assumed = sharedAssumptions(namedValues(input.all('assume'), '--assume'), documents.map(({ document }) => document));
  const vars = namedValues(input.all('var'), '--var');
  return documents.map(({ document, options }, i) => planWorkflow(document, event, { ...options, vars, assume: assumed[i] }));
}

export function eventOf(input: Input, terminal: Terminal): Event {
  const given = input.get('event');
  if (given === undefined) throw new UsageError('say which event: --event push');
  const name = ALIASES[given] ?? given;
  const common = { actor: input.get('actor'), payload: payload(input, terminal) };
  const paths = input.has('path') ? [...input.all('path')] : undefined;
  const ref = { branch: input.get('branch'), tag: input.get('tag') };
  switch (name) {
    case 'push': return Event.push({ ...common, ...ref, paths, message: input.get('message') });
    case 'pull_request':
    case 'pull_request_target': return pullRequest(input, { ...common, paths, target: name === 'pull_request_target' });
    case 'release': return release(input, common);
    case 'schedule': return Event.schedule({ cron: input.get('cron') });
    case 'workflow_dispatch': return Event.manual({ ...common, ...ref, inputs: inputs(input) });
    case 'workflow_call': return Event.call({ inputs: inputs(input) });
    default:
      checkEvent(given, name);
      return Event.custom(name, { ...common, ...ref, paths, action: input.get('action') });
  }
}

function checkEvent(given: string, name: string): void {
  const events = keysOf('on-mapping-strict');
  if (events.includes(name)) return;
  const near = nearest(given, [...events, ...Object.keys(ALIASES)]);
  throw new UsageError(`--event ${given}: GitHub has no such event; ${near.length ? `did you mean ${near[0]}?` : `it has ${events.join(', ')}`}`);
}

function pullRequest(input: Input, props: { paths?: string[]; target: boolean }): Event {
  return Event.pullRequest({
    ...props,
    base: input.get('branch'),
    head: input.get('head'),
    fork: input.has('fork'),
    draft: input.has('draft'),
    merged: input.has('merged'),
    action: input.get('action') ?? (input.has('merged') ? 'closed' : undefined),
    labels: [...input.all('label')],
    label: input.all('label').at(-1),
  });
}

function release(input: Input, common: object): Event {
  const tag = input.get('tag');
  if (tag === undefined) throw new UsageError('a release has a tag: --tag v1.2.3');
  return Event.release({ ...common, tag, action: input.get('action'), prerelease: input.has('prerelease') });
}

function inputs(input: Input): Record<string, unknown> | undefined {
  if (!input.has('input')) return undefined;
  return Object.fromEntries(input.all('input').map((text) => {
    const at = text.indexOf('=');
    if (at < 1) throw new UsageError(`--input ${text}: write name=value`);
    const value = text.slice(at + 1);
    return [text.slice(0, at), value === 'true' ? true : value === 'false' ? false : value];
  }));
}

function payload(input: Input, terminal: Terminal): Record<string, unknown> | undefined {
  const file = input.get('payload');
  if (file === undefined) return undefined;
  try {
    return JSON.parse(fs.readFileSync(path.resolve(terminal.cwd, file), 'utf8'));
  } catch (error) {
    throw new UsageError(`--payload ${file}: ${(error as Error).message}`);
  }
}
