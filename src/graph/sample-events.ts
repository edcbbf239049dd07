/** One event of each kind that the triggers of a workflow speak of. */
import { Event } from '../plan/event';
import { triggerMap } from '../plan/trigger-match';
import { BranchFilter, Triggers } from '../workflow/model';

export interface Sample {
  readonly label: string;
  readonly event: Event;
  /** The same from a fork, where that is possible: shown where it differs. */
  readonly fork?: Sample;
}

type Config = Readonly<Record<string, unknown>>;

export function sampleEvents(on: Triggers | undefined, defaultBranch: string): Sample[] {
  return [...triggerMap(on)].flatMap(([event, config]) => samplesOf(event, (config ?? {}) as Config, defaultBranch));
}

function samplesOf(event: string, config: Config, defaultBranch: string): Sample[] {
  switch (event) {
    case 'push': return pushes(config, defaultBranch);
    case 'pull_request':
    case 'pull_request_target': return pullRequests(event, config, defaultBranch);
    case 'release': return [{ label: typed('release', config), event: Event.release({ tag: 'v1.2.3', action: types(config)[0] }) }];
    case 'schedule': return schedules(config);
    case 'workflow_dispatch': return [{ label: `by hand on ${defaultBranch}`, event: Event.manual({ branch: defaultBranch, inputs: required(config) }) }];
    case 'workflow_call': return [{ label: 'called by a workflow', event: Event.call({ inputs: required(config) }) }];
    default: return [{ label: typed(event.replaceAll('_', ' '), config), event: Event.custom(event, { action: types(config)[0] }) }];
  }
}

function pushes(filter: BranchFilter, defaultBranch: string): Sample[] {
  const branches = exact(filter.branches);
  const tagsOnly = filter.tags !== undefined && filter.branches === undefined && filter['branches-ignore'] === undefined;
  const named = tagsOnly ? [] : branches.length ? branches : filter.branches === undefined ? [defaultBranch] : [];
  const patterns = [filter.branches ?? []].flat().filter((pattern) => !branches.includes(pattern) && !pattern.startsWith('!'));
  return [
    ...named.map((branch) => ({ label: `push to ${branch}`, event: Event.push({ branch }) })),
    ...patterns.map((pattern) => ({ label: `push to ${pattern}`, event: Event.push({ branch: example(pattern) }) })),
    ...[filter.tags ?? []].flat().filter((tag) => !tag.startsWith('!')).map((tag) => ({ label: `push of the tag ${tag}`, event: Event.push({ tag: example(tag) }) })),
  ];
}

function pullRequests(event: string, config: Config, defaultBranch: string): Sample[] {
  const base = exact(config.branches as string[] | undefined)[0] ?? defaultBranch;
  const props = { base, action: types(config)[0], target: event === 'pull_request_target' };
  const label = `${typed('pull request', config)}${props.target ? ', trusted' : ''}`;
  return [{ label, event: Event.pullRequest(props), fork: { label: `${label} from a fork`, event: Event.pullRequest({ ...props, fork: true }) } }];
}

/** Cron expressions that run the same jobs would fill the table with the same row. */
function schedules(config: Config): Sample[] {
  const crons = Object.values(config).map((entry) => String((entry as { cron?: unknown } | null)?.cron));
  return crons.map((cron) => ({ label: `schedule \`${cron}\``, event: Event.schedule({ cron }) }));
}

/** An input that must be given is given. */
function required(config: Config): Record<string, unknown> {
  const inputs = (config.inputs ?? {}) as Readonly<Record<string, { required?: boolean; default?: unknown; options?: readonly string[]; type?: string } | null>>;
  return Object.fromEntries(Object.entries(inputs)
    .filter(([, input]) => input?.required && input.default === undefined)
    .map(([name, input]) => [name, input?.options?.[0] ?? (input?.type === 'number' ? 1 : input?.type === 'boolean' ? false : 'example')]));
}

function types(config: Config): string[] {
  return [config.types as string | string[] | undefined ?? []].flat();
}

function typed(label: string, config: Config): string {
  const all = types(config);
  return all.length ? `${label} (${all.join(', ')})` : label;
}

function exact(patterns: string | string[] | undefined): string[] {
  return [patterns ?? []].flat().filter((pattern) => /^[\w./-]+$/.test(pattern));
}

/** A name that a pattern matches, for the usual patterns. */
function example(pattern: string): string {
  return pattern.replace(/\[0-9\]\+?/g, '1').replace(/\*+/g, (stars, at) => (at > 0 && pattern[at - 1] === '/' ? 'example' : stars.length > 1 ? 'example' : '1')).replace(/[?+[\]]/g, '');
}
