/** What the previews of an account cannot share, and what each of them cannot have. */
import { PRIORITIES } from './preview';
import type { EcsSettings } from './settings';
import type { Report } from '../support/input';

const LAST_PRIORITY = 50_000;

export function checkPreview(settings: EcsSettings, report: Report): void {
  const { preview } = settings.context;
  if (!preview) return;
  checkNetwork(settings, report);
  checkRule(settings, preview.suffix, report);
}

/** An account has five networks a region, and a NAT gateway costs as much as the tasks. */
function checkNetwork({ network }: EcsSettings, report: Report): void {
  if (network.vpcId !== undefined || network.availabilityZones.length === 0) return;
  report({
    ruleId: 'preview', at: 'platform.vpc', message: 'previews come and go in a network that stays', allowed: ['EcsVpc.existing({ … })'],
    fix: 'use the network of another target that is no production, or create one by hand',
  });
}

function checkRule({ loadBalancer }: EcsSettings, suffix: string, report: Report): void {
  const existing = loadBalancer?.existing;
  if (!existing) return;
  const at = 'platform.loadBalancer';
  const told = [...existing.hosts ?? [], ...existing.paths ?? []];
  if (told.length && !told.some((text) => text.includes(suffix))) {
    report({
      ruleId: 'preview', at: `${at}.hosts`, message: 'every preview would answer the same requests', value: told, allowed: ['hosts or paths with pr-{number} in them'],
      fix: 'give the previews a `url` with pr-{number} in its host, or `hosts: [\'pr-{number}.preview.example.com\']`',
    });
  }
  const open = told.filter((text) => text.includes(`${suffix}*`));
  if (open.length) {
    report({ ruleId: 'preview', at, message: 'number 1 would answer the requests of 10, too', value: open, fix: 'end the number by a `/` or a `.`' });
  }
  if (existing.priority > LAST_PRIORITY - PRIORITIES + 1) {
    report({
      ruleId: 'preview', at: `${at}.priority`, message: `previews take a free one of ${PRIORITIES} priorities, of which this is the first`, value: existing.priority,
      allowed: [`1–${LAST_PRIORITY - PRIORITIES + 1}`], nearest: [String(LAST_PRIORITY - PRIORITIES + 1)],
    });
  }
  if (existing.testListenerArn === undefined) return;
  report({ ruleId: 'preview', at: `${at}.testListenerArn`, message: 'a preview shifts no traffic: there is nothing to test before it', value: existing.testListenerArn, fix: 'leave `testListenerArn` out' });
}
