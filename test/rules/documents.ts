/** Documents for tests, from plain models. */
import { Problem } from '../../src/problem';
import { RULES } from '../../src/rules/registry';
import { runRules } from '../../src/rules/run';
import { WorkflowDocument } from '../../src/workflow/document';
import { WorkflowModel } from '../../src/workflow/model';

export function documentOf(model: object, extra: Partial<WorkflowDocument> = {}): WorkflowDocument {
  const file = '.github/workflows/ci.yml';
  return {
    file, model: model as WorkflowModel, comments: [], exceptions: [], generated: false, owners: new Map(), locate: () => ({ where: file }), ...extra,
  };
}

/** A workflow with one job, which has one step, unless said otherwise. */
export function workflowOf(job: object, more: object = {}): object {
  return { name: 'CI', on: 'push', jobs: { build: { 'runs-on': 'ubuntu-24.04', 'steps': [{ run: 'true' }], ...job } }, ...more };
}

export function errorsOf(ruleId: string, model: object): Problem[] {
  const rules = RULES.filter((rule) => rule.id === ruleId);
  return runRules(documentOf(model), rules).filter((problem) => problem.severity === 'error');
}
