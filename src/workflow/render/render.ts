/**
 * From a workflow document to YAML text. Pure. Keys are written as the model holds them, in its order.
 */
import { yamlText } from './yaml';
import { WorkflowDocument } from '../document';

/** Each part of the workflow, and each job but the first, has an empty line above it: long files are read by people. */
const SPACED = ['on', 'permissions', 'jobs'];

export function renderWorkflow(document: WorkflowDocument): string {
  const jobs = Object.keys(document.model.jobs ?? {}).slice(1);
  return yamlText(document.model, {
    behind: document.comments,
    above: document.exceptions.map(({ ruleId, reason, under = [] }) => ({ path: under, text: `rule ${ruleId} is switched off: ${reason}` })),
    spaced: [...SPACED.map((key) => [key]), ...jobs.map((job) => ['jobs', job])],
  });
}
