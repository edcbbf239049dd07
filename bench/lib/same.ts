/** What contenders made must be the same, or their times say nothing. */
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';

interface PlainStep {
  readonly id?: string;
}

interface PlainJob {
  readonly needs?: string | readonly string[];
  readonly env?: object;
  readonly steps: readonly PlainStep[];
}

export interface PlainWorkflow {
  readonly on: object;
  readonly jobs: Readonly<Record<string, PlainJob>>;
}

export function parsed(texts: readonly string[] = []): PlainWorkflow[] {
  return texts.map((text) => parse(text) as PlainWorkflow);
}

/** Throws where workflows, triggers, jobs or steps differ. What a peer cannot say of a workflow is not compared. */
export function assertSame(name: string, texts: readonly string[] | undefined, plan: readonly PlainWorkflow[]): void {
  const made = parsed(texts);
  const counts = [made, plan].map(count);
  if (counts[0] !== counts[1]) throw new Error(`${name} made ${counts[0]}, not ${counts[1]}`);
  plan.forEach((workflow, i) => {
    if (!isDeepStrictEqual(essence(made[i]), essence(workflow))) throw new Error(`${name}: workflow ${i} differs:\n${texts?.[i].slice(0, 2000)}`);
  });
}

export function count(workflows: readonly PlainWorkflow[]): string {
  const jobs = workflows.flatMap((workflow) => Object.values(workflow.jobs));
  return `${workflows.length} workflows, ${jobs.length} jobs, ${jobs.flatMap((job) => job.steps).length} steps`;
}

function essence({ on, jobs }: PlainWorkflow): object {
  return { on: Object.keys(on).sort(), jobs: Object.entries(jobs).map(([id, { needs = [], env, steps }]) => ({ id, needs: [needs].flat(), env, steps: steps.map(withoutId) })) };
}

/** projen gives every step an id. */
function withoutId({ id, ...step }: PlainStep): object {
  return step;
}
