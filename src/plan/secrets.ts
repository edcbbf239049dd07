/** Which secrets a job reads, by name. */
import { scanCondition, scanTemplate } from '../workflow/expression-scan';
import { JobModel, WorkflowModel } from '../workflow/model';

/** Stands for all secrets: `secrets: inherit`, `toJSON(secrets)`. */
export const ALL_SECRETS = '*';

/** Names in the order of reading, without the run's own token. */
export function secretsRead(job: JobModel, workflow: WorkflowModel): string[] {
  const names = new Set<string>();
  if (job.secrets === 'inherit') names.add(ALL_SECRETS);
  collect(workflow.env, names);
  collect(job, names);
  return [...names].filter((name) => name.toUpperCase() !== 'GITHUB_TOKEN');
}

function collect(value: unknown, names: Set<string>, key?: string): void {
  if (typeof value === 'string') {
    const { segments } = key === 'if' ? scanCondition(value) : scanTemplate(value);
    for (const { references } of segments) {
      for (const { context, path } of references) if (context === 'secrets') names.add(path[0] ?? ALL_SECRETS);
    }
  } else if (Array.isArray(value)) {
    value.forEach((item) => collect(item, names));
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) collect(item, names, name);
  }
}
