import { Rule } from './rule';
import { strict, zizmor } from './support/audit';
import { factsOf } from './support/facts';

export const overprovisionedSecrets: Rule = {
  id: 'overprovisioned-secrets',
  severity: 'warning',
  description: 'A job gets the secrets that it names, never all of them.',
  reason: 'The whole secrets context, or a name that only the run knows, hands every secret of the repository to the runner.',
  source: zizmor('overprovisioned-secrets'),
  *check(document) {
    const { texts, contexts } = factsOf(document);
    if (!contexts.has('secrets')) return;
    for (const text of texts) {
      for (const { references, offset } of text.scan.segments) {
        const all = references.find(({ context, path }) => context === 'secrets' && (path.length === 0 || path[0] === undefined || path[0] === '*'));
        if (!all) continue;
        yield {
          path: text.path, at: offset + all.node.start, message: 'this reads every secret of the repository', value: text.value,
          severity: strict(document), fix: 'name the secret: secrets.NAME',
        };
      }
    }
  },
};
