import { Rule } from './rule';
import { isRecord } from '../values';
import { zizmor } from './support/audit';

export const dependabotExecution: Rule = {
  id: 'dependabot-execution',
  severity: 'error',
  subject: 'dependabot',
  description: 'Dependabot does not run the code of manifests.',
  reason: 'insecure-external-code-execution: allow lets a dependency run code with Dependabot\'s secrets.',
  source: zizmor('dependabot-execution'),
  *check(document) {
    const { updates } = document.model as unknown as { updates?: unknown };
    if (!Array.isArray(updates)) return;
    for (const [i, update] of updates.entries()) {
      if (!isRecord(update) || update['insecure-external-code-execution'] !== 'allow') continue;
      yield { path: ['updates', i, 'insecure-external-code-execution'], message: 'dependencies can run code with Dependabot\'s secrets', value: 'allow', allowed: ['deny'], fix: 'remove it' };
    }
  },
};
