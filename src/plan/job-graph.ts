/** Which job needs which: order, ancestors and what makes an order impossible. */
import { JobModel } from '../workflow/model';

export interface JobGraph {
  /** Job ids, needs before the jobs that need them, ties in the order of definition. */
  readonly order: readonly string[];
  readonly needs: ReadonlyMap<string, readonly string[]>;
  /** Why GitHub refuses the workflow. */
  readonly refusal?: string;
}

export function jobGraph(jobs: Readonly<Record<string, JobModel>>): JobGraph {
  const ids = Object.keys(jobs);
  const declared = new Map(ids.map((id) => [id, listOf(jobs[id]?.needs)] as const));
  const stranger = strangers(ids, declared);
  const needs = stranger === undefined ? declared : new Map(ids.map((id) => [id, declared.get(id)!.filter((need) => declared.has(need))] as const));
  const order = sorted(ids, needs);
  if (order.length === ids.length) return { order, needs, refusal: stranger };
  const done = new Set(order);
  const left = ids.filter((id) => !done.has(id));
  return { order: [...order, ...left], needs, refusal: stranger ?? `the jobs ${left.join(', ')} wait for each other` };
}

function listOf(needs: string | readonly string[] | undefined | null): readonly string[] {
  return typeof needs === 'string' ? [needs] : needs ?? [];
}

function strangers(ids: readonly string[], needs: ReadonlyMap<string, readonly string[]>): string | undefined {
  for (const id of ids) {
    const stranger = needs.get(id)!.find((need) => !needs.has(need));
    if (stranger !== undefined) return `the job ${id} needs ${stranger}, which does not exist`;
  }
  return undefined;
}

/** Of all jobs that could be next, the one that was defined first. */
function sorted(ids: readonly string[], needs: ReadonlyMap<string, readonly string[]>): string[] {
  const place = new Map(ids.map((id, index) => [id, index]));
  const waiting = new Map(ids.map((id) => [id, new Set(needs.get(id)).size]));
  const dependents = new Map<string, string[]>(ids.map((id) => [id, []]));
  for (const id of ids) for (const need of new Set(needs.get(id))) dependents.get(need)!.push(id);
  const ready = ids.filter((id) => waiting.get(id) === 0);
  const order: string[] = [];
  while (ready.length) {
    const id = ready.shift()!;
    order.push(id);
    for (const next of dependents.get(id)!) {
      const left = waiting.get(next)! - 1;
      waiting.set(next, left);
      if (left === 0) insert(ready, next, place);
    }
  }
  return order;
}

function insert(ready: string[], id: string, place: ReadonlyMap<string, number>): void {
  const at = ready.findIndex((other) => place.get(other)! > place.get(id)!);
  ready.splice(at < 0 ? ready.length : at, 0, id);
}
