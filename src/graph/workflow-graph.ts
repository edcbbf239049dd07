/** From a workflow, or from a plan of it, to its graph. */
import { Graph, GraphNode, withoutImplied } from './model';
import type { Plan } from '../plan/plan';
import { Runs } from '../plan/runs';
import { isDeployment } from '../workflow/deployment';
import { WorkflowDocument } from '../workflow/document';
import { JobModel } from '../workflow/model';

const STATES = { [Runs.YES]: 'runs', [Runs.NO]: 'skipped', [Runs.UNKNOWN]: 'unknown' } as const;

export function workflowGraph(document: WorkflowDocument, plan?: Plan): Graph {
  const jobs = Object.entries(document.model.jobs);
  const ids = new Set(jobs.map(([id]) => id));
  const edges = jobs.flatMap(([id, job]) => [job.needs ?? []].flat().filter((need) => ids.has(need)).map((need) => ({ from: need, to: id })));
  const title = document.model.name ?? document.file;
  return {
    title: plan ? `${title}: ${plan.event}` : title,
    nodes: jobs.map(([id, job]) => node(id, job, plan)),
    edges: withoutImplied(edges),
  };
}

function node(id: string, job: JobModel, plan: Plan | undefined): GraphNode {
  const planned = plan?.triggered ? plan.jobs.find((candidate) => candidate.id === id) : undefined;
  const state = plan === undefined ? undefined : planned === undefined ? 'skipped' : STATES[planned.runs];
  const legs = planned && planned.runs !== Runs.NO && planned.matrixUnknown.length === 0 ? planned.legs.length : undefined;
  return {
    id,
    label: job.name && !job.name.includes('${{') ? job.name : id,
    kind: kindOf(job),
    ...(job.strategy?.matrix ? { detail: legs === undefined ? 'matrix' : `${legs} jobs` } : {}),
    ...(state ? { state } : {}),
  };
}

function kindOf(job: JobModel): GraphNode['kind'] {
  if (isDeployment(job)) return 'deployment';
  if (job.uses !== undefined) return 'call';
  return job.strategy?.matrix ? 'matrix' : 'job';
}
