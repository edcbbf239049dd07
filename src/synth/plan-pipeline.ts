/** `pipeline.plan(event)`: lowers the pipeline and asks the planner. */
import { lowerPipeline } from './lower';
import type { Pipeline } from '../pipeline';
import type { Event } from '../plan/event';
import { Plan, planWorkflow } from '../plan/plan';
import { PlanOptions } from '../plan/plan-options';
import { PipewrightError } from '../problem';

export function planPipeline(pipeline: Pipeline, event: Event, options: PlanOptions = {}): Plan {
  const { document, problems } = lowerPipeline(pipeline);
  const errors = problems.filter((p) => p.severity === 'error');
  if (errors.length) throw new PipewrightError(errors);
  const app = pipeline._app;
  return planWorkflow(document, event, { ...options, repository: options.repository ?? (app.repository && `${app.repository.owner}/${app.repository.name}`), defaultBranch: options.defaultBranch ?? app.defaultBranch });
}
