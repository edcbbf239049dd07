/** A plan for people: as a table, and in sentences. */
import type { Plan } from './plan';
import type { PlannedJob } from './planned-job';
import { Runs } from './runs';
import { ALL_SECRETS } from './secrets';
import { alignedTable, wrapped } from './text-table';
import { show } from '../problem';

const MARKS: Readonly<Record<Runs, string>> = { [Runs.YES]: 'runs', [Runs.NO]: '-', [Runs.UNKNOWN]: '?' };
const STYLES: Readonly<Record<Runs, 'dim' | 'yellow' | undefined>> = { [Runs.YES]: undefined, [Runs.NO]: 'dim', [Runs.UNKNOWN]: 'yellow' };
const HEAD = ['wave', 'job', 'runs', 'jobs', 'environment', 'secrets', 'writes', 'why'];

/** More legs than these are counted. */
const MOST_LEGS = 8;

export interface PlanPaint {
  (style: 'bold' | 'dim' | 'yellow', text: string): string;
}

/** @param width columns of the terminal; without it a row is a line, however long */
export function planTable(plan: Plan, width?: number, paint: PlanPaint = (_, text) => text): string {
  if (!plan.triggered) return heading(plan);
  const rows = plan.jobs.map((job) => [
    job.wave === undefined ? '' : String(job.wave),
    job.construct === job.id ? job.id : `${job.id} (${job.construct})`,
    MARKS[job.runs],
    legCount(job),
    job.runs === Runs.NO ? '' : job.environment ?? '',
    job.runs === Runs.NO ? '' : secrets(job),
    job.runs === Runs.NO ? '' : writes(job),
    job.reason.text,
  ]);
  const painted = (line: string, row: number) => {
    const style = row === 0 ? 'bold' : STYLES[plan.jobs[row - 1].runs];
    return style ? paint(style, line) : line;
  };
  const above = [heading(plan), ...plan.notes.map((note) => `note: ${note}`)];
  return [...width === undefined ? above : above.flatMap((line) => wrapped(line, width)), '', ...alignedTable([HEAD, ...rows], { width, paint: painted })].join('\n');
}

export function planText(plan: Plan): string {
  return [
    heading(plan),
    ...plan.notes.map((note) => `  note: ${note}`),
    ...(plan.triggered ? plan.jobs.flatMap(sentences) : []),
  ].join('\n');
}

function heading(plan: Plan): string {
  return `${plan.file}: ${plan.event} ${plan.triggered ? 'starts it' : 'does not start it'}: ${plan.triggerReason}`;
}

function sentences(job: PlannedJob): string[] {
  const verb = { [Runs.YES]: 'runs', [Runs.NO]: 'does not run', [Runs.UNKNOWN]: 'may run' }[job.runs];
  const legs = job.runs !== Runs.NO && (job.legs.length > 1 || job.matrixUnknown.length) ? `, ${legCount(job)} jobs` : '';
  const lines = [`  ${job.id} ${verb}${job.wave ? ` in wave ${job.wave}` : ''}${legs}: ${job.reason.text}`];
  if (job.matrixUnknown.length) lines.push(`    its matrix depends on ${job.matrixUnknown.join(', ')}`);
  return job.runs === Runs.NO ? lines : [...lines, ...details(job).map((line) => `    ${line}`)];
}

/** What it is given. */
function details(job: PlannedJob): string[] {
  const names = job.secrets.map((name) => (name === ALL_SECRETS ? 'all' : name)).join(', ');
  return [
    ...(job.legs.length > 1 ? [`legs: ${legValues(job)}`] : []),
    `token: ${permissions(job)}`,
    ...(job.environment === undefined ? [] : [`environment: ${job.environment}`]),
    ...(names === '' ? [] : [job.secretsAvailable ? `secrets: ${names}` : `it gets none of its secrets: ${names}`]),
  ];
}

function legValues(job: PlannedJob): string {
  const shown = job.legs.slice(0, MOST_LEGS).map((leg) => Object.entries(leg).map(([axis, value]) => `${axis}=${typeof value === 'string' ? value : show(value)}`).join(','));
  return `${shown.join('; ')}${job.legs.length > MOST_LEGS ? `; … (${job.legs.length - MOST_LEGS} more)` : ''}`;
}

function permissions(job: PlannedJob): string {
  if (!job.permissions) return 'the repository\'s default permissions';
  return Object.entries(job.permissions).map(([scope, level]) => `${scope}: ${level}`).join(', ') || 'no permissions';
}

function legCount(job: PlannedJob): string {
  if (job.runs === Runs.NO) return '';
  return job.matrixUnknown.length ? '?' : String(job.legs.length);
}

function secrets(job: PlannedJob): string {
  if (job.secrets.length === 0) return '';
  const names = job.secrets.map((name) => (name === ALL_SECRETS ? 'all' : name)).join(' ');
  return job.secretsAvailable ? names : `absent: ${names}`;
}

/** The scopes that can change something. */
function writes(job: PlannedJob): string {
  if (!job.permissions) return 'default';
  return Object.entries(job.permissions).filter(([, level]) => level === 'write').map(([scope]) => scope).join(' ');
}
