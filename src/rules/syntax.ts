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
    const { misfits, jobs, environments } = factsOf(document);
    for (const misfit of misfits) if (ownerOf(misfit) === 'syntax') yield misfit;
    const services = jobs.map(({ job, path }) => ({ env: job.services, path: [...path, 'services'] }));
    const belowJobs = environments.filter(({ path }) => path.length > 1);
    for (const { env, path } of [...belowJobs, ...services]) {
      if (typeof env === 'string' && hasExpression(env)) yield { ...noExpression(env, path), severity: strict(document) };
    }
  },
};

/** GitHub and its schema take an expression for these, but what reads the schema's result does not: no validator sees what is in them. */
function noExpression(value: string, path: Path): Finding {
  return { path, message: `GitHub's parser takes no expression for the whole of ${String(path[path.length - 1])}`, value, fix: 'write the map out' };
}
