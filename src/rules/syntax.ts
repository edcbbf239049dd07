import { Rule } from './rule';
import { factsOf } from './support/facts';
import { ownerOf } from './support/misfits';

export const syntax: Rule = {
  id: 'syntax',
  severity: 'error',
  description: 'A workflow has the keys and the kinds of values that GitHub\'s schema has.',
  reason: 'GitHub refuses the whole file for one unknown key.',
  source: 'https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax',
  *check(document) {
    for (const misfit of factsOf(document).misfits) {
      if (ownerOf(misfit) === 'syntax') yield misfit;
    }
  },
};
