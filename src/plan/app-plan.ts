import { Event } from './event';
import { Plan } from './plan';
import { nearest } from '../nearest';
import { PipewrightError } from '../problem';

/** What an event would run in all workflows of an app. */
export class AppPlan {
  /** @internal */
  public static _of(event: Event, plans: Plan[]): AppPlan {
    return new AppPlan(event, plans);
  }

  /** The event. */
  public readonly event: Event;
  /** The plan of each workflow, also of those that do not start. */
  public readonly plans: Plan[];

  private constructor(event: Event, plans: Plan[]) {
    this.event = event;
    this.plans = plans;
  }

  /** The plans of the workflows that start. */
  public get started(): Plan[] {
    return this.plans.filter((plan) => plan.triggered);
  }

  /** The plan of one workflow, by its pipeline's id or its file. */
  public plan(workflow: string): Plan {
    const plan = this.plans.find(({ file }) => file === workflow || idOf(file) === workflow);
    if (plan) return plan;
    const ids = this.plans.map(({ file }) => idOf(file));
    throw new PipewrightError([{
      ruleId: 'plan-workflow', severity: 'error', where: 'plan', message: 'there is no such workflow', value: workflow, allowed: ids, nearest: nearest(workflow, ids),
    }]);
  }

  /** The plans as tables of text. */
  public toTable(): string {
    return this.plans.map((plan) => plan.toTable()).join('\n\n');
  }

  /** The plans as plain data. */
  public toJson(): any {
    return { event: this.event.toString(), workflows: this.plans.map((plan) => plan.toJson()) };
  }

  /** The plans in sentences. */
  public toString(): string {
    return this.plans.map((plan) => plan.toString()).join('\n');
  }
}

function idOf(file: string): string {
  return file.replace(/^.*\//, '').replace(/\.ya?ml$/, '');
}
