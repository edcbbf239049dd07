// Which of an image's registries a target pulls from.
import { describe, expect, test } from 'vitest';
import { App, ContainerImage, DeployTarget, KubernetesCluster, Pipeline, Platform, Registry, testing, Trigger, Workload } from '../../src';

const GHCR = 'ghcr.io/acme/shop';
const GOOGLE = 'europe-west1-docker.pkg.dev/acme-prod/containers/shop';
const google = Registry.artifactRegistry({ project: 'acme-prod', location: 'europe-west1', repository: 'containers' });
const cluster = KubernetesCluster.gke({ project: 'acme-prod', projectNumber: '123456789012', location: 'europe-west1', name: 'prod' });

function pulledFrom(...registries: Registry[]): string {
  const app = new App({ repository: { owner: 'acme', name: 'shop', ownerId: 1, id: 2 } });
  const ci = new Pipeline(app, 'ci', { triggers: [Trigger.push({ branches: ['main'] })] });
  new DeployTarget(ci, 'prod', {
    image: new ContainerImage(ci, 'image', { registries }), workload: new Workload({ name: 'shop', cpu: 1, memoryMiB: 512 }),
    platform: Platform.kubernetes({ namespace: 'shop', cluster }),
  });
  const { env } = testing.Template.fromPipeline(ci).findJobs().prod as { env: { IMAGE: string } };
  return env.IMAGE.split('@')[0];
}

describe('a target pulls from', () => {
  test.each<[string, Registry[], string]>([
    ['the platform\'s own registry, though one with a stored secret is listed before', [Registry.ghcr({ pullSecret: 'pull' }), google], GOOGLE],
    ['the first that needs no secret', [Registry.ghcr({ public: true }), google], GHCR],
    ['one with a stored secret where no other fits', [Registry.dockerHub({ repository: 'acme/shop' }), Registry.ghcr({ pullSecret: 'pull' })], GHCR],
  ])('%s', (_, registries, expected) => {
    expect(pulledFrom(...registries)).toBe(expected);
  });
});
