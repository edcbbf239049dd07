import { Finding, Rule } from './rule';
import { nearest } from '../nearest';
import { Facts, factsOf, JobFacts } from './support/facts';

export const needs: Rule = {
  id: 'needs',
  severity: 'error',
  description: 'A job needs jobs of its workflow, none waits for itself, and at least one waits for none.',
  reason: 'GitHub refuses the file.',
  source: 'https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idneeds',
  *check(document) {
    const facts = factsOf(document);
    const ids = new Set(facts.jobs.map((job) => job.id));
    for (const job of facts.jobs) yield* unknown(job, ids);
    yield* cycles(facts);
    if (facts.jobs.length === 0) {
      yield { path: facts.model.jobs === undefined ? [] : ['jobs'], message: 'the workflow has no job' };
    } else if (facts.jobs.every((job) => job.needs.length > 0)) {
      yield { path: ['jobs'], at: 'key', message: 'every job waits for another: none can start', fix: 'remove the needs of the first one' };
    }
  },
};

function* unknown(job: JobFacts, ids: ReadonlySet<string>): Generator<Finding> {
  const seen = new Set<string>();
  for (const { id, path } of job.needs) {
    if (!ids.has(id)) yield { path, message: `the job '${job.id}' needs '${id}', which does not exist`, value: id, allowed: [...ids], nearest: nearest(id, ids) };
    if (seen.has(id)) yield { path, message: `'${id}' is needed twice`, value: id, severity: 'warning', fix: 'remove one' };
    seen.add(id);
  }
}

/** Each cycle once, told from its first job on. */
function* cycles({ jobs }: Facts): Generator<Finding> {
  const byId = new Map(jobs.map((job) => [job.id, job]));
  const done = new Set<string>();
  for (const job of jobs) {
    const cycle = findCycle(job.id, byId, done);
    if (!cycle) continue;
    const first = byId.get(cycle[0])!;
    const need = first.needs.find(({ id }) => id === cycle[1])!;
    yield { path: need.path, message: `these jobs wait for each other: ${cycle.join(' → ')}`, value: cycle, fix: 'remove one of these needs' };
  }
}

/** Depth first, without recursion: a chain of jobs may be long. */
function findCycle(start: string, byId: ReadonlyMap<string, JobFacts>, done: Set<string>): string[] | undefined {
  const stack: { readonly id: string; next: number }[] = [{ id: start, next: 0 }];
  const path = new Set([start]);
  while (stack.length > 0) {
    const top = stack[stack.length - 1];
    const need = done.has(top.id) ? undefined : byId.get(top.id)?.needs[top.next++]?.id;
    if (need === undefined) {
      done.add(top.id);
      path.delete(top.id);
      stack.pop();
    } else if (path.has(need)) {
      const ids = stack.map(({ id }) => id);
      ids.forEach((id) => done.add(id));
      return [...ids.slice(ids.indexOf(need)), need];
    } else if (byId.has(need)) {
      path.add(need);
      stack.push({ id: need, next: 0 });
    }
  }
  return undefined;
}
