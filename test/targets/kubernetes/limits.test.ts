import { describe, expect, test } from 'vitest';
import { CLUSTERS, EVERYTHING, PULUMI, synthesize } from './synthesize';
import type { RegistryInfo } from '../../../src/registries/registry';
import { Rollout } from '../../../src/rollout';
import { SecretRef } from '../../../src/secret-ref';
import { KubernetesCluster, KubernetesTarget } from '../../../src/targets/kubernetes';
import { Ingress } from '../../../src/workload';
import { fakeContext, REGISTRIES } from '../context';

const errors = (output: ReturnType<typeof synthesize>) => output.problems.filter(({ severity }) => severity !== 'warning');
const places = (output: ReturnType<typeof synthesize>) => errors(output).map(({ at }) => at);
const named = (name: string) => places(synthesize({ workload: { name } }));

describe('what Kubernetes cannot run is an error', () => {
  test('names at the limit, and one over', () => {
    expect(named('a'.repeat(63))).toEqual([]);
    expect(named('a'.repeat(64))).toEqual(['workload.name']);
    for (const name of ['9lives', 'Shop', 'shop-', 'my.shop', 'my_shop']) expect(named(name), name).toEqual(['workload.name']);
    expect(places(synthesize({}, { namespace: 'n'.repeat(63) }))).toEqual([]);
    expect(places(synthesize({}, { namespace: 'n'.repeat(64) }))).toEqual(['platform.namespace']);
    expect(places(synthesize({}, { namespace: 'kube-system' }))).toEqual(['platform.namespace']);
    expect(places(synthesize({ id: 'a'.repeat(63) }))).toEqual([]);
    expect(places(synthesize({ id: 'a'.repeat(64) }))).toEqual(['id']);
  });

  test('a long name is answered with the nearest that fits', () => {
    const [problem] = synthesize({ workload: { name: 'a'.repeat(64) } }).problems;
    expect(problem).toMatchObject({ ruleId: 'target-name', nearest: ['a'.repeat(63)] });
  });

  test.each([1, 65535])('port %i', (port) => expect(places(synthesize({ workload: { port } }))).toEqual([]));
  test.each([0, 65536, 80.5, '80'])('no port %s', (port) => expect(places(synthesize({ workload: { port: port as number } }))).toContain('workload.port'));

  test('CPU comes in thousandths', () => {
    expect(places(synthesize({ workload: { cpu: 0.001 } }))).toEqual([]);
    expect(synthesize({ workload: { cpu: 0.3 } }).object('deployment.yaml').spec.template.spec.containers[0].resources.limits.cpu).toBe('300m');
    const [problem] = errors(synthesize({ workload: { cpu: 0.0015 } }));
    expect(problem).toMatchObject({ at: 'workload.cpu', nearest: ['0.001', '0.002'] });
  });

  test('no replicas, requests, traffic split', () => {
    expect(places(synthesize({ workload: { replicas: { min: 0, max: 3 } } }))).toEqual(['workload.replicas.min']);
    expect(places(synthesize({ workload: { scaleOn: { requests: 50 } } }))).toEqual(['workload.scaleOn.requests']);
    expect(places(synthesize({ workload: { scaleOn: { cpuPercent: 101 } } }))).toEqual(['workload.scaleOn.cpuPercent']);
    for (const rollout of [Rollout.blueGreen(), Rollout.canary({ percent: 10 })]) {
      const [problem] = errors(synthesize({ rollout }));
      expect(problem).toMatchObject({ ruleId: 'rollout', nearest: ['rolling'] });
      expect(problem.fix).toContain('Argo Rollouts');
    }
  });

  test('requests need a port, a secret a home', () => {
    expect(places(synthesize({ workload: { port: undefined, healthPath: undefined, ingress: Ingress.PUBLIC } }))).toEqual(['workload.ingress']);
    expect(places(synthesize({ workload: { secrets: { A: SecretRef.of({ swarm: 'a_v1' }) } } }))).toEqual(['workload.secrets.A']);
  });

  test('TLS belongs to whoever terminates it', () => {
    expect(places(synthesize(EVERYTHING, { gateway: { name: 'public' } }))).toEqual(['certificate']);
    expect(places(synthesize({ domain: 'a.example.com' }, { gateway: { name: 'public' }, clusterIssuer: 'x' }))).toEqual(['platform.clusterIssuer']);
    expect(places(synthesize({}, { tlsSecretName: 'tls' }))).toEqual(['domain']);
    expect(places(synthesize(EVERYTHING, { issuer: 'a', clusterIssuer: 'b' }))).toEqual(['platform.issuer']);
  });

  test('own objects stay within the namespace and without secrets', () => {
    const object = (kind: string, metadata = {}) => ({ apiVersion: 'v1', kind, metadata: { name: 'x', ...metadata } });
    const place = (value: unknown) => places(synthesize({}, { extraObjects: [value] }));
    for (const kind of ['ClusterRole', 'Namespace', 'Role', 'Secret']) expect(place(object(kind)), kind).toEqual(['platform.extraObjects.0']);
    expect(place(object('ConfigMap', { namespace: 'other' }))).toEqual(['platform.extraObjects.0']);
    expect(place(object('Service', { name: 'api' }))).toEqual(['platform.extraObjects.0']);
    expect(place('ConfigMap')).toEqual(['platform.extraObjects.0']);
    expect(places(synthesize({}, { extraObjects: [object('ConfigMap'), object('ConfigMap')] }))).toEqual(['platform.extraObjects.1']);
  });

  test('patches are kustomize\'s', () => {
    const patches = [{ patch: [{ op: 'remove', path: '/spec' }], target: { kind: 'Service' } }];
    expect(places(synthesize({}, { patches }))).toEqual([]);
    expect(places(synthesize({}, { patches, pulumi: PULUMI.eks }))).toEqual(['platform.patches']);
    expect(places(synthesize({}, { patches: [{ patch: [{ op: 'remove', path: '/spec' }] }] }))).toEqual(['platform.patches.0']);
    expect(places(synthesize({}, { patches: [{ patch: {}, target: { kin: 'Service' } }] }))).toEqual(['platform.patches.0']);
  });

  test('Pulumi\'s state is where the job is signed in', () => {
    for (const [kind, cluster] of Object.entries(CLUSTERS)) {
      expect(places(synthesize({}, { cluster, pulumi: PULUMI[kind] })), kind).toEqual([]);
      expect(places(synthesize({}, { cluster, pulumi: {} })), kind).toEqual(['platform.pulumi.organization']);
    }
    expect(places(synthesize({}, { pulumi: PULUMI.gke }))).toEqual(['platform.pulumi.backend', 'platform.pulumi.secretsProvider']);
    expect(places(synthesize({}, { pulumi: { backend: 's3://state' } }))).toEqual(['platform.pulumi.secretsProvider']);
    expect(places(synthesize({}, { cluster: CLUSTERS.oidc, pulumi: PULUMI.eks }))).toEqual(['platform.pulumi.backend']);
  });

  test('clusters as their clouds name them', () => {
    const place = (cluster: KubernetesCluster) => places(synthesize({}, { cluster }));
    expect(place(KubernetesCluster.eks({ account: '1111', region: 'Europe', name: '' }))).toEqual(['platform.cluster.account', 'platform.cluster.region', 'platform.cluster.name']);
    expect(place(KubernetesCluster.gke({ project: 'p', projectNumber: 'x', location: 'europe', name: 'A' }))).toHaveLength(4);
    expect(place(KubernetesCluster.aks({ tenantId: 't', subscriptionId: 's', resourceGroup: '', name: '-' }))).toHaveLength(4);
    expect(place(KubernetesCluster.existing({ server: 'http://plain' }))).toEqual(['platform.cluster.server']);
    expect(place(KubernetesCluster.existing({ server: 'https://x', tokenSecret: 'A', oidcAudience: 'b' }))).toEqual(['platform.cluster.oidcAudience']);
    expect(place(KubernetesCluster.kubeconfig({ secret: 'GITHUB_TOKEN' }))).toEqual(['platform.cluster.secret']);
  });
});

