/** `.github/PIPELINES.md`: what every pipeline does, for a new colleague. */
import { workflowMermaid } from './mermaid';
import { Event } from '../plan/event';
import { planWorkflow } from '../plan/plan';
import { WorkflowDocument } from '../workflow/document';
import { BranchFilter, TriggerMap } from '../workflow/model';

export function pipelinesOverview(documents: readonly WorkflowDocument[], defaultBranch: string): string {
  const parts = documents.map((document) => section(document, defaultBranch));
  return `# Pipelines\n\n${parts.join('\n')}`;
}

function section(document: WorkflowDocument, defaultBranch: string): string {
  return [
    `## ${document.model.name ?? document.file}`,
    '',
    `\`${document.file}\``,
    '',
    '```mermaid',
    `${workflowMermaid(document).trimEnd()}`,
    '```',
    '',
    triggerTable(document, defaultBranch),
    '',
  ].join('\n');
}

/** Event × construct: what runs, skips, or is not known before the run. */
function triggerTable(document: WorkflowDocument, defaultBranch: string): string {
  const constructs = [...new Set(document.owners.values())];
  const rows = sampleEvents(document.model.on as TriggerMap, defaultBranch).map(({ label, event }) => {
    const runs = planWorkflow(document, event, { defaultBranch }).runs;
    return `| ${label} | ${constructs.map((id) => (runs.includes(id) ? '✓' : '–')).join(' | ')} |`;
  });
  return [
    `| event | ${constructs.join(' | ')} |`,
    `|---|${constructs.map(() => '---').join('|')}|`,
    ...rows,
  ].join('\n');
}

interface Sample {
  readonly label: string;
  readonly event: Event;
}

/** One event of each kind that the triggers speak of. */
function sampleEvents(on: TriggerMap, defaultBranch: string): Sample[] {
  const samples: Sample[] = [];
  for (const event of Object.keys(on)) samples.push(...samplesOf(event, on, defaultBranch));
  return samples;
}

function samplesOf(event: string, on: TriggerMap, defaultBranch: string): Sample[] {
  switch (event) {
    case 'push': return pushSamples((on.push ?? {}) as BranchFilter, defaultBranch);
    case 'pull_request': return [{ label: 'pull request', event: Event.pullRequest({ base: exact(on.pull_request?.branches)[0] ?? defaultBranch }) }];
    case 'release': return [{ label: 'release', event: Event.release({ tag: 'v1.2.3' }) }];
    case 'schedule': return [{ label: `schedule ${on.schedule?.map((s) => `\`${s.cron}\``).join(', ')}`, event: Event.schedule() }];
    case 'workflow_dispatch': return [{ label: `by hand on ${defaultBranch}`, event: Event.manual({ branch: defaultBranch }) }];
    case 'workflow_call': return [{ label: 'called', event: Event.call() }];
    default: return [{ label: event.replaceAll('_', ' '), event: Event.custom(event) }];
  }
}

function pushSamples(filter: BranchFilter, defaultBranch: string): Sample[] {
  const branches = exact(filter.branches);
  const tagsOnly = filter.tags !== undefined && filter.branches === undefined && filter['branches-ignore'] === undefined;
  const named = tagsOnly ? [] : branches.length ? branches : filter.branches === undefined ? [defaultBranch] : [];
  return [
    ...named.map((branch) => ({ label: `push to ${branch}`, event: Event.push({ branch }) })),
    ...(filter.tags === undefined ? [] : [{ label: 'push of a tag', event: Event.push({ tag: exact(filter.tags)[0] ?? 'v1.2.3' }) }]),
  ];
}

function exact(patterns: string | string[] | undefined): string[] {
  return [patterns ?? []].flat().filter((pattern) => /^[\w./-]+$/.test(pattern));
}
