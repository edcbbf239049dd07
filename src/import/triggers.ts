/** `on` as triggers. */
import { ImportedFile, props } from './file';
import { Code, source } from './source';
import { BranchFilter, TriggerMap, WorkflowModel } from '../workflow/model';

export function triggers(on: WorkflowModel['on'], file: ImportedFile): Code[] {
  return Object.entries(asMap(on)).flatMap(([event, config]) => trigger(event, config, file).map((text) => new Code(text)));
}

function asMap(on: WorkflowModel['on']): TriggerMap {
  if (typeof on === 'string') return { [on]: null };
  return Array.isArray(on) ? Object.fromEntries(on.map((event) => [event, null])) : on;
}

function trigger(event: string, config: unknown, file: ImportedFile): string[] {
  switch (event) {
    case 'push': return [call('push', filters(config as BranchFilter | null), known(config, FILTERS), event, config)];
    case 'pull_request': return [call('pullRequest', filters(config as BranchFilter | null), known(config, [...FILTERS, 'types']), event, config)];
    case 'release': return [release(config as { types?: string | string[] } | null, file)];
    case 'schedule': return schedules(config);
    case 'workflow_dispatch': return [manual(config)];
    case 'workflow_call': return [call('call', config as object, known(config, ['inputs', 'secrets', 'outputs']), event, config)];
    default: return [custom(event, config)];
  }
}

const FILTERS = ['branches', 'branches-ignore', 'paths', 'paths-ignore', 'tags', 'tags-ignore'];

/** Whether only these keys are there; others go through `Trigger.custom`. */
function known(config: unknown, keys: readonly string[]): boolean {
  return config === null || config === undefined || (typeof config === 'object' && Object.keys(config).every((name) => keys.includes(name)));
}

function call(name: string, given: object | undefined | null, isKnown: boolean, event: string, config: unknown): string {
  if (!isKnown) return custom(event, config);
  const shown = given && props(given);
  return `Trigger.${name}(${shown ? source(shown, '    ') : ''})`;
}

function custom(event: string, config: unknown): string {
  const shown = typeof config === 'object' && config !== null && !Array.isArray(config) ? props(config) : undefined;
  return `Trigger.custom(${source(event)}${shown ? `, ${source(shown, '    ')}` : ''})`;
}

function filters(config: BranchFilter | null | undefined): object | undefined {
  if (!config) return undefined;
  const many = (value: string | string[] | undefined) => (value === undefined ? undefined : [value].flat());
  return {
    types: many(config.types),
    branches: many(config.branches),
    branchesIgnore: many(config['branches-ignore']),
    tags: many(config.tags),
    tagsIgnore: many(config['tags-ignore']),
    paths: many(config.paths),
    pathsIgnore: many(config['paths-ignore']),
  };
}

/** Without types GitHub means all of them; the library's own default is narrower. */
function release(config: { types?: string | string[] } | null, file: ImportedFile): string {
  if (config?.types !== undefined) return `Trigger.release(${source({ types: [config.types].flat() })})`;
  file.note('a release without types starts on every activity (created, edited, published …); Trigger.release() starts when it is published');
  return 'Trigger.custom(\'release\')';
}

function schedules(config: unknown): string[] {
  const entries = Array.isArray(config) ? config as { cron: string; timezone?: string }[] : [];
  return entries.map(({ cron, timezone }) => `Trigger.cron(${source(cron)}${timezone === undefined ? '' : `, ${source(timezone)}`})`);
}

function manual(config: unknown): string {
  const inputs = (config as { inputs?: Record<string, object | null> | null } | null)?.inputs;
  if (!inputs || Object.keys(inputs).length === 0) return 'Trigger.manual()';
  const cleaned = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input ?? {}]));
  return `Trigger.manual(${source({ inputs: cleaned }, '    ')})`;
}