describe('plain JavaScript', () => {
  const values = [undefined, null, 0, 1, '', 'x', true, [], {}, [null], { a: 1 }, Number.NaN, () => 1] as any[];
  const keys = [
    'namespace', 'cluster', 'pulumi', 'createNamespace', 'ingressClassName', 'ingressAnnotations', 'gateway', 'tlsSecretName', 'clusterIssuer', 'issuer',
    'servicePort', 'networkPolicy', 'serviceAccountAnnotations', 'podLabels', 'podAnnotations', 'runAsUser', 'writablePaths',
    'terminationGracePeriodSeconds', 'extraObjects', 'patches',
  ];
  test.each(keys)('any value of %s is taken or reported, never thrown at', (key) => {
    for (const value of values) expect(() => synthesize(EVERYTHING, { [key]: value })).not.toThrow();
  });

  test('any value of the workload, and no props at all', () => {
    for (const value of values) {
      for (const key of ['name', 'port', 'cpu', 'memoryMiB', 'replicas', 'scaleOn', 'env', 'secrets', 'healthPath', 'healthCommand', 'command', 'args', 'ingress']) {
        expect(() => synthesize({ workload: { [key]: value } }), `${key}: ${String(value)}`).not.toThrow();
      }
      for (const factory of ['eks', 'gke', 'aks', 'existing', 'kubeconfig'] as const) {
        expect(() => synthesize({}, { cluster: KubernetesCluster[factory](value) })).not.toThrow();
      }
      const context = fakeContext();
      new KubernetesTarget(value).synthesize(context);
      expect(context.problems).not.toEqual([]);
    }
  });
});

describe('pulling', () => {
  const ecr: RegistryInfo = { kind: 'ecr', host: 'x', repository: 'x/y', isPublic: false, ecr: { account: '444455556666', region: 'eu-west-1', repository: 'shop' } };
  const can = (kind: string, registry: RegistryInfo) => new KubernetesTarget({ namespace: 'shop', cluster: CLUSTERS[kind] }).canPull(registry);

  test('each cloud from its own registry', () => {
    const registries = { eks: ecr, gke: REGISTRIES.artifactRegistry, aks: REGISTRIES.acr };
    for (const kind of Object.keys(CLUSTERS)) {
      for (const [home, registry] of Object.entries(registries)) expect(can(kind, registry), `${kind} from ${home}`).toBe(kind === home);
    }
  });

  test('any from a public one, or with a secret', () => {
    for (const kind of Object.keys(CLUSTERS)) {
      expect(can(kind, REGISTRIES.ghcr)).toBe(false);
      expect(can(kind, { ...REGISTRIES.ghcr, isPublic: true })).toBe(true);
      expect(can(kind, { ...REGISTRIES.ghcr, pullSecret: 'ghcr' })).toBe(true);
    }
  });

  test('another account\'s ECR lets the cluster\'s account pull', () => {
    expect(synthesize({ registry: ecr }).accounts).toContainEqual({
      cloud: 'aws', account: '444455556666', kind: 'ecr-pull', region: 'eu-west-1', repository: 'shop', byAccount: '111122223333',
    });
  });
});
