/** `pipeline.plan(event)`: lowers the pipeline and asks the planner. */
import { lowerPipeline } from './lower';
import type { Pipeline } from '../pipeline';
import type { Event } from '../plan/event';
import { Plan, planWorkflow } from '../plan/plan';
import { PlanOptions } from '../plan/plan-options';
import { PipewrightError } from '../problem';
import { WorkflowDocument } from '../workflow/document';

export function planPipeline(pipeline: Pipeline, event: Event, options: PlanOptions = {}): Plan {
  return planDocument(pipeline, lowered(pipeline), event, options);
}

/** Throws with all errors of the pipeline's synthesis. */
export function lowered(pipeline: Pipeline): WorkflowDocument {
  const { document, problems } = lowerPipeline(pipeline);
  const errors = problems.filter((p) => p.severity === 'error');
  if (errors.length) throw new PipewrightError(errors);
  return document;
}

/** What the options leave open, the app knows. */
export function planDocument(pipeline: Pipeline, document: WorkflowDocument, event: Event, options: PlanOptions): Plan {
  const { repository, defaultBranch } = pipeline._app;
  return planWorkflow(document, event, {
    ...options,
    repository: options.repository ?? (repository && `${repository.owner}/${repository.name}`),
    defaultBranch: options.defaultBranch ?? defaultBranch,
  });
}
