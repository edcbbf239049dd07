/** `app.plan(event)`: what an event would run in every pipeline of an app. */
import { pipelinesOf } from './pipelines-of';
import { planPipeline } from './plan-pipeline';
import type { App } from '../app';
import { AppPlan } from '../plan/app-plan';
import type { Event } from '../plan/event';
import type { PlanOptions } from '../plan/plan-options';

export function planApp(app: App, event: Event, options?: PlanOptions): AppPlan {
  return AppPlan._of(event, pipelinesOf(app).map((pipeline) => planPipeline(pipeline, event, options)));
}
