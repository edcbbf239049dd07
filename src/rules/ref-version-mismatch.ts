import { Rule } from './rule';
import { strict, zizmor } from './support/audit';
import { factsOf } from './support/facts';
import { fromCatalogue, versionComment } from './support/known-actions';

export const refVersionMismatch: Rule = {
  id: 'ref-version-mismatch',
  severity: 'warning',
  description: 'The comment behind a pin names the release that the pin is.',
  reason: 'People read the comment and Dependabot updates by it: a wrong one hides an old or a foreign commit.',
  source: zizmor('ref-version-mismatch'),
  *check(document) {
    for (const step of factsOf(document).steps) {
      if (step.uses?.kind !== 'action') continue;
      const known = fromCatalogue(step.uses.name);
      if (known?.version === undefined || known.sha !== step.uses.ref) continue;
      const comment = versionComment(document, step);
      if (comment === undefined || sameVersion(comment, known.version)) continue;
      yield {
        path: [...step.path, 'uses'], severity: strict(document), value: comment, allowed: [known.version],
        message: `the comment says ${comment}, but this commit is ${known.version} of ${step.uses.name}`,
      };
    }
  },
};

/** `v4` is a true remark on v4.2.2. */
function sameVersion(comment: string, version: string): boolean {
  const [a, b] = [comment, version].map((one) => one.replace(/^v/, ''));
  return a === b || b.startsWith(`${a}.`);
}
