/** `.github/PIPELINES.md`: what every pipeline does, for a new colleague. */
import { workflowMermaid } from './mermaid';
import { sampleEvents } from './sample-events';
import { triggerTable } from './trigger-table';
import { isDeployment } from '../workflow/deployment';
import { WorkflowDocument } from '../workflow/document';

const LEGEND = {
  runs: '✓ runs',
  skipped: '– does not run',
  unknown: '? only the run knows',
  part: '`build only`: of its jobs only that one runs',
};

export function pipelinesOverview(documents: readonly WorkflowDocument[], defaultBranch: string): string {
  const sections = documents.map((document) => section(document, defaultBranch));
  const text = sections.join('\n');
  return ['# Pipelines', '', ...legend(documents, text), ...(documents.length > 1 ? [index(documents, defaultBranch), ''] : []), text].join('\n');
}

/** Only of what is there. */
function legend(documents: readonly WorkflowDocument[], text: string): string[] {
  const jobs = documents.flatMap(({ model }) => Object.values(model.jobs));
  const shapes = [
    ...(jobs.some(isDeployment) ? ['hexagons are deployments'] : []),
    ...(jobs.some((job) => job.strategy?.matrix !== undefined) ? ['boxes with double sides are a matrix of jobs'] : []),
  ].join(', ');
  const marks = [LEGEND.runs, ...(text.includes('| –') ? [LEGEND.skipped] : []), ...(/ only[ ,|]| without /.test(text) ? [LEGEND.part] : []), ...(/\?( \||$)/m.test(text) ? [LEGEND.unknown] : [])];
  return [
    `An arrow leads from a job to one that waits for it${shapes === '' ? '' : `; ${shapes}`}.`,
    `The tables say what each event runs: ${marks.join(', ')}.`,
    '',
  ];
}

function index(documents: readonly WorkflowDocument[], defaultBranch: string): string {
  const rows = documents.map((document) => `| [${escape(titleOf(document))}](#${anchor(titleOf(document))}) | ${sampleEvents(document.model.on, defaultBranch).map(({ label }) => escape(label)).join(', ')} |`);
  return ['| pipeline | started by |', '|---|---|', ...rows].join('\n');
}

function section(document: WorkflowDocument, defaultBranch: string): string {
  return [
    `## ${titleOf(document)}`,
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

function titleOf({ model, file }: WorkflowDocument): string {
  return (model.name ?? file).replace(/\s+/g, ' ');
}

/** As GitHub makes it from a heading. */
function anchor(title: string): string {
  return title.toLowerCase().replace(/[^\p{L}\p{N}\p{M}\p{Pc} -]/gu, '').trim().replaceAll(' ', '-');
}

function escape(text: string): string {
  return text.replace(/[|[\]]/g, '\\$&');
}
