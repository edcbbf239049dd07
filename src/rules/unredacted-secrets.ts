import { Rule } from './rule';
import { strict, zizmor } from './support/audit';
import { factsOf } from './support/facts';
import { nodesOf } from './support/literals';

export const unredactedSecrets: Rule = {
  id: 'unredacted-secrets',
  severity: 'warning',
  description: 'A secret is used whole.',
  reason: 'GitHub hides a secret in the log only as a whole: what fromJSON takes out of it is printed in the clear.',
  source: zizmor('unredacted-secrets'),
  *check(document) {
    const { texts, contexts, functions: called } = factsOf(document);
    if (!contexts.has('secrets') || !called.has('fromjson')) return;
    for (const text of texts) {
      for (const { functions, offset } of text.scan.segments) {
        const parsed = functions.find(({ name, node }) => name === 'fromjson'
          && node.args.some((arg) => [...nodesOf(arg)].some((inner) => inner.kind === 'context' && inner.name.toLowerCase() === 'secrets')));
        if (!parsed) continue;
        yield {
          path: text.path, at: offset + parsed.node.start, message: 'parts of this secret are not hidden in the log', value: text.value,
          severity: strict(document), fix: 'store each value as a secret of its own',
        };
      }
    }
  },
};
