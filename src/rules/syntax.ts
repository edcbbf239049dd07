import { Finding, Rule } from './rule';
import { strict } from './support/audit';
import { factsOf } from './support/facts';
import { ownerOf } from './support/misfits';
import { hasExpression } from '../workflow/expression-scan';
import { Path } from '../workflow/model';

export const syntax: Rule = {
  id: 'syntax',
  severity: 'error',
  description: 'A workflow has the keys and the kinds of values that GitHub\'s schema has.',
  reason: 'GitHub refuses the whole file for one unknown key.',
  source: 'https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax',
  *check(document) {
    const { misfits, jobs } = factsOf(document);
    const severity = strict(document);
    for (const misfit of misfits) if (ownerOf(misfit) === 'syntax') yield misfit;
    for (const { job, path, steps } of jobs) {
      yield* literalMap(job.env, [...path, 'env'], severity);
      yield* literalMap(job.services, [...path, 'services'], severity);
      for (const { step, path: here } of steps) yield* literalMap(step.env, [...here, 'env'], severity);
    }
  },
};

/** GitHub and its schema take an expression for these, but what reads the schema's result does not: no validator sees what is in them. */
function* literalMap(value: unknown, path: Path, severity: Finding['severity']): Generator<Finding> {
  if (typeof value !== 'string' || !hasExpression(value)) return;
  yield { path, message: `GitHub's parser takes no expression for the whole of ${String(path[path.length - 1])}`, value, severity, fix: 'write the map out' };
}
