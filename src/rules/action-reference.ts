import { Rule } from './rule';
import { factsOf } from './support/facts';
import { hasExpression } from '../workflow/expression-scan';

export const actionReference: Rule = {
  id: 'action-reference',
  severity: 'error',
  description: 'A step uses owner/repository[/path]@ref, docker://image or ./path.',
  reason: 'GitHub fails the job before its first step.',
  source: 'https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsuses',
  *check(document) {
    for (const { uses, step, path } of factsOf(document).steps) {
      if (uses?.kind !== 'invalid' || hasExpression(String(step.uses)) || step.uses === '') continue;
      // an action by its name alone, which the lowering looked up in vain and has reported
      if (document.generated && /^[\w.-]+(?:\/[\w.-]+)+$/.test(String(step.uses))) continue;
      yield { path: [...path, 'uses'], message: `'${String(step.uses)}' is no action: ${uses.why}`, value: step.uses, allowed: ['owner/repository@ref', 'owner/repository/path@ref', 'docker://image', './path'] };
    }
  },
};
