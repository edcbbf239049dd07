/** `app.plan(event)`: what an event would run in every pipeline of an app. */
import { pipelinesOf } from './pipelines-of';
import { lowered, planDocument } from './plan-pipeline';
import type { App } from '../app';
import { AppPlan } from '../plan/app-plan';
import { sharedAssumptions } from '../plan/assumptions';
import type { Event } from '../plan/event';
import type { PlanOptions } from '../plan/plan-options';

export function planApp(app: App, event: Event, options: PlanOptions = {}): AppPlan {
  const pipelines = pipelinesOf(app);
  const documents = pipelines.map(lowered);
  const assumed = sharedAssumptions(options.assume ?? {}, documents);
  return AppPlan._of(event, pipelines.map((pipeline, i) => planDocument(pipeline, documents[i], event, { ...options, assume: assumed[i] })));
}
