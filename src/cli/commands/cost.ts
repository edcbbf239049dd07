/** `pipewright cost`: how long an event's run takes, and what it costs. */
import { Estimate, JobEstimate } from '../../cost/estimate-props';
import { median, medians, NoDurations, readDurations, Samples } from '../../cost/observed';
import { SKUS } from '../../cost/price-list';
import { Plan } from '../../plan';
import { APP_FLAGS, Command, Input, JSON_FLAG, OK, UsageError } from '../command';
import { documentsOf, PlannedDocument } from '../documents';
import { assumptionFlags, eventFlags, eventOf, plansOf } from '../event-flags';
import { paint, Terminal } from '../terminal';
import { namedValues, readText } from '../values';

interface Estimated {
  readonly plan: Plan;
  readonly estimate: Estimate;
  /** Whole runs that were exported. */
  readonly observed?: { readonly runs: number; readonly minutes: number };
}

export const command: Command = {
  usage: 'cost [workflow file…] --event <event> [options]',
  description: 'Estimates the time and the billed minutes of an event\'s run, from its matrix legs, runners and the durations that you give: the critical path, '
    + 'each leg rounded up to whole minutes, and GitHub\'s price list. What is not given is said to be unknown, never guessed. '
    + 'Durations come from a JSON map of minutes by job, or from runs that were exported: gh run view <id> --json jobs.',
  flags: {
    ...eventFlags,
    'pipeline': { value: 'id', short: 'p', multiple: true, description: 'only this pipeline' },
    'durations': { value: 'file', multiple: true, description: 'JSON: minutes by job, or exported runs; of several the median' },
    'duration': { value: 'job=minutes', multiple: true, description: 'minutes of a job, or of a leg by the name that GitHub shows' },
    'public': { description: 'the repository is public: standard runners are free' },
    'runner-type': { value: 'label=type', multiple: true, description: `GitHub's type of a larger runner: ${SKUS.find((sku) => sku.includes('16'))}, …` },
    ...assumptionFlags,
    ...APP_FLAGS,
    ...JSON_FLAG,
  },
  maxArguments: Infinity,
  examples: [
    'pipewright cost --event push --duration test=6 --duration lint=2',
    'gh run view 123456 --json jobs > run.json && pipewright cost --event pull_request --durations run.json',
  ],
  run: async (input, terminal) => {
    const event = eventOf(input, terminal);
    const { jobs, runs } = samples(input, terminal);
    const durations = { ...medians(jobs), ...minutes(input) };
    const documents = await documentsOf(input, terminal);
    const estimates = plansOf(documents, event, input).map((plan, i) => estimated(documents[i], plan, durations, runs, input));
    if (input.has('json')) terminal.out(JSON.stringify(estimates.map(json), undefined, 2));
    else terminal.out(estimates.map((one) => text(one, terminal)).join('\n\n'));
    return OK;
  },
};

function estimated({ document }: PlannedDocument, plan: Plan, durations: Record<string, number>, runs: Samples, input: Input): Estimated {
  const estimate = plan.estimate({ durations, publicRepository: input.has('public'), runnerTypes: namedValues(input.all('runner-type'), '--runner-type') });
  const whole = runs.get(`${document.model.name ?? document.file} (${plan.event.name})`);
  return { plan, estimate, ...(whole ? { observed: { runs: whole.length, minutes: Math.round(median(whole) * 10) / 10 } } : {}) };
}

function samples(input: Input, terminal: Terminal): { jobs: Samples; runs: Samples } {
  const all = { jobs: new Map() as Samples, runs: new Map() as Samples };
  for (const file of input.all('durations')) {
    const { jobs, runs } = read(file, readText(file, terminal));
    for (const [into, from] of [[all.jobs, jobs], [all.runs, runs]] as const) {
      for (const [name, times] of from) into.set(name, [...into.get(name) ?? [], ...times]);
    }
  }
  return all;
}

function read(file: string, content: string) {
  try {
    return readDurations(JSON.parse(content));
  } catch (error) {
    if (error instanceof NoDurations || error instanceof SyntaxError) throw new UsageError(`--durations ${file}: ${error.message}`);
    throw error;
  }
}

function minutes(input: Input): Record<string, number> {
  return Object.fromEntries(Object.entries(namedValues(input.all('duration'), '--duration')).map(([job, value]) => {
    if (value === '' || !(Number(value) >= 0)) throw new UsageError(`--duration ${job}=${value}: minutes are a number`);
    return [job, Number(value)];
  }));
}

function json({ plan, estimate, observed }: Estimated): object {
  return { workflow: plan.file, event: plan.event.toString(), triggered: plan.triggered, ...estimate, ...(observed ? { observed } : {}) };
}

const HEAD = ['job', 'legs', 'starts', 'takes', 'billed', 'USD'];

function text({ plan, estimate, observed }: Estimated, terminal: Terminal): string {
  const title = paint(terminal, 'bold', `${plan.file}: ${plan.event}`);
  if (!plan.triggered) return `${title} does not start it`;
  const rows = estimate.jobs.map((job) => [job.critical ? `* ${job.id}` : `  ${job.id}`, String(job.legs), `${job.start}`, time(job), shown(job.billedMinutes), money(job.cost)]);
  const atLeast = estimate.complete ? '' : 'at least ';
  return [
    title,
    '',
    ...aligned([['  job', ...HEAD.slice(1)], ...rows]),
    '',
    `time:   ${atLeast}${estimate.minutes} min${estimate.criticalPath.length ? `, by ${estimate.criticalPath.join(' → ')} (*)` : ''}`,
    `billed: ${atLeast}${estimate.billedMinutes} min, ${atLeast}${money(estimate.cost)} USD beyond the minutes of the plan`,
    `quota:  ${atLeast}${estimate.quotaMinutes} min of the plan, if Windows counts twice and macOS ten times, as was documented until 2025`,
    ...(observed ? [`seen:   ${observed.minutes} min, the median of ${observed.runs} whole ${observed.runs === 1 ? 'run' : 'runs'}`] : []),
    ...estimate.notes.map((note) => paint(terminal, 'yellow', `unknown: ${note}`)),
    paint(terminal, 'dim', estimate.prices),
  ].join('\n');
}

function time({ minutes: known }: JobEstimate): string {
  return known === undefined ? '?' : `${known}`;
}

function shown(value: number | undefined): string {
  return value === undefined ? '?' : String(value);
}

function money(value: number | undefined): string {
  return value === undefined ? '?' : value.toFixed(3);
}

/** Numbers stand to the right. */
function aligned(rows: readonly string[][]): string[] {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  return rows.map((row) => row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ').trimEnd());
}
