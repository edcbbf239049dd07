/** `pipeline.plan(event)`: lowers the pipeline and asks the planner. */
import { lowerPipeline } from './lower';
import type { Pipeline } from '../pipeline';
import type { Event } from '../plan/event';
import { Plan, planWorkflow } from '../plan/plan';
import { PipewrightError } from '../problem';

export function planPipeline(pipeline: Pipeline, event: Event): Plan {
  const { document, problems } = lowerPipeline(pipeline);
  const errors = problems.filter((p) => p.severity === 'error');
  if (errors.length) throw new PipewrightError(errors);
  const app = pipeline._app;
  return planWorkflow(document, event, { repository: app.repository && `${app.repository.owner}/${app.repository.name}`, defaultBranch: app.defaultBranch });
}
