import { Finding, Rule } from './rule';
import { strict } from './support/audit';
import { asMap, Facts, factsOf, Fields, isMap, StepFacts } from './support/facts';
import { everyUses } from './unpinned-uses';
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

function* uses(facts: Facts): Generator<Use> {
  const { model, jobs, steps, stepKeys, events } = facts;
  yield* key(model, 'description', [], NewSyntax.WORKFLOW_DESCRIPTION);
  yield* key(asMap(events.get('image_version')), 'types', ['on', 'image_version'], NewSyntax.IMAGE_VERSION_TYPES);
  yield* both(model, []);
  for (const { job, path } of jobs) {
    yield* both(job, path);
    yield* key(job, 'cancel-timeout-minutes', path, NewSyntax.CANCEL_TIMEOUT);
    for (const [name, service] of Object.entries(asMap(job.services))) {
      for (const one of ['entrypoint', 'command']) yield* key(asMap(service), one, [...path, 'services', name], NewSyntax.SERVICE_COMMAND);
    }
  }
  if (PARALLEL_KEYS.some((one) => stepKeys.has(one))) for (const step of steps) yield* ofStep(step);
  for (const { path, uses: used } of everyUses(facts)) {
    if (used.kind === 'local' && used.path.startsWith('$/')) yield { path, syntax: NewSyntax.SELF_REFERENCES, what: used.path };
  }
}

const SCOPES = ['code-quality', 'copilot-requests', 'drives', 'vulnerability-alerts'];

/** What a workflow and a job have alike. */
function* both(map: Fields, path: Path): Generator<Use> {
  yield* key(map, 'cache-mode', path, NewSyntax.CACHE_MODE);
  yield* key(asMap(map.concurrency), 'queue', [...path, 'concurrency'], NewSyntax.CONCURRENCY_QUEUE);
  if (isMap(map.permissions)) for (const scope of SCOPES) yield* key(map.permissions, scope, [...path, 'permissions'], NewSyntax.TOKEN_SCOPES);
}

export const PARALLEL_KEYS = ['background', 'wait', 'wait-all', 'cancel', 'parallel'];

function* ofStep({ step, path }: StepFacts): Generator<Use> {
  for (const one of PARALLEL_KEYS) yield* key(step, one, path, NewSyntax.PARALLEL_STEPS);
}

function* key(map: Fields, name: string, path: Path, syntax: NewSyntax): Generator<Use> {
  if (Object.hasOwn(map, name) && map[name] !== undefined) yield { path: [...path, name], at: 'key', syntax, what: `'${name}'` };
}
