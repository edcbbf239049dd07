/**
 * From a push to production by the very commands of the synthesized jobs: PIPEWRIGHT_ENGINES=1. buildah builds, Debian's registry
 * holds what is published, a real API server takes the rollouts, and GitHub's tokens open it by the emitted trust alone.
 */
import { writeFileSync } from 'node:fs';
import { createServer, Server } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { output } from './buildah';
import { Delivered, Delivery } from './delivery';
import { Hosted } from './hosted';
import { Internet } from './internet';
import { Issuer } from './issuer';
import { listen } from './ports';
import { App, ContainerImage, DeployTarget, Ingress, KubernetesCluster, Pipeline, Platform, Registry, Rollout, Trigger, Workload } from '../../src';
import { pipelinesOf } from '../../src/synth/pipelines-of';
import { synthesizeTargets } from '../../src/synth/targets';
import { Cluster, run } from '../targets/kubernetes/cluster';
import { temporary } from '../targets/support/tools';

const MINUTES = 60_000;
const AUDIENCE = 'https://kubernetes.example.com';
const REPOSITORY = 'ghcr.io/acme/shop';
const SUBJECT = 'repo:acme@1234567/shop@7654321';
const ENVIRONMENTS = ['staging', 'production'];

interface Place {
  readonly server: string;
  readonly certificateAuthority?: string;
  /** Where the smoke tests ask. */
  readonly url: string;
}

/** One image, and production behind staging. */
function program({ server, certificateAuthority, url }: Place): App {
  const app = new App({ repository: { owner: 'acme', name: 'shop', ownerId: 1234567, id: 7654321 } });
  const pipeline = new Pipeline(app, 'ci', { triggers: [Trigger.push({ branches: ['main'] })] });
  const image = new ContainerImage(pipeline, 'image', { registries: [Registry.ghcr({ public: true })] });
  const cluster = KubernetesCluster.existing({ server, certificateAuthority, oidcAudience: AUDIENCE });
  const workload = new Workload({
    name: 'shop', port: 8000, cpu: 0.5, memoryMiB: 1024, replicas: { min: 2, max: 2 }, healthPath: '/healthz', ingress: Ingress.INTERNAL,
  });
  const target = (id: string, after: DeployTarget[]) => new DeployTarget(pipeline, id, {
    after, image, workload, platform: Platform.kubernetes({ namespace: `shop-${id}`, cluster }),
    rollout: Rollout.rolling({ timeoutSeconds: 20 }), smokeTest: { url: `${url}/${id}`, timeoutSeconds: 1 },
  });
  target('production', [target('staging', [])]);
  return app;
}

