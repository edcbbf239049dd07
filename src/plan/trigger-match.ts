/**
 * Does an event start a workflow, and which of its filters decides it?
 * https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
import { DEFAULT_TYPES, EventFacts } from './event-facts';
import { matchesPatterns } from './glob';
import { Inputs, resolveInputs } from './inputs';
import { BranchFilter, Triggers } from '../workflow/model';

export interface TriggerDecision {
  readonly triggered: boolean;
  /** Which filter decided, with its values. */
  readonly reason: string;
  /** What was taken for granted. */
  readonly notes: readonly string[];
  /** The event, completed by what only this workflow leaves open: its one cron expression, its one activity type. */
  readonly facts: EventFacts;
  readonly inputs: Readonly<Record<string, unknown>>;
}

type Config = Readonly<Record<string, unknown>>;
/** A filter's verdict: refused, taken, or not decided by it. */
interface Verdict {
  readonly ok: boolean;
  readonly why: string;
  readonly note?: string;
}

/** `on` in its three forms as one. */
export function triggerMap(on: Triggers | undefined): ReadonlyMap<string, unknown> {
  if (typeof on === 'string') return new Map([[on, null]]);
  if (Array.isArray(on)) return new Map(on.map((name) => [name, null]));
  return new Map(Object.entries(on ?? {}));
}

export function matchTrigger(on: Triggers | undefined, event: EventFacts, defaultBranch: string): TriggerDecision {
  const triggers = triggerMap(on);
  const config = triggers.get(event.name);
  const facts = completed(event, config);
  const refuse = (reason: string): TriggerDecision => ({ triggered: false, reason, notes: [], facts, inputs: {} });
  if (!triggers.has(event.name)) return refuse(`its triggers are ${[...triggers.keys()].join(', ')}`);
  const filters = (typeof config === 'object' && config !== null ? config : {}) as Config;
  const verdicts = [
    skippedByMessage(facts), byType(facts, filters), byCron(facts, config), byWorkflow(facts, filters),
    byRef(facts, filters, defaultBranch), byPath(facts, filters),
  ];
  const refusal = verdicts.find((verdict) => verdict && !verdict.ok);
  if (refusal) return refuse(refusal.why);
  const { values, refusal: badInput } = inputsOf(facts, filters);
  if (badInput) return refuse(badInput);
  const decided = verdicts.filter((verdict): verdict is Verdict => verdict !== undefined);
  return {
    triggered: true,
    reason: decided.map((verdict) => verdict.why).filter(Boolean).join('; ') || `it has the trigger ${event.name}`,
    notes: decided.flatMap((verdict) => verdict.note ?? []),
    facts,
    inputs: values,
  };
}

function completed(event: EventFacts, config: unknown): EventFacts {
  if (event.name === 'schedule' && event.cron === undefined && Array.isArray(config) && config.length === 1) {
    return { ...event, cron: (config[0] as { cron?: string }).cron };
  }
  const types = list((config as { types?: unknown } | null | undefined)?.types);
  return event.action === undefined && types?.length === 1 ? { ...event, action: types[0] } : event;
}

const SKIP = /\[(skip ci|ci skip|no ci|skip actions|actions skip)\]/;
const SKIP_TRAILER = /\n\nskip-checks: *true\s*$/;

function skippedByMessage({ name, message }: EventFacts): Verdict | undefined {
  if (message === undefined || (name !== 'push' && name !== 'pull_request')) return undefined;
  const found = SKIP.exec(message)?.[0] ?? SKIP_TRAILER.exec(message)?.[0].trim();
  return found === undefined ? undefined : { ok: false, why: `the message of the commit has ${found}` };
}

function byType({ name, action }: EventFacts, config: Config): Verdict | undefined {
  const declared = list(config.types);
  const types = declared ?? DEFAULT_TYPES[name];
  if (!types) return undefined;
  const said = `${declared ? '' : 'default '}types: ${types.join(', ')}`;
  if (action === undefined) return { ok: true, why: '', note: `the activity was not given; taken to be one of its ${said}` };
  return types.includes(action) ? { ok: true, why: declared ? `${action} is among its ${said}` : '' } : { ok: false, why: `${action} is not among its ${said}` };
}

