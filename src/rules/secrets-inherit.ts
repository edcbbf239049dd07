import { Rule } from './rule';
import { strict, zizmor } from './support/audit';
import { factsOf } from './support/facts';

export const secretsInherit: Rule = {
  id: 'secrets-inherit',
  severity: 'warning',
  description: 'A called workflow gets secrets by name.',
  reason: '`secrets: inherit` hands every secret of the caller to the called workflow, whatever that reads today or after its next change.',
  source: zizmor('secrets-inherit'),
  *check(document) {
    for (const { job, path } of factsOf(document).jobs) {
      if (job.secrets !== 'inherit') continue;
      yield { path: [...path, 'secrets'], message: 'every secret is handed to the called workflow', value: 'inherit', severity: strict(document), fix: 'list the secrets by name' };
    }
  },
};
