import { Finding, Rule } from './rule';
import { isRecord } from '../values';
import { strict, zizmor } from './support/audit';
import { asMap } from './support/facts';

const LEAST_DAYS = 7;

export const dependabotCooldown: Rule = {
  id: 'dependabot-cooldown',
  severity: 'warning',
  subject: 'dependabot',
  description: 'Dependabot waits at least 7 days before it proposes a release.',
  reason: 'Most taken-over releases are found and removed within days.',
  source: zizmor('dependabot-cooldown'),
  *check(document) {
    const { updates } = document.model as unknown as { updates?: unknown };
    if (!Array.isArray(updates)) return;
    for (const [i, update] of updates.entries()) {
      const finding = isRecord(update) ? judge(update, i) : undefined;
      if (finding) yield { ...finding, severity: strict(document) };
    }
  },
};

function judge(update: Readonly<Record<string, unknown>>, i: number): Finding | undefined {
  const days = asMap(update.cooldown)['default-days'];
  const fix = `set cooldown.default-days to ${LEAST_DAYS} or more`;
  if (update.cooldown === undefined) return { path: ['updates', i], message: `releases of ${String(update['package-ecosystem'])} are taken at once`, fix };
  if (days === undefined) return { path: ['updates', i, 'cooldown'], message: 'the cooldown has no default-days', fix };
  if (typeof days === 'number' && days >= LEAST_DAYS) return undefined;
  return { path: ['updates', i, 'cooldown', 'default-days'], message: `${String(days)} days are too few`, value: days, fix };
}
