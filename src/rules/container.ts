import { Finding, Rule } from './rule';
import { isRecord } from '../values';
import { asMap, factsOf } from './support/facts';
import { hasExpression } from '../workflow/expression-scan';
import { Path } from '../workflow/model';

export const container: Rule = {
  id: 'container',
  severity: 'error',
  description: 'A container and a service have an image.',
  reason: 'GitHub refuses the file.',
  source: 'https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idcontainer',
  *check(document) {
    for (const { job, path } of factsOf(document).jobs) {
      yield* check(job.container, [...path, 'container']);
      for (const [name, service] of Object.entries(asMap(job.services))) yield* check(service, [...path, 'services', name]);
    }
  },
};

function* check(value: unknown, path: Path): Generator<Finding> {
  if (!isRecord(value) || Object.keys(value).some(hasExpression)) return;
  if (value.image === undefined || value.image === null || value.image === '') yield { path, at: 'key', message: `${path.includes('services') ? 'the service' : 'the container'} has no image` };
}
