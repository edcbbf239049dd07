/** Event × construct: what runs, what runs only in part, what does not, and what only the run knows. */
import { Sample } from './sample-events';
import { planWorkflow } from '../plan/plan';
import type { Plan } from '../plan/plan';
import { Runs } from '../plan/runs';
import { WorkflowDocument } from '../workflow/document';

/** A construct's jobs, by the name of their part; its main job has none. */
type Parts = ReadonlyMap<string, string | undefined>;

interface Row {
  readonly label: string;
  readonly cells: readonly string[];
  readonly notes: readonly string[];
}

/** A Markdown table, and what was taken for granted in it. */
export function triggerTable(document: WorkflowDocument, samples: readonly Sample[], defaultBranch: string): string {
  const constructs = constructsOf(document);
  const names = [...constructs.keys()];
  const row = ({ label, event }: Sample): Row => {
    const plan = planWorkflow(document, event, { defaultBranch });
    return { label, cells: names.map((name) => cell(plan, constructs.get(name)!)), notes: plan.notes };
  };
  const rows = samples.flatMap((sample) => {
    const own = row(sample);
    const fork = sample.fork && row(sample.fork);
    return fork && fork.cells.join() !== own.cells.join() ? [own, fork] : [own];
  });
  const notes = [...new Set(rows.flatMap((one) => one.notes))];
  return [
    line(['event', ...names]),
    `|---|${names.map(() => '---').join('|')}|`,
    ...merged(rows).map(({ label, cells }) => line([label, ...cells])),
    ...(notes.length ? ['', ...notes.map((note) => `- ${note}`)] : []),
  ].join('\n');
}

function constructsOf({ model, owners }: WorkflowDocument): Map<string, Parts> {
  const constructs = new Map<string, Map<string, string | undefined>>();
  for (const id of Object.keys(model.jobs)) {
    const construct = owners.get(id) ?? id;
    const part = id === construct ? undefined : id.startsWith(`${construct}-`) ? id.slice(construct.length + 1) : id;
    constructs.set(construct, (constructs.get(construct) ?? new Map<string, string | undefined>()).set(id, part));
  }
  return constructs;
}

/** `✓`, `–`, `?`; of a construct that runs in part, which part, or which not. */
function cell(plan: Plan, parts: Parts): string {
  const jobs = plan.jobs.filter(({ id }) => parts.has(id));
  const named = (runs: Runs) => jobs.filter((job) => job.runs === runs).map(({ id }) => parts.get(id) ?? 'main');
  const [yes, no, unknown] = [named(Runs.YES), named(Runs.NO), named(Runs.UNKNOWN)];
  const maybe = unknown.length && unknown.length < jobs.length ? `, ${unknown.join(', ')} ?` : '';
  if (yes.length === 0) return unknown.length ? (maybe ? `${unknown.join(', ')} ?` : '?') : '–';
  if (no.length === 0) return `✓${maybe}`;
  return `${no.includes('main') ? `${yes.join(', ')} only` : `✓ without ${no.join(', ')}`}${maybe}`;
}

/** Rows that follow each other and say the same become one. */
function merged(rows: readonly Row[]): Row[] {
  return rows.reduce<Row[]>((all, row) => {
    const last = all.at(-1);
    if (last?.cells.join('|') !== row.cells.join('|') || !sameKind(last.label, row.label)) return [...all, row];
    return [...all.slice(0, -1), { ...last, label: `${last.label}, ${row.label.replace(KIND, '')}` }];
  }, []);
}

const KIND = /^(push to|push of the tag|schedule) /;

function sameKind(a: string, b: string): boolean {
  const kind = KIND.exec(b)?.[0];
  return kind !== undefined && a.startsWith(kind);
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((text) => text.replace(/\|/g, '\\|').replace(/\s+/g, ' ')).join(' | ')} |`;
}
