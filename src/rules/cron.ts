import { Rule } from './rule';
import { isRecord } from '../values';
import { cronProblem } from './support/cron';
import { asText, factsOf } from './support/facts';

export const cron: Rule = {
  id: 'cron',
  severity: 'error',
  description: 'A schedule has five POSIX fields, is at least 5 minutes apart, and comes some day.',
  reason: 'GitHub refuses other forms, starts nothing more often than every 5 minutes, and says nothing of a date that never comes.',
  source: 'https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#schedule',
  *check(document) {
    const schedule = factsOf(document).events.get('schedule');
    if (!Array.isArray(schedule)) return;
    for (const [i, item] of schedule.entries()) {
      if (!isRecord(item)) continue;
      const written = asText(item.cron);
      const problem = written ? cronProblem(written) : undefined;
      if (problem !== undefined) yield { path: ['on', 'schedule', i, 'cron'], message: problem, value: item.cron };
      if (typeof item.timezone === 'string' && !isTimezone(item.timezone)) {
        yield { path: ['on', 'schedule', i, 'timezone'], message: `'${item.timezone}' is no time zone`, value: item.timezone, fix: 'use a name of the IANA database, such as Europe/Berlin' };
      }
    }
  },
};

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
