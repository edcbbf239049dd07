import { Finding, Rule } from './rule';
import { isRecord } from '../values';
import { asList, Facts, factsOf } from './support/facts';
import { ownerOf } from './support/misfits';

const EXCLUSIVE = ['branches', 'tags', 'paths'];

export const trigger: Rule = {
  id: 'trigger',
  severity: 'error',
  description: 'Triggers are events that GitHub has, with activity types and filters that they take.',
  reason: 'An unknown event is refused; a filter together with its -ignore twin makes the whole file invalid.',
  source: 'https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows',
  *check(document) {
    const facts = factsOf(document);
    for (const misfit of facts.misfits) if (ownerOf(misfit) === 'trigger') yield misfit;
    if (facts.events.size === 0 && facts.model.on !== undefined) yield { path: ['on'], at: 'key', message: 'nothing starts this workflow: on is empty' };
    for (const [event, filters] of facts.events) {
      if (isRecord(filters)) yield* filtersOf(event, filters);
    }
    yield* workflowRun(facts);
  },
};

function* filtersOf(event: string, filters: Readonly<Record<string, unknown>>): Generator<Finding> {
  for (const filter of EXCLUSIVE) {
    const ignore = `${filter}-ignore`;
    if (filters[filter] === undefined || filters[ignore] === undefined) continue;
    yield { path: ['on', event, ignore], at: 'key', message: `${event} cannot have both ${filter} and ${ignore}`, fix: `use ${filter} with patterns that start with !` };
  }
  for (const filter of EXCLUSIVE) {
    const patterns = asList(filters[filter]).map(String);
    if (patterns.length > 0 && patterns.every((pattern) => pattern.startsWith('!'))) {
      yield { path: ['on', event, filter], message: `${filter} only excludes, so that nothing is included`, value: patterns, fix: `add a pattern that includes, such as '**', or use ${filter}-ignore` };
    }
    for (const [i, pattern] of patterns.entries()) {
      if (filter !== 'paths' || !/^!?\.{1,2}\//.test(pattern)) continue;
      const path = Array.isArray(filters[filter]) ? ['on', event, filter, i] : ['on', event, filter];
      yield { path, message: `'${pattern}' never matches: paths start at the root of the repository`, value: pattern, fix: `write ${pattern.replace(/^(!?)\.{1,2}\//, '$1')}` };
    }
  }
}

function* workflowRun({ events }: Facts): Generator<Finding> {
  if (!events.has('workflow_run')) return;
  const filters = events.get('workflow_run');
  if (isRecord(filters) && asList(filters.workflows).length > 0) return;
  yield { path: isRecord(filters) || filters === null ? ['on', 'workflow_run'] : ['on'], message: 'workflow_run does not say of which workflows: it never starts', fix: 'add workflows with their names' };
}
