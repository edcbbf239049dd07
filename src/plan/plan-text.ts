/** A plan for people: as a table, and in sentences. */
import type { Plan } from './plan';
import type { PlannedJob } from './planned-job';
import { Runs } from './runs';

const MARKS: Readonly<Record<Runs, string>> = { [Runs.YES]: 'runs', [Runs.NO]: '-', [Runs.UNKNOWN]: '?' };
const HEAD = ['wave', 'job', 'runs', 'jobs', 'environment', 'secrets', 'writes', 'why'];

export function planTable(plan: Plan): string {
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
  return [heading(plan), ...plan.notes.map((note) => `note: ${note}`), '', ...aligned([HEAD, ...rows])].join('\n');
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
  if (job.runs !== Runs.NO && !job.secretsAvailable && job.secrets.length) lines.push(`    it gets none of its secrets: ${job.secrets.join(', ')}`);
  return lines;
}

function legCount(job: PlannedJob): string {
  if (job.runs === Runs.NO) return '';
  return job.matrixUnknown.length ? '?' : String(job.legs.length);
}

function secrets(job: PlannedJob): string {
  if (job.secrets.length === 0) return '';
  const names = job.secrets.map((name) => (name === '*' ? 'all' : name)).join(' ');
  return job.secretsAvailable ? names : `absent: ${names}`;
}

/** The scopes that can change something. */
function writes(job: PlannedJob): string {
  if (!job.permissions) return 'default';
  return Object.entries(job.permissions).filter(([, level]) => level === 'write').map(([scope]) => scope).join(' ');
}

/** Columns that are empty in every row are left out; the last one is not padded. */
function aligned(rows: readonly string[][]): string[] {
  const columns = rows[0].map((_, i) => i).filter((i) => rows.slice(1).some((row) => row[i] !== ''));
  const width = (i: number) => Math.max(...rows.map((row) => row[i].length));
  return rows.map((row) => columns.map((i) => row[i].padEnd(width(i))).join('  ').trimEnd());
}
