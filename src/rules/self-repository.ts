import { Rule } from './rule';
import { zizmor } from './support/audit';
import { factsOf } from './support/facts';

export const selfRepository: Rule = {
  id: 'self-repository',
  severity: 'error',
  description: 'A local action or workflow is used only where somebody meant it.',
  reason: '`./` is whatever lies in the work tree when the step runs, which an earlier checkout or step can replace. '
    + '`$/` is the workflow\'s own commit, but newer than actionlint 1.7.12. Held only for what pipewright writes: its own local references carry an exception.',
  source: zizmor('self-repository'),
  *check(document) {
    if (!document.generated) return;
    for (const { path, uses } of factsOf(document).uses) {
      if (uses.kind !== 'local' || uses.path.startsWith('$/')) continue;
      yield { path, message: `${uses.path} is whatever lies there when the step runs`, value: uses.path, fix: 'refer to the construct that writes it, or use a released action' };
    }
  },
};
