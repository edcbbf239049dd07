import { Finding, Rule } from './rule';
import { strict, zizmor } from './support/audit';
import { factsOf } from './support/facts';
import { fromCatalogue } from './support/known-actions';
import { isSha, Uses } from './support/uses';
import { listReleases } from '../actions/list-releases';
import { Path } from '../workflow/model';

export const unpinnedUses: Rule = {
  id: 'unpinned-uses',
  severity: 'warning',
  description: 'Every action and reusable workflow is pinned to a full commit SHA.',
  reason: 'A tag or a branch can be moved to other code, as happened to tj-actions/changed-files and trivy-action. A commit cannot.',
  source: zizmor('unpinned-uses'),
  *check(document) {
    for (const { path, uses } of factsOf(document).uses) {
      const finding = judge(path, uses, document.generated ?? false);
      if (finding) yield { ...finding, severity: strict(document) };
    }
  },
};

function judge(path: Path, uses: Uses, generated: boolean): Finding | undefined {
  if (uses.kind !== 'action' || isSha(uses.ref)) return undefined;
  const known = fromCatalogue(uses.name);
  const pin = known?.sha ? `pin it: ${uses.name}@${known.sha} # ${known.version}` : `pin it to the commit of a release: ${uses.name}@<40 hex digits> # v1.2.3 (${listReleases(uses.name)})`;
  const fix = generated && known?.sha ? `leave '@${uses.ref}' out: the catalogue pins ${uses.name} to ${known.version}` : pin;
  return { path, message: `${uses.name} is pinned to '${uses.ref}', which can be moved`, value: `${uses.name}@${uses.ref}`, fix };
}
