import { Rule } from './rule';
import { factsOf } from './support/facts';
import { ownerOf } from './support/misfits';

export const permissionScope: Rule = {
  id: 'permission-scope',
  severity: 'error',
  description: 'Permissions name scopes that GitHub has, with levels that they take.',
  reason: 'GitHub refuses the file. id-token takes write or none, models read or none.',
  source: 'https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#permissions',
  *check(document) {
    for (const misfit of factsOf(document).misfits) {
      if (ownerOf(misfit) === 'permission-scope') yield misfit;
    }
  },
};
