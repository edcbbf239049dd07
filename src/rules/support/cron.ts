/** POSIX cron as GitHub reads it: five fields, names of months and days, no @daily. */

interface Range {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const RANGES: readonly Range[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of the month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, names: MONTHS },
  { name: 'day of the week', min: 0, max: 6, names: DAYS },
];
const LONGEST = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** GitHub starts nothing more often. */
const LEAST_MINUTES = 5;

/** What is wrong with a schedule; undefined if nothing is. */
export function cronProblem(cron: string): string | undefined {
  if (cron.startsWith('@')) return `'${cron}' is not POSIX: GitHub takes five fields`;
  const parts = cron.split(/ +/);
  if (parts.length !== 5) return `a schedule has five fields, minute hour day month weekday; this has ${parts.filter((part) => part !== '').length}`;
  const fields: Set<number>[] = [];
  for (const [i, range] of RANGES.entries()) {
    const values = fieldOf(parts[i], range);
    if (typeof values === 'string') return values;
    fields.push(values);
  }
  return tooOften(fields[0], fields[1]) ?? never(parts, fields);
}

function fieldOf(text: string, range: Range): Set<number> | string {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const [span, step, ...rest] = part.split('/');
    const bounds = boundsOf(span, range);
    const every = step === undefined ? 1 : Number(step);
    const wrongStep = step !== undefined && (!/^\d+$/.test(step) || every < 1 || every > range.max);
    if (!bounds || rest.length > 0 || wrongStep) return `'${part}' is no ${range.name}: ${range.min} to ${range.max}`;
    const last = step !== undefined && bounds[0] === bounds[1] ? range.max : bounds[1];
    for (let value = bounds[0]; value <= last; value += every) values.add(value);
  }
  return values;
}

function boundsOf(span: string, range: Range): [number, number] | undefined {
  if (span === '*') return [range.min, range.max];
  const [from, to, ...rest] = span.split('-').map((value) => valueOf(value, range));
  if (rest.length > 0 || from === undefined || (span.includes('-') && to === undefined)) return undefined;
  return to !== undefined && to < from ? undefined : [from, to ?? from];
}

function valueOf(text: string, { min, max, names }: Range): number | undefined {
  const named = names?.indexOf(text.toLowerCase()) ?? -1;
  if (named >= 0) return named + min;
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  return value >= min && value <= max ? value : undefined;
}

function tooOften(minutes: ReadonlySet<number>, hours: ReadonlySet<number>): string | undefined {
  const sorted = [...minutes].sort((a, b) => a - b);
  const gaps = sorted.slice(1).map((minute, i) => minute - sorted[i]);
  const nextHour = [...hours].some((hour) => hours.has((hour + 1) % 24));
  if (nextHour && sorted.length > 0) gaps.push(sorted[0] + 60 - sorted[sorted.length - 1]);
  const least = Math.min(...gaps, 60);
  return least < LEAST_MINUTES ? `this would run every ${least} ${least === 1 ? 'minute' : 'minutes'}; GitHub runs at most every ${LEAST_MINUTES}` : undefined;
}

/** The 30th of February. With a day of the week beside it, either of the two is enough. */
function never(parts: readonly string[], [, , days, months]: readonly Set<number>[]): string | undefined {
  if (parts[4] !== '*') return undefined;
  const comes = [...months].some((month) => [...days].some((day) => day <= LONGEST[month - 1]));
  return comes ? undefined : 'this date never comes';
}
