/** Numbers that scripts and conditions would take as they are. */
import type { SmokeTest } from './deploy-target';
import { Rollout } from '../rollout';
import { ConstructProblem } from '../synth/job-spec';

const MOST_SECONDS = 21_600;

export function smokeTestLimits({ status = 200, timeoutSeconds = 120 }: Partial<SmokeTest> = {}): ConstructProblem[] {
  return [
    ...whole('target-smoke-test', 'smokeTest.status', 'status of HTTP', status, 100, 599),
    ...whole('target-smoke-test', 'smokeTest.timeoutSeconds', 'number of seconds', timeoutSeconds, 1, MOST_SECONDS),
  ];
}

export function rolloutLimits({ timeoutSeconds, bakeMinutes }: Rollout = Rollout.rolling()): ConstructProblem[] {
  return [
    ...whole('rollout', 'rollout.timeoutSeconds', 'number of seconds', timeoutSeconds, 1, MOST_SECONDS),
    ...(bakeMinutes >= 0 ? [] : [{ ruleId: 'rollout', message: 'rollout.bakeMinutes: no number of minutes', value: bakeMinutes, allowed: ['0 and more'] }]),
  ];
}

function whole(ruleId: string, at: string, what: string, value: number, least: number, most: number): ConstructProblem[] {
  if (Number.isInteger(value) && value >= least && value <= most) return [];
  return [{ ruleId, message: `${at}: no ${what}`, value, allowed: [`${least}–${most}`] }];
}
