import { parse } from 'yaml';
import { WorkflowDocument } from '../../src/workflow/document';
import { WorkflowModel } from '../../src/workflow/model';

/** A workflow as YAML, and which construct renders which job. */
export function workflow(yaml: string, owners: Record<string, string> = {}): WorkflowDocument {
  return {
    file: '.github/workflows/ci.yml',
    model: parse(yaml) as WorkflowModel,
    comments: [],
    exceptions: [],
    generated: false,
    owners: new Map(Object.entries(owners)),
    locate: () => ({ where: 'ci.yml' }),
  };
}
