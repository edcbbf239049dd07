/** Keeps the pins fresh, with a cooldown: a release that was tampered with is usually found within days. */
import { yamlText } from '../workflow/render/yaml';

export function dependabotConfig(): string {
  return yamlText({
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
