import { Rule } from './rule';
import { zizmor } from './support/audit';
import { factsOf } from './support/facts';
import { fromCatalogue, versionComment } from './support/known-actions';
import { isSha } from './support/uses';

export const staleActionRefs: Rule = {
  id: 'stale-action-refs',
  severity: 'warning',
  description: 'A pin is the commit of a release, and says of which.',
  reason: 'A commit behind no tag is no release: nobody can tell how old it is, and Dependabot cannot update it. '
    + 'Whether a tag points at the commit needs the network (`pipewright actions --verify`); offline a pin without its release is reported.',
  source: zizmor('stale-action-refs'),
  *check(document) {
    for (const step of factsOf(document).steps) {
      if (step.uses?.kind !== 'action' || !isSha(step.uses.ref) || versionComment(document, step) !== undefined) continue;
      const known = fromCatalogue(step.uses.name);
      const release = known?.sha === step.uses.ref ? known.version : undefined;
      const message = release
        ? `nothing says that this commit is ${release} of ${step.uses.name}`
        : `nothing says which release of ${step.uses.name} this commit is`;
      const fix = `say it behind the commit${document.generated ? ', in the same text' : ''}: ${String(step.step.uses)} # ${release ?? 'v1.2.3'}`;
      yield { path: [...step.path, 'uses'], message, fix };
    }
  },
};