describe.skipIf(process.env.PIPEWRIGHT_ENGINES !== '1')('from a push to production on Kubernetes (PIPEWRIGHT_ENGINES=1)', () => {
  let issuer: Issuer;
  let internet: Internet;
  let cluster: Cluster;
  let hosted: Hosted;
  let delivery: Delivery;
  let web: Server;
  /** Paths that the service does not answer well. */
  const broken = new Set<string>();
  let first: Delivered;
  let latest: string;

  /** The image and readiness of each pod of a namespace. */
  async function running(environment: string): Promise<string[]> {
    const { items } = await cluster.json('get', 'pods', '--namespace', `shop-${environment}`);
    return items.filter((pod: any) => !pod.metadata.deletionTimestamp)
      .map((pod: any) => `${pod.spec.containers[0].image} ${pod.status.containerStatuses?.[0]?.ready === true ? 'ready' : 'not ready'}`);
  }
  const bothRun = (digest: string) => [`${REPOSITORY}@${digest} ready`, `${REPOSITORY}@${digest} ready`];
  const inRegistry = (reference: string) => output('skopeo', ['inspect', '--format', '{{.Digest}}', `docker://${REPOSITORY}${reference}`], internet.env);

  beforeAll(async () => {
    issuer = await Issuer.start({ ref: 'refs/heads/main', repository_id: '7654321', repository_owner_id: '1234567' });
    internet = await Internet.start({ 'ghcr.io': { username: 'local', password: 'run-token' } });
    hosted = new Hosted({ issuer, internet, subject: SUBJECT });
    web = createServer(({ url = '' }, response) => response.writeHead(broken.has(url) ? 503 : 200).end('shop'));
    const url = `http://127.0.0.1:${await listen(web)}`;
    // the API server's part of the trust does not depend on where it listens
    const before = new Delivery(program({ server: AUDIENCE, url }), hosted, { path: '', repository: 'acme/shop' });
    cluster = await Cluster.start(written(issuer.authentication(before.files.get('deploy/staging/bootstrap/authentication.yaml')!)));
    const { url: server, certificate: certificateAuthority } = await cluster.server();
    const app = program({ server, certificateAuthority, url });
    delivery = new Delivery(app, hosted, { path: cluster.path, repository: 'acme/shop' });
    await bootstrap(app);
  }, 60 * MINUTES);

  afterAll(async () => {
    await cluster?.stop();
    issuer?.stop();
    internet?.stop();
    hosted?.stop();
    web?.close();
  });

  /** The cluster's part of the bootstrap, by the commands that a person is given. */
  async function bootstrap(app: App): Promise<void> {
    const { results } = synthesizeTargets(app, pipelinesOf(app));
    const commands = results.flatMap(({ output: { bootstrapCommands } }) => bootstrapCommands).map(({ command }) => command).filter((command) => command.startsWith('kubectl '));
    expect(commands).toHaveLength(2 * ENVIRONMENTS.length); // the namespace, and what is in it
    const { status, log } = await run('bash', ['-ec', commands.join('\n')], { PATH: cluster.path, KUBECONFIG: cluster.kubeconfig }, delivery.root);
    expect(status, log).toBe(0);
  }

  test('one push: built, published, staged, promoted, and one digest everywhere', async () => {
    first = await delivery.push('1', 'production');
    expect(first.results, first.log).toEqual({ 'image-build': 'success', 'image': 'success', 'staging': 'success', 'production': 'success' });
    const [digest] = hosted.built;
    latest = digest;
    expect(first.jobs.find(({ id }) => id === 'image')!.outputs).toEqual({ digest });
    for (const reference of [':main', `:sha-${delivery.commit}`, `@${digest}`]) expect(await inRegistry(reference), reference).toBe(digest);
    for (const environment of ENVIRONMENTS) expect(await running(environment), environment).toEqual(bothRun(digest));
  }, 6 * MINUTES);

  test('every script of the jobs ran, and every action had a stand-in', () => {
    expect(first.ran.nothing).toEqual([]);
    const scripts = Object.values<any>(first.model.jobs).flatMap(({ steps }) => steps).filter(({ run: text, if: when }: any) => text !== undefined && when !== 'failure()');
    expect(first.ran.scripts).toHaveLength(scripts.length);
    expect(first.ran.scripts.filter((name) => name.startsWith('staging: ')).map((name) => name.replace('staging: ', ''))).toEqual([
      'Announce the deployment', 'Verify the attestation', 'Connect to the cluster', 'Set the image', 'Take over what was changed by hand', 'Show what will change', 'Apply',
      'Wait for the rollout', 'Remove what is no longer defined', 'Smoke test', 'Assert the running digest', 'Summarize the deployment',
    ]);
  });

  test('nothing but the registry was reached, and each environment signed in as itself', () => {
    expect(internet.refused).toEqual([]);
    expect(new Set(internet.pushed.map((name) => name.replace(/:.*/, '')))).toEqual(new Set([REPOSITORY]));
    expect([...new Set(issuer.asked)]).toEqual(ENVIRONMENTS.map((name) => `${SUBJECT}:environment:${name} for ${AUDIENCE}`));
  });

  test('what was published is what the Dockerfile says', async () => {
    const archive = join(temporary(), 'image.tar');
    await output('skopeo', ['copy', `docker://${REPOSITORY}@${latest}`, `oci-archive:${archive}`], internet.env);
    expect(await hosted.buildah.run(archive, 'cat', '/srv/index.html')).toBe('shop 1');
    const { Labels } = JSON.parse(await output('skopeo', ['inspect', `oci-archive:${archive}`]));
    expect(Labels['org.opencontainers.image.revision']).toBe(delivery.commit);
  }, 2 * MINUTES);

  test('a release that never becomes ready fails its job, is rolled back, and goes no further', async () => {
    hosted.onBuilt = (digest) => cluster.neverReady(digest);
    const bad = await delivery.push('2', 'production');
    hosted.onBuilt = undefined;
    const digest = hosted.built.at(-1)!;
    expect(digest).not.toBe(latest);
    expect(bad.results, bad.log).toEqual({ 'image-build': 'success', 'image': 'success', 'staging': 'failure', 'production': 'skipped' });
    expect(bad.log).toContain('shop did not roll out within 20 s');
    expect(bad.log).toContain(`Rolled back to ${REPOSITORY}@${latest}`);
    expect(await inRegistry(':main')).toBe(digest);
    for (const environment of ENVIRONMENTS) expect(await running(environment), environment).toEqual(bothRun(latest));
  }, 6 * MINUTES);

  test('a release that is ready and does not answer is rolled back where it does not', async () => {
    broken.add('/production');
    const bad = await delivery.push('3', 'production');
    broken.clear();
    const digest = hosted.built.at(-1)!;
    expect(bad.results, bad.log).toEqual({ 'image-build': 'success', 'image': 'success', 'staging': 'success', 'production': 'failure' });
    expect(bad.log).toContain('/production answered 503 and not 200');
    expect(bad.log).toContain(`Rolled back to ${REPOSITORY}@${latest}`);
    expect(await running('staging')).toEqual(bothRun(digest));
    expect(await running('production')).toEqual(bothRun(latest));
  }, 6 * MINUTES);

  test('an image that nobody attested is refused before anything is touched', async () => {
    const before = await running('staging');
    hosted.attests = false;
    const bad = await delivery.push('4', 'production');
    hosted.attests = true;
    expect(bad.results, bad.log).toEqual({ 'image-build': 'success', 'image': 'success', 'staging': 'failure', 'production': 'skipped' });
    expect(bad.log).toContain('no attestations found');
    expect(bad.ran.scripts.filter((name) => name.startsWith('staging: '))).toEqual([
      'staging: Announce the deployment', 'staging: Verify the attestation', 'staging: Roll back', 'staging: Summarize the deployment',
    ]);
    expect(await running('staging')).toEqual(before);
  }, 6 * MINUTES);

  test('the next good release is promoted as if nothing had happened', async () => {
    const good = await delivery.push('5', 'production');
    const digest = hosted.built.at(-1)!;
    expect(Object.values(good.results), good.log).toEqual(['success', 'success', 'success', 'success']);
    for (const environment of ENVIRONMENTS) expect(await running(environment), environment).toEqual(bothRun(digest));
  }, 6 * MINUTES);
});

function written(text: string): string {
  const file = join(temporary(), 'authentication.yaml');
  writeFileSync(file, text);
  return file;
}
