import { Rule } from './rule';
import { strict, zizmor } from './support/audit';
import { cacheOf } from './support/caches';
import { asList, asMap, asText, factsOf, Facts, JobFacts } from './support/facts';

export const cachePoisoning: Rule = {
  id: 'cache-poisoning',
  severity: 'warning',
  description: 'What is published is not built from a cache.',
  reason: 'A run of another branch or of a pull request can write a cache that the publishing run restores, and so put its code into the release.',
  source: zizmor('cache-poisoning'),
  *check(document) {
    const facts = factsOf(document);
    const released = releaseTrigger(facts);
    for (const job of facts.jobs) {
      const publisher = released ?? publishes(job);
      if (publisher === undefined) continue;
      for (const step of job.steps) {
        const cache = cacheOf(step);
        if (cache === undefined) continue;
        yield {
          path: [...step.path, 'uses'], severity: strict(document), fix: cache.off,
          message: `${step.action} restores a cache, though ${publisher}`,
        };
      }
    }
  },
};

function releaseTrigger({ events }: Facts): string | undefined {
  if (events.has('release')) return 'the workflow runs on releases';
  const push = asMap(events.get('push'));
  if (push.tags !== undefined || push['tags-ignore'] !== undefined) return 'the workflow runs on tags';
  return asList(push.branches).some((branch) => String(branch).toLowerCase().includes('release')) ? 'the workflow runs on release branches' : undefined;
}

const PUBLISHERS = new Set([
  'aws-actions/amazon-ecs-deploy-task-definition', 'aws-actions/aws-cloudformation-github-deploy', 'azure/aci-deploy',
  'azure/container-apps-deploy-action', 'azure/functions-action', 'azure/sql-action', 'cloudflare/wrangler-action',
  'google-github-actions/deploy-appengine', 'google-github-actions/deploy-cloud-functions', 'google-github-actions/deploy-cloudrun',
  'googleapis/release-please-action', 'goreleaser/goreleaser-action', 'jreleaser/release-action', 'pypa/gh-action-pypi-publish',
  'redhat-actions/push-to-registry', 'release-drafter/release-drafter', 'rubygems/release-gem', 'softprops/action-gh-release',
]);

function publishes(job: JobFacts): string | undefined {
  const step = job.steps.find(({ action, with: inputs }) => action !== undefined && (PUBLISHERS.has(action)
    || (action === 'docker/build-push-action' && inputs.push !== undefined && asText(inputs.push) !== 'false')));
  return step ? `the job publishes with ${step.action}` : undefined;
}
