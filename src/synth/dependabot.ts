/** Keeps the pins fresh, with a cooldown: a release that was tampered with is usually found within days. */
import { stringify } from 'yaml';

export function dependabotConfig(): string {
  return stringify({
    version: 2,
    updates: [{
      'package-ecosystem': 'github-actions',
      'directory': '/',
      'schedule': { interval: 'weekly' },
      'cooldown': { 'default-days': 7 },
      'groups': { actions: { patterns: ['*'] } },
    }],
  });
}
