/** Rollouts that no platform with revisions can do. */
import type { Report } from './input';
import type { Rollout } from '../../rollout';

/** @param splits who does, for people: `Cloud Run splits` */
export function reportShare({ kind, percent }: Rollout, splits: string, report: Report): void {
  if (kind !== 'canary' || (Number.isInteger(percent) && percent >= 1 && percent <= 99)) return;
  const near = Math.min(99, Math.max(1, Math.round(Number(percent)) || 1));
  report({
    ruleId: 'rollout', at: 'rollout.percent', message: `${splits} requests by whole percentages`, value: percent, allowed: ['1–99'], nearest: [String(near)],
  });
}

/** Without requests there is nothing to shift, and two revisions would both work. */
export function reportNothingToShift({ kind }: Rollout, report: Report): void {
  if (kind === 'rolling') return;
  report({
    ruleId: 'rollout', at: 'rollout', message: `a workload without requests cannot be deployed by ${kind}`, value: kind,
    allowed: ['rolling'], nearest: ['rolling'], fix: 'use Rollout.rolling()',
  });
}
