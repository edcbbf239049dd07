import { Rule } from './rule';
import { factsOf } from './support/facts';
import { ownerOf } from './support/misfits';

export const newSyntax: Rule = {
  id: 'new-syntax',
  severity: 'error',
  description: 'Steps that run side by side (background, wait, wait-all, cancel, parallel) are used only where somebody opted in.',
  reason: 'They are in GitHub\'s schema, but its own parser refuses them by default, and actionlint does not know them yet.',
  source: 'https://github.com/actions/languageservices',
  *check(document) {
    for (const misfit of factsOf(document).misfits) {
      if (ownerOf(misfit) !== 'new-syntax') continue;
      yield { ...misfit, message: `'${String(misfit.path[4])}' is newer than GitHub's parser takes by default`, allowed: undefined, nearest: undefined, fix: 'opt in by an exception to this rule' };
    }
  },
};
