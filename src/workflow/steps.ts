/** The steps of a job, in and out of the groups that run side by side. */
import { StepModel } from './model';

/** Each step that does something: a group is its steps. */
export function everyStep(steps: readonly StepModel[] | undefined): StepModel[] {
  return (steps ?? []).flatMap((step) => (Array.isArray(step?.parallel) ? everyStep(step.parallel) : [step]));
}
