/**
 * The job's own commands against a real API server, scheduler and controllers, with simulated nodes:
 * PIPEWRIGHT_ENGINES=1 (the engines are built once, which takes minutes).
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Checkout, Cluster } from './cluster';
import { CLUSTERS, synthesize } from './synthesize';
import { Rollout } from '../../../src/rollout';
import { KubernetesPlatformProps } from '../../../src/targets/kubernetes';
import { Ingress } from '../../../src/workload';
import type { ContextChanges } from '../context';

const MINUTES = 60_000;
const REPOSITORY = 'ghcr.io/acme/api';
/** Simulated pods with a digest that begins with `bad` never become ready. */
const imageOf = (digest: string) => `${REPOSITORY}@sha256:${digest.padEnd(64, '0')}`;
const GOOD = imageOf('600d');
const BETTER = imageOf('be77e4');
const BAD = imageOf('bad');

function checkout(id: string, namespace: string, changes: ContextChanges = {}, props: Partial<KubernetesPlatformProps> = {}): Checkout {
  const output = synthesize({
    id, rollout: Rollout.rolling({ timeoutSeconds: 20 }), ...changes,
    workload: { name: 'shop', cpu: 0.5, memoryMiB: 1024, replicas: { min: 2, max: 4 }, ...changes.workload },
  }, { namespace, cluster: CLUSTERS.eks, ...props });
  expect(output.problems).toEqual([]);
  return new Checkout(output, `deploy/${id}`);
}

