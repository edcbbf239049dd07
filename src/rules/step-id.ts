import { Rule } from './rule';
import { factsOf } from './support/facts';
import { idProblem } from './support/ids';

export const stepId: Rule = {
  id: 'step-id',
  severity: 'error',
  description: 'The id of a step has letters, digits, _ and -, under 100 of them, and is the only one of its job, whatever its case.',
  reason: 'GitHub refuses the file; of two ids that differ in case only one can be read.',
  source: 'https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsid',
  *check(document) {
    for (const { steps } of factsOf(document).jobs) {
      const seen = new Map<string, number>();
      for (const { id, index, path } of steps) {
        if (id === undefined) continue;
        const problem = idProblem(id);
        if (problem) yield { path: [...path, 'id'], value: id, ...problem };
        const first = seen.get(id.toLowerCase());
        if (first !== undefined) yield { path: [...path, 'id'], message: `step ${first + 1} already has the id '${id}'`, value: id, fix: 'rename one' };
        else seen.set(id.toLowerCase(), index);
      }
    }
  },
};
