import { Finding, Rule } from './rule';
import { isRecord } from '../values';
import { strict } from './support/audit';
import { Facts, factsOf, Fields } from './support/facts';
import { Path } from '../workflow/model';
import { NewSyntax } from '../workflow/new-syntax';

/** A place that holds something new, and which. */
type Use = Pick<Finding, 'path' | 'at'> & { readonly syntax: NewSyntax; readonly what: string };

export const newSyntax: Rule = {
  id: 'new-syntax',
  severity: 'error',
  description: 'Syntax that actionlint 1.7.12 does not know is used only where the pipeline opted in to it by name.',
  reason: 'GitHub runs it, but the linters of the day take it for a mistake, so nobody but GitHub checks it.',
  source: 'https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax',
  *check(document) {
    const opted = document.newSyntax ?? [];
    for (const { path, at, syntax, what } of uses(factsOf(document))) {
      if (opted.includes(syntax)) continue;
      const fix = document.generated ? `opt in: newSyntax: [NewSyntax.${memberOf(syntax)}] of the pipeline` : 'keep it where GitHub alone reads the file';
      yield { path, at, severity: strict(document), message: `${what} is newer than actionlint 1.7.12, which refuses it`, value: syntax, fix };
    }
  },
};

function memberOf(syntax: NewSyntax): string {
  return Object.entries(NewSyntax).find(([, value]) => value === syntax)![0];
}

function uses({ model, jobs, steps, stepKeys, uses: used, events }: Facts): Use[] {
  const parallel = PARALLEL_KEYS.filter((one) => stepKeys.has(one));
  return [
    ...keys(model, ['description'], [], NewSyntax.WORKFLOW_DESCRIPTION),
    ...keys(events.get('image_version'), ['types'], ['on', 'image_version'], NewSyntax.IMAGE_VERSION_TYPES),
    ...both(model, []),
    ...jobs.flatMap(({ job, path }) => [...both(job, path), ...keys(job, ['cancel-timeout-minutes'], path, NewSyntax.CANCEL_TIMEOUT), ...ofServices(job.services, path)]),
    ...(parallel.length > 0 ? steps.flatMap(({ step, path }) => keys(step, parallel, path, NewSyntax.PARALLEL_STEPS)) : []),
    ...used.flatMap(({ path, uses: one }) => (one.kind === 'local' && one.path.startsWith('$/') ? [{ path, syntax: NewSyntax.SELF_REFERENCES, what: one.path }] : [])),
  ];
}

const SCOPES = ['code-quality', 'copilot-requests', 'drives', 'vulnerability-alerts'];

/** What a workflow and a job have alike. */
function both(map: Fields, path: Path): Use[] {
  return [
    ...keys(map, ['cache-mode'], path, NewSyntax.CACHE_MODE),
    ...keys(map.concurrency, ['queue'], path, NewSyntax.CONCURRENCY_QUEUE, 'concurrency'),
    ...keys(map.permissions, SCOPES, path, NewSyntax.TOKEN_SCOPES, 'permissions'),
  ];
}

function ofServices(services: unknown, path: Path): Use[] {
  if (!isRecord(services)) return [];
  return Object.entries(services).flatMap(([name, service]) => keys(service, ['entrypoint', 'command'], [...path, 'services', name], NewSyntax.SERVICE_COMMAND));
}

export const PARALLEL_KEYS = ['background', 'wait', 'wait-all', 'cancel', 'parallel'];

/** Those of the names that a map has. */
function keys(map: unknown, names: readonly string[], path: Path, syntax: NewSyntax, ...below: string[]): Use[] {
  if (!isRecord(map)) return [];
  return names.filter((name) => Object.hasOwn(map, name) && map[name] !== undefined)
    .map((name) => ({ path: [...path, ...below, name], at: 'key', syntax, what: `'${name}'` }));
}