describe.skipIf(process.env.PIPEWRIGHT_ENGINES !== '1')('a real API server (PIPEWRIGHT_ENGINES=1)', () => {
  let cluster: Cluster;
  /** The deploy identity as the access entry of the bootstrap makes it. */
  let deployer: string;
  const running = async (namespace: string) => {
    const { items } = await cluster.json('get', 'pods', '--namespace', namespace);
    return items.filter((pod: any) => !pod.metadata.deletionTimestamp)
      .map((pod: any) => ({ image: pod.spec.containers[0].image, ready: pod.status.containerStatuses?.[0]?.ready === true }));
  };
  const variables = async (namespace: string) => {
    const { spec } = await cluster.json('get', 'deployment/shop', '--namespace', namespace);
    return (spec.template.spec.containers[0].env ?? []).map(({ name }: any) => name);
  };
  const bothReady = (image: string) => [{ image, ready: true }, { image, ready: true }];

  beforeAll(async () => {
    cluster = await Cluster.start();
    deployer = await cluster.kubeconfigOf('arn:aws:sts::111122223333:assumed-role/deploy/session', ['pipewright-acme-api-staging']);
  }, 60 * MINUTES);
  afterAll(() => cluster?.stop());

  const staging = () => checkout('staging', 'shop-staging', { domain: 'shop.example.com', certificate: 'shop-tls' });

  test('before the bootstrap the identity may do nothing', async () => {
    const { status, log } = await staging().deploy(cluster, deployer, GOOD);
    expect(status, log).not.toBe(0);
    expect(log).toContain('orbidden');
    expect(log).toContain('Nothing was applied: nothing to roll back');
  }, MINUTES);

  test('the bootstrap\'s commands are accepted', async () => {
    const { status, log } = await staging().bootstrap(cluster);
    expect(status, log).toBe(0);
  }, MINUTES);

  test('a first deployment that never becomes ready fails, and has nothing to go back to', async () => {
    const { status, log } = await staging().deploy(cluster, deployer, BAD);
    expect(status, log).not.toBe(0);
    expect(log).toContain('never ran before');
  }, MINUTES);

  test('a good digest rolls out', async () => {
    const { status, log } = await staging().deploy(cluster, deployer, GOOD);
    expect(status, log).toBe(0);
    expect(await running('shop-staging')).toEqual(bothReady(GOOD));
    const { items } = await cluster.json('get', 'serviceaccounts,services,ingresses,networkpolicies,hpa,pdb', '--namespace', 'shop-staging', '--selector', 'app.kubernetes.io/instance=staging');
    expect(items.map(({ kind }: any) => kind).sort()).toEqual(['HorizontalPodAutoscaler', 'Ingress', 'NetworkPolicy', 'PodDisruptionBudget', 'Service', 'ServiceAccount']);
  }, MINUTES);

  test('both zones have a pod', async () => {
    const { items } = await cluster.json('get', 'pods', '--namespace', 'shop-staging');
    expect(new Set(items.map((pod: any) => pod.spec.nodeName)).size).toBe(2);
  }, MINUTES);

  test('the namespace refuses a pod that is less restricted', async () => {
    const { status, log } = await cluster.kubectl('run', 'loose', '--image', 'x', '--namespace', 'shop-staging', '--dry-run=server');
    expect(status).not.toBe(0);
    expect(log).toContain('violates PodSecurity "restricted:latest"');
  }, MINUTES);

  test.each([
    ['create', 'deployments.apps', 'shop-staging', 'yes'],
    ['get', 'secrets', 'shop-staging', 'no'],
    ['create', 'pods', 'shop-staging', 'no'],
    ['create', 'pods/exec', 'shop-staging', 'no'],
    ['create', 'rolebindings.rbac.authorization.k8s.io', 'shop-staging', 'no'],
    ['patch', 'namespaces/shop-staging', 'shop-staging', 'no'],
    ['get', 'deployments.apps', 'default', 'no'],
  ])('may the identity %s %s in %s: %s', async (verb, resource, namespace, answer) => {
    const { out } = await cluster.kubectl('auth', 'can-i', verb, resource, '--namespace', namespace, '--kubeconfig', deployer);
    expect(out.trim()).toBe(answer);
  }, MINUTES);

  test('what runs is what is defined', async () => {
    const { status, log } = await staging().operation('drift', cluster, deployer);
    expect(status, log).toBe(0);
  }, MINUTES);

  test('the same again changes nothing', async () => {
    const before = await cluster.json('get', 'deployment/shop', '--namespace', 'shop-staging');
    const { status, log } = await staging().deploy(cluster, deployer, GOOD);
    expect(status, log).toBe(0);
    expect((await cluster.json('get', 'deployment/shop', '--namespace', 'shop-staging')).metadata.generation).toBe(before.metadata.generation);
  }, MINUTES);

  test('a change by hand is a drift, and the next deployment changes it back', async () => {
    for (const [name, message] of [['LOG_LEVEL', 'differs from what is defined'], ['ADDED', 'changed by hand: kubectl']]) {
      const change = await cluster.kubectl('set', 'env', 'deployment/shop', `${name}=debug`, '--namespace', 'shop-staging');
      expect(change.status, change.log).toBe(0);
      const drift = await staging().operation('drift', cluster, deployer);
      expect(drift.status, drift.log).toBe(1);
      expect(drift.log).toContain(message);
    }
    const { status, log } = await staging().deploy(cluster, deployer, GOOD);
    expect(status, log).toBe(0);
    expect(await variables('shop-staging')).toEqual(['LOG_LEVEL']);
    expect((await staging().operation('drift', cluster, deployer)).status).toBe(0);
  }, 2 * MINUTES);

  test('a bad digest fails the job, and what ran before runs again', async () => {
    // the failed version also removes one variable and adds another
    const changed = checkout('staging', 'shop-staging', { domain: 'shop.example.com', certificate: 'shop-tls', workload: { env: { NEW: '1' } } });
    const { status, log, rolledBack } = await changed.deploy(cluster, deployer, BAD);
    expect(status, log).not.toBe(0);
    expect(rolledBack, log).toBe(true);
    expect(log).toContain(`Rolled back to ${GOOD}`);
    expect(await running('shop-staging')).toEqual(bothReady(GOOD));
    expect(await variables('shop-staging')).toEqual(['LOG_LEVEL']);
    const { metadata } = await cluster.json('get', 'deployment/shop', '--namespace', 'shop-staging', '--show-managed-fields');
    expect(metadata.managedFields.map(({ manager }: any) => manager).sort()).toEqual(expect.not.arrayContaining([expect.stringMatching(/^kubectl/)]));
    expect((await staging().operation('drift', cluster, deployer)).status).toBe(0);
  }, 2 * MINUTES);

  test('after a rollback the next version is the whole truth: what it leaves out is gone', async () => {
    const changed = checkout('staging', 'shop-staging', { domain: 'shop.example.com', certificate: 'shop-tls', workload: { env: { NEW: '1' } } });
    const { status, log } = await changed.deploy(cluster, deployer, BETTER);
    expect(status, log).toBe(0);
    expect(await variables('shop-staging')).toEqual(['NEW']);
    expect(await running('shop-staging')).toEqual(bothReady(BETTER));
  }, 2 * MINUTES);

  test('a job that fails before it applies leaves what runs alone', async () => {
    const { status, log } = await staging().deploy(cluster, deployer, `${REPOSITORY}:latest`);
    expect(status, log).not.toBe(0);
    expect(log).toContain('nothing to roll back');
    expect(await running('shop-staging')).toEqual(bothReady(BETTER));
  }, MINUTES);

  test('applied by mistake, without the job, nothing new runs and what runs goes on', async () => {
    const { root } = staging();
    for (const args of [['-k', `${root}/deploy/staging`], ['-f', `${root}/deploy/staging/deployment.yaml`]]) {
      const { status, log } = await cluster.kubectl('apply', '--server-side', '--force-conflicts', ...args);
      expect(status, log).toBe(0);
      const rollout = await cluster.kubectl('rollout', 'status', 'deployment/shop', '--namespace', 'shop-staging', '--timeout', '5s');
      expect(rollout.status, rollout.log).not.toBe(0);
      expect((await running('shop-staging')).filter(({ ready }: any) => ready)).toEqual(bothReady(BETTER));
    }
    const { status, log } = await staging().deploy(cluster, deployer, BETTER);
    expect(status, log).toBe(0);
    expect(await running('shop-staging')).toEqual(bothReady(BETTER));
  }, 2 * MINUTES);

  test('what is no longer defined is removed', async () => {
    const internal = checkout('staging', 'shop-staging', { workload: { replicas: { min: 2, max: 2 }, ingress: Ingress.INTERNAL } });
    const { status, log } = await internal.deploy(cluster, deployer, BETTER);
    expect(status, log).toBe(0);
    const { items } = await cluster.json('get', 'hpa,ingresses', '--namespace', 'shop-staging');
    expect(items.filter(({ metadata }: any) => !metadata.deletionTimestamp)).toEqual([]);
    expect(await running('shop-staging')).toEqual(bothReady(BETTER));
  }, MINUTES);

  test('an autoscaler takes over as many pods as there are', async () => {
    const scaled = (changes: ContextChanges) => checkout('staging', 'shop-staging', { domain: 'shop.example.com', ...changes }).deploy(cluster, deployer, BETTER);
    const replicas = async () => (await cluster.json('get', 'deployment/shop', '--namespace', 'shop-staging')).spec.replicas;
    expect((await scaled({ workload: { replicas: { min: 3, max: 3 } } })).status).toBe(0);
    expect(await replicas()).toBe(3);
    const { status, log } = await scaled({ workload: { replicas: { min: 2, max: 4 } } });
    expect(status, log).toBe(0);
    // three, or fewer once the autoscaler decides so: never the default of one
    expect(await replicas()).toBeGreaterThanOrEqual(2);
    expect((await scaled({ workload: { replicas: { min: 2, max: 2 } } })).status).toBe(0);
    expect(await replicas()).toBe(2);
  }, 2 * MINUTES);

  test('promotion: the next environment takes the same digest, in a namespace of its own', async () => {
    const production = checkout('production', 'shop-production', { domain: 'shop.example.com' });
    expect((await production.bootstrap(cluster)).status).toBe(0);
    const refused = await production.deploy(cluster, deployer, BETTER);
    expect(refused.status, 'the identity of another environment').not.toBe(0);
    const identity = await cluster.kubeconfigOf('production', ['pipewright-acme-api-production']);
    const { status, log } = await production.deploy(cluster, identity, BETTER);
    expect(status, log).toBe(0);
    expect(await running('shop-production')).toEqual(await running('shop-staging'));
  }, MINUTES);

  test('own objects, a worker without requests and a fixed user are accepted, too', async () => {
    const worker = checkout('worker', 'worker', {
      workload: { port: undefined, healthPath: undefined, healthCommand: ['true'], ingress: Ingress.NONE, replicas: { min: 1, max: 1 }, command: ['/bin/worker'], args: ['$(HOME)'] },
    }, {
      runAsUser: 1000, writablePaths: ['/tmp', '/var/cache'], networkPolicy: { toCidrs: ['10.0.0.0/8'], fromNamespaces: ['shop-staging'] },
      extraObjects: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { answer: 'yes' } }],
      patches: [{ patch: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'shop' }, spec: { minReadySeconds: 1 } } }],
    });
    expect((await worker.bootstrap(cluster)).status).toBe(0);
    const identity = await cluster.kubeconfigOf('worker', ['pipewright-acme-api-worker']);
    const { status, log } = await worker.deploy(cluster, identity, GOOD);
    expect(status, log).toBe(0);
    expect(await running('worker')).toEqual([{ image: GOOD, ready: true }]);
    const { data } = await cluster.json('get', 'configmap/settings', '--namespace', 'worker');
    expect(data).toEqual({ answer: 'yes' });
  }, MINUTES);

  test('destroy removes all that was deployed, and leaves what the bootstrap made', async () => {
    const { status, log } = await staging().operation('destroy', cluster, deployer);
    expect(status, log).toBe(0);
    const { items } = await cluster.json('get', 'deployments,services,serviceaccounts,hpa,pdb,ingresses,networkpolicies', '--namespace', 'shop-staging');
    expect(items.map(({ kind, metadata }: any) => `${kind}/${metadata.name}`)).toEqual(['ServiceAccount/default']);
    expect((await cluster.kubectl('get', 'role/pipewright-staging', '--namespace', 'shop-staging')).status).toBe(0);
  }, MINUTES);
});
