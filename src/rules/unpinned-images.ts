import { Rule } from './rule';
import { strict, zizmor } from './support/audit';
import { asMap, asText, factsOf } from './support/facts';
import { hasExpression } from '../workflow/expression-scan';
import { Path } from '../workflow/model';

export const unpinnedImages: Rule = {
  id: 'unpinned-images',
  severity: 'warning',
  description: 'Every container image is pinned to a digest.',
  reason: 'A tag of a registry can be moved to another image.',
  source: zizmor('unpinned-images'),
  *check(document) {
    for (const { path, image } of images(document)) {
      if (/@sha256:[0-9a-f]{64}$/.test(image) || hasExpression(image) || image === '') continue;
      yield { path, message: `the image '${image}' is not pinned to a digest`, value: image, severity: strict(document), fix: `add its digest: ${image.replace(/@.*/, '')}@sha256:… (docker buildx imagetools inspect ${image.replace(/@.*/, '')})` };
    }
  },
};

function* images(document: Parameters<Rule['check']>[0]): Generator<{ path: Path; image: string }> {
  const { jobs, steps } = factsOf(document);
  for (const { job, path } of jobs) {
    yield* imageOf(job.container, [...path, 'container']);
    for (const [name, service] of Object.entries(asMap(job.services))) yield* imageOf(service, [...path, 'services', name]);
  }
  for (const step of steps) {
    if (step.uses?.kind === 'docker') yield { path: [...step.path, 'uses'], image: step.uses.image };
  }
}

function* imageOf(container: unknown, path: Path): Generator<{ path: Path; image: string }> {
  if (typeof container === 'string') yield { path, image: container };
  const image = asText(asMap(container).image);
  if (image !== undefined) yield { path: [...path, 'image'], image };
}
