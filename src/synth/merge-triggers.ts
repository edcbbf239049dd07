import type { Trigger } from '../trigger';
import { TriggerMap } from '../workflow/model';

/** Merges triggers into `on`. Several schedules add up; other events may be said once. */
export function mergeTriggers(triggers: readonly Trigger[]): { on: TriggerMap; repeated: string[] } {
  const on: TriggerMap = {};
  const repeated: string[] = [];
  for (const { event, _config } of triggers) {
    if (event === 'schedule') on.schedule = [...(on.schedule ?? []), ...(_config as { cron: string }[])];
    else if (Object.hasOwn(on, event)) repeated.push(event);
    else on[event] = _config;
  }
  return { on, repeated };
}
