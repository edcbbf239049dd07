/** An image that the machines of a target cannot run is an error, wherever the machines are known. */
import { describe, expect, test } from 'vitest';
import { PLATFORM_NAMES, PlatformName, synthesize } from './program';
import { MultiPlatform } from '../../../src/constructs';
import { Platform } from '../../../src/platform';
import { EcsVpc, KubernetesCluster } from '../../../src/targets';

const AMD = 'linux/amd64';
const ARM = 'linux/arm64';
const HOST_KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDtZ0n7cVq8Yv1Hq3c0mZk2g8y5eF1bq9l3Yw6tXoJ4r';

function found(platform: PlatformName, platforms: string[], own?: Platform) {
  const { errors } = synthesize(platform, { image: { platforms, multiPlatform: MultiPlatform.QEMU }, ...(own && { target: { platform: own } }) });
  return errors.map(({ ruleId, value, allowed }) => ({ ruleId, value, allowed }));
}

describe.each(PLATFORM_NAMES)('%s', (platform) => {
  test.each([[AMD], [AMD, ARM], [ARM, AMD]].map((platforms) => [platforms]))('runs %j', (platforms) => {
    expect(found(platform, platforms)).toEqual([]);
  });
});

test.each<PlatformName>(['ecs', 'cloudRun', 'azureContainerApps'])('%s runs no image for ARM only', (platform) => {
  expect(found(platform, [ARM])).toEqual([{ ruleId: 'image-platform', value: [ARM], allowed: [AMD] }]);
});

test.each<PlatformName>(['kubernetes', 'pulumi', 'swarm', 'custom'])('%s: the machines are not known, any may be right', (platform) => {
  expect(found(platform, [ARM])).toEqual([]);
});

describe('chosen machines', () => {
  const ecs = Platform.ecs({ account: '111122223333', region: 'eu-west-1', vpc: EcsVpc.create({ availabilityZones: ['eu-west-1a', 'eu-west-1b'] }), arm64: true });
  const swarm = (arch: string) => Platform.swarm({ host: 'deploy@swarm.example.com', hostKey: HOST_KEY, constraints: [`node.platform.arch == ${arch}`, 'node.role == worker'] });
  const kubernetes = (patch: object) => Platform.kubernetes({
    namespace: 'shop', cluster: KubernetesCluster.gke({ project: 'acme-prod', projectNumber: '123456789012', location: 'europe-west1', name: 'prod' }), patches: [patch as { patch: object }],
  });
  const merged = (arch: string) => kubernetes({
    patch: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'shop' }, spec: { template: { spec: { nodeSelector: { 'kubernetes.io/arch': arch } } } } },
  });
  const operation = (arch: string) => kubernetes({
    target: { kind: 'Deployment' }, patch: [{ op: 'add', path: '/spec/template/spec/nodeSelector/kubernetes.io~1arch', value: arch }],
  });

  test.each<[string, PlatformName, Platform, string]>([
    ['Graviton', 'ecs', ecs, ARM],
    ['a constraint', 'swarm', swarm('aarch64'), ARM],
    ['a constraint', 'swarm', swarm('x86_64'), AMD],
    ['a merged patch', 'kubernetes', merged('arm64'), ARM],
    ['a merged patch', 'kubernetes', merged('amd64'), AMD],
    ['an operation', 'kubernetes', operation('arm64'), ARM],
  ])('%s on %s', (_, name, platform, needed) => {
    const other = needed === ARM ? AMD : ARM;
    expect(found(name, [needed], platform)).toEqual([]);
    expect(found(name, [AMD, ARM], platform)).toEqual([]);
    expect(found(name, [other], platform)).toEqual([{ ruleId: 'image-platform', value: [other], allowed: [needed] }]);
  });
});
