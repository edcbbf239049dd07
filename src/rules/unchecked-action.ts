import { Rule } from './rule';
import { factsOf } from './support/facts';
import { knownAction } from './support/known-actions';

export const uncheckedAction: Rule = {
  id: 'unchecked-action',
  severity: 'warning',
  description: 'The inputs of every action are known.',
  reason: 'An action that is neither in the catalogue nor defined in the app goes unchecked: a mistyped input is found by the run, if at all.',
  source: 'docs/rules.md',
  *check(document) {
    const told = new Set<string>();
    for (const step of factsOf(document).steps) {
      if (step.action === undefined || step.uses?.kind !== 'action' || told.has(step.action) || knownAction(document, step)) continue;
      told.add(step.action);
      yield { path: [...step.path, 'uses'], message: `the inputs of ${step.uses.name} are not checked: nobody has said which it has`, fix: 'define the action with its inputs' };
    }
  },
};
