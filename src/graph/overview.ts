/** `.github/PIPELINES.md`: what every pipeline does, for a new colleague. */
import { workflowMermaid } from './mermaid';
import { Sample, sampleEvents } from './sample-events';
import { triggerTable } from './trigger-table';
import { isDeployment } from '../workflow/deployment';
import { WorkflowDocument } from '../workflow/document';

const LEGEND = {
  runs: '✓ runs',
  skipped: '– does not run',
  unknown: '? only the run knows',
  part: '`build only`: of its jobs only that one runs',
};

interface Overviewed {
  readonly document: WorkflowDocument;
  readonly samples: readonly Sample[];
}

export function pipelinesOverview(documents: readonly WorkflowDocument[], defaultBranch: string): string {
  const pipelines = documents.map((document) => ({ document, samples: sampleEvents(document.model.on, defaultBranch) }));
  const text = pipelines.map((pipeline) => section(pipeline, defaultBranch)).join('\n');
  return ['# Pipelines', '', ...legend(documents, text), ...(pipelines.length > 1 ? [index(pipelines), ''] : []), text].join('\n');
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

function index(pipelines: readonly Overviewed[]): string {
  const rows = pipelines.map(({ document, samples }) => `| [${escape(titleOf(document))}](#${anchor(titleOf(document))}) | ${samples.map(({ label }) => escape(label)).join(', ')} |`);
  return ['| pipeline | started by |', '|---|---|', ...rows].join('\n');
}

function section({ document, samples }: Overviewed, defaultBranch: string): string {
  return [
    `## ${titleOf(document)}`,
    '',
    `\`${document.file}\``,
    '',
    '```mermaid',
    `${workflowMermaid(document).trimEnd()}`,
    '```',
    '',
    triggerTable(document, samples, defaultBranch),
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
