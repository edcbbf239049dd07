/** A workflow as a Mermaid flowchart: constructs are nodes, needs are arrows. https://mermaid.js.org/syntax/flowchart.html */
import { WorkflowDocument } from '../workflow/document';
import { JobModel } from '../workflow/model';

export function workflowMermaid(document: WorkflowDocument): string {
  const jobs = Object.entries(document.model.jobs);
  const names = new Map(jobs.map(([id], i) => [id, `j${i}`]));
  const lines = ['flowchart LR'];
  for (const [id, job] of jobs) lines.push(`  ${names.get(id)}${shape(id, job)}`);
  for (const [id, job] of jobs) {
    for (const need of [job.needs ?? []].flat()) if (names.has(need)) lines.push(`  ${names.get(need)} --> ${names.get(id)}`);
  }
  return `${lines.join('\n')}\n`;
}

/** Deployments are hexagons, jobs with a matrix are stacked; the label is quoted, so any text may stand in it. */
function shape(id: string, job: JobModel): string {
  const label = escape(job.name && job.name !== id ? `${job.name}` : id);
  const legs = job.strategy?.matrix ? '<br/>matrix' : '';
  if (isDeployment(job)) return `{{"${label}"}}`;
  return legs ? `[["${label}${legs}"]]` : `["${label}"]`;
}

export function isDeployment(job: JobModel): boolean {
  const environment = job.environment;
  if (environment === undefined) return false;
  return typeof environment === 'string' || environment.deployment !== false;
}

function escape(text: string): string {
  // expressions and quotes mean something to Mermaid; its own entities do not
  return text.replace(/[&"<>#;`{}|\\]/g, (c) => `#${c.charCodeAt(0)};`).replace(/[\r\n]+/g, ' ').slice(0, 80);
}
