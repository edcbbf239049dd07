import { Rule } from './rule';
import { strict, zizmor } from './support/audit';
import { factsOf } from './support/facts';

const INSTEAD: Readonly<Record<string, string>> = {
  'actions-ecosystem/action-add-labels': 'gh issue edit --add-label or gh pr edit --add-label',
  'actions-ecosystem/action-remove-labels': 'gh issue edit --remove-label or gh pr edit --remove-label',
  'addnab/docker-run-action': 'docker run, or a job container',
  'dacbd/create-issue-action': 'gh issue create',
  'dtolnay/rust-toolchain': 'rustup',
  'elgohr/github-release-action': 'gh release create',
  'ncipollo/release-action': 'gh release create',
  'peter-evans/create-or-update-comment': 'gh pr comment or gh issue comment',
  'peter-evans/create-pull-request': 'gh pr create',
  'sergeysova/jq-action': 'jq',
  'softprops/action-gh-release': 'gh release create',
  'svenstaro/upload-release-action': 'gh release upload',
};

export const superfluousActions: Rule = {
  id: 'superfluous-actions',
  severity: 'warning',
  description: 'No action does what the runner can already do.',
  reason: 'Each third-party action is one more that can be taken over, and the runner has gh, docker, jq and rustup.',
  source: zizmor('superfluous-actions'),
  *check(document) {
    for (const { action, path } of factsOf(document).steps) {
      if (action === undefined || !Object.hasOwn(INSTEAD, action)) continue;
      yield { path: [...path, 'uses'], message: `${action} does what the runner can already do`, severity: strict(document), fix: `use ${INSTEAD[action]} in a script` };
    }
  },
};
