/**
 * From a workflow document to YAML text. Pure. Keys are written as the model holds them, in its order.
 */
import { WorkflowDocument } from '../document';
import { yamlText } from './yaml';

const BLANK_LINE_BEFORE = new Set<string | number>(['on', 'permissions', 'jobs']);

export function renderWorkflow(document: WorkflowDocument): string {
  let job: string | number | undefined;
  return yamlText(document.model, {
    behind: document.comments,
    above: document.exceptions.map(({ ruleId, reason, under = [] }) => ({ path: under, text: `rule ${ruleId} is switched off: ${reason}` })),
    // each part of the workflow and each job but the first: long files are read by people
    spaced: (path) => {
      if (path.length === 1) return BLANK_LINE_BEFORE.has(path[0]);
      if (path.length !== 2 || path[0] !== 'jobs') return false;
      const first = job === undefined;
      job = path[1];
      return !first;
    },
  });
}