function byCron({ name, cron }: EventFacts, config: unknown): Verdict | undefined {
  if (name !== 'schedule' || !Array.isArray(config)) return undefined;
  const crons = config.map((entry: { cron?: string }) => String(entry.cron));
  if (cron === undefined) return { ok: true, why: '', note: `which of its times has come was not given: ${crons.join(' | ')}` };
  return crons.includes(cron) ? { ok: true, why: `at '${cron}'` } : { ok: false, why: `'${cron}' is not among its times: ${crons.join(' | ')}` };
}

function byWorkflow({ name, payload }: EventFacts, config: Config): Verdict | undefined {
  const workflows = list(config.workflows);
  if (name !== 'workflow_run' || !workflows) return undefined;
  const run = payload.workflow_run as { name?: string } | undefined;
  if (run?.name === undefined) return { ok: true, why: '', note: `the workflow that ran was not given; taken to be one of ${workflows.join(', ')}` };
  return matchesPatterns(workflows, run.name) ? { ok: true, why: `${run.name} ran` } : { ok: false, why: `${run.name} is not among its workflows: ${workflows.join(', ')}` };
}

function byRef(facts: EventFacts, config: BranchFilter, defaultBranch: string): Verdict | undefined {
  const [branches, tags] = [filter(config, 'branches'), filter(config, 'tags')];
  if (facts.name === 'push') {
    const tagged = facts.tag !== undefined;
    const [own, other] = tagged ? [tags, branches] : [branches, tags];
    const what = tagged ? 'tag' : 'branch';
    if (own) return judge(what, facts.tag ?? facts.branch ?? defaultBranch, own);
    return other ? { ok: false, why: `it filters ${other.key} only, so no push of a ${what} starts it` } : undefined;
  }
  if (!branches) return undefined;
  const branch = facts.pullRequest ? facts.pullRequest.base ?? defaultBranch : facts.branch;
  if (branch !== undefined) return judge(facts.pullRequest ? 'base' : 'branch', branch, branches);
  return { ok: true, why: '', note: `the branch was not given; taken to pass ${branches.key}: ${branches.patterns.join(', ')}` };
}

function byPath(facts: EventFacts, config: BranchFilter): Verdict | undefined {
  const paths = filter(config, 'paths');
  // pushes of tags are not filtered by path
  if (!paths || (facts.name === 'push' && facts.tag !== undefined)) return undefined;
  const { key, patterns, ignore } = paths;
  const said = `${key}: ${patterns.join(', ')}`;
  if (!facts.changedPaths) return { ok: true, why: '', note: `the changed files were not given; taken to pass ${said}` };
  const hit = facts.changedPaths.find((path) => matchesPatterns(patterns, path) !== ignore);
  if (hit !== undefined) return { ok: true, why: `${hit} ${ignore ? 'is not ignored by' : 'matches'} ${said}` };
  return { ok: false, why: ignore ? `every changed file is ignored by ${said}` : `no changed file matches ${said}` };
}

interface Filter {
  readonly key: string;
  readonly patterns: readonly string[];
  readonly ignore: boolean;
}

function filter(config: BranchFilter, key: 'branches' | 'tags' | 'paths'): Filter | undefined {
  const patterns = list(config[key]);
  if (patterns) return { key, patterns, ignore: false };
  const ignored = list(config[`${key}-ignore`]);
  return ignored && { key: `${key}-ignore`, patterns: ignored, ignore: true };
}

function judge(what: string, value: string, { key, patterns, ignore }: Filter): Verdict {
  const ok = matchesPatterns(patterns, value) !== ignore;
  const relation = ignore ? (ok ? 'is not ignored by' : 'is ignored by') : ok ? 'matches' : 'does not match';
  return { ok, why: `${what} ${value} ${relation} ${key}: ${patterns.join(', ')}` };
}

function inputsOf(facts: EventFacts, config: Config): Inputs {
  if (facts.name !== 'workflow_dispatch' && facts.name !== 'workflow_call') return { values: {} };
  return resolveInputs((config.inputs ?? {}) as Parameters<typeof resolveInputs>[0], facts);
}

function list(value: unknown): string[] | undefined {
  if (value === undefined || value === null) return undefined;
  return [value].flat().map(String);
}

