/**
 * Plans one workflow: an event in, the jobs that would run out. Pure; nothing is fetched, nothing is run.
 */
import { assumedResults } from './assumptions';
import type { Event } from './event';
import { EventFacts, isDependabot, isUntrustedFork } from './event-facts';
import { githubContext } from './github-context';
import { RunContexts, varsContext } from './job-contexts';
import { JobGraph, jobGraph } from './job-graph';
import { JobPlan, planJob } from './job-plan';
import { jobState } from './job-state';
import { effectivePermissions } from './permissions';
import type { PlanProps } from './plan';
import { PlanOptions } from './plan-options';
import { PlannedJob } from './planned-job';
import { Runs } from './runs';
import { secretsRead } from './secrets';
import { matchTrigger, TriggerDecision } from './trigger-match';
import { dictionary, toData } from '../expressions/values';
import { WorkflowDocument } from '../workflow/document';

/** @throws PipewrightError where `options` name a job or a result that does not exist */
export function planProps(document: WorkflowDocument, event: Event, options: PlanOptions): PlanProps {
  const { model, owners, file } = document;
  const jobs = model.jobs ?? {};
  const graph = jobGraph(jobs);
  const decision = refused(graph, matchTrigger(model.on, event._facts, options.defaultBranch ?? 'main'));
  const assumed = assumedResults(options.assume ?? {}, Object.keys(jobs), owners);
  const run = runContexts(document, decision, options);
  const plans = new Map<string, JobPlan>();
  for (const id of graph.order) {
    const needed = graph.needs.get(id)!.flatMap((need) => plans.get(need) ?? []);
    plans.set(id, decision.triggered
      ? planJob({ id, model: jobs[id] ?? {}, needed, run, assumed: assumed.get(id), workflowEnv: model.env })
      : untouched(id, jobs[id] ?? {}));
  }
  const waves = wavesOf(plans, graph);
  const idle = decision.triggered ? [...assumed.keys()].filter((id) => plans.get(id)!.decision.runs === Runs.NO && assumed.get(id) !== 'skipped') : [];
  return {
    event,
    file,
    name: model.name,
    decision: { ...decision, notes: [...decision.notes, ...idle.map((id) => `${id} does not run, so that it cannot be ${assumed.get(id)}`)] },
    jobs: graph.order.map((id) => plannedJob(document, plans.get(id)!, graph, waves.get(id), decision.facts)),
  };
}

function refused(graph: JobGraph, decision: TriggerDecision): TriggerDecision {
  return graph.refusal ? { ...decision, triggered: false, reason: `GitHub refuses the workflow: ${graph.refusal}` } : decision;
}

/** Each is made when it is read: of most workflows no condition reads any. */
function runContexts({ model, file }: WorkflowDocument, decision: TriggerDecision, options: PlanOptions): RunContexts {
  const github = once(() => githubContext({
    facts: decision.facts,
    inputs: decision.inputs,
    repository: options.repository,
    defaultBranch: options.defaultBranch ?? 'main',
    workflow: model.name ?? file,
    file,
  }));
  const vars = once(() => varsContext(options.vars ?? {}));
  const inputs = once(() => dictionary(Object.entries(decision.inputs).map(([name, value]) => [name, toData(value)] as const)));
  return {
    get github() { return github(); },
    get vars() { return vars(); },
    get inputs() { return inputs(); },
  };
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** A job of a workflow that does not start. */
function untouched(id: string, model: JobPlan['model']): JobPlan {
  return {
    id,
    model,
    state: jobState(id, Runs.NO, ['skipped'], []),
    decision: { runs: Runs.NO, reason: () => ({ text: 'the event does not start the workflow' }) },
    matrix: { kind: 'legs', legs: [] },
    legContexts: () => [],
  };
}

function plannedJob({ model, owners }: WorkflowDocument, plan: JobPlan, graph: JobGraph, wave: number | undefined, facts: EventFacts): PlannedJob {
  const { id } = plan;
  return PlannedJob._of({
    plan,
    construct: owners.get(id) ?? id,
    needs: graph.needs.get(id)!,
    wave,
    permissions: () => effectivePermissions(plan.model.permissions, model.permissions, facts),
    secrets: () => secretsRead(plan.model, model),
    secretsAvailable: !isUntrustedFork(facts) && !isDependabot(facts),
  });
}

/** The round in which each job starts. Jobs that do not run take no time: only the others make a job wait. */
function wavesOf(plans: ReadonlyMap<string, JobPlan>, graph: JobGraph): ReadonlyMap<string, number> {
  const ends = new Map<string, number>();
  const waves = new Map<string, number>();
  for (const id of graph.order) {
    let before = 0;
    for (const need of graph.needs.get(id)!) before = Math.max(before, ends.get(need) ?? 0);
    const runs = plans.get(id)!.decision.runs !== Runs.NO;
    ends.set(id, runs ? before + 1 : before);
    if (runs) waves.set(id, before + 1);
  }
  return waves;
}
