/**
 * Whom a real API server lets in by the emitted trust: PIPEWRIGHT_ENGINES=1.
 * GitHub's issuer is played by a server of the test; all else is what the target wrote.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Checkout, Cluster, run } from './cluster';
import { synthesize } from './synthesize';
import { ExistingClusterProps, KubernetesCluster } from '../../../src/targets/kubernetes';
import { Issuer } from '../../engines/issuer';

const MINUTES = 60_000;
const AUDIENCE = 'https://kubernetes.example.com';
const SUBJECT = 'repo:acme@1234567/api@7654321:environment:staging';

const of = (props: Partial<ExistingClusterProps>) => synthesize(
  { id: 'staging' }, { namespace: 'shop', cluster: KubernetesCluster.existing({ server: AUDIENCE, ...props }) },
);

describe.skipIf(process.env.PIPEWRIGHT_ENGINES !== '1')('signing in to a real API server (PIPEWRIGHT_ENGINES=1)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pipewright-issuer-'));
  let issuer: Issuer;
  let cluster: Cluster;

  beforeAll(async () => {
    issuer = await Issuer.start({ aud: AUDIENCE, sub: SUBJECT, ref: 'refs/heads/main', repository_id: '7654321', repository_owner_id: '1234567' });
    // the emitted file, told where the test's issuer answers
    const file = join(folder, 'authentication.yaml');
    writeFileSync(file, issuer.authentication(of({}).text('authentication.yaml')));
    cluster = await Cluster.start(file);
    const { status, log } = await new Checkout(of({}), 'deploy/staging').bootstrap(cluster);
    expect(status, log).toBe(0);
  }, 60 * MINUTES);

  afterAll(async () => {
    issuer?.stop();
    await cluster?.stop();
  });

  /** What the API server answers to a token. */
  async function answer(claims: object): Promise<string> {
    const { url, certificate } = await cluster.server();
    const authority = join(folder, 'api.pem');
    writeFileSync(authority, certificate);
    const args = ['--kubeconfig', '/dev/null', '--server', url, '--certificate-authority', authority, '--token', issuer.token(claims), '--namespace', 'shop'];
    const whoami = await run('kubectl', ['auth', 'whoami', ...args], { PATH: cluster.path });
    if (whoami.status !== 0) return 'refused';
    const { out } = await run('kubectl', ['auth', 'can-i', 'patch', 'deployments.apps', ...args], { PATH: cluster.path });
    return out.trim() === 'yes' ? 'deploys' : 'signs in, and may do nothing';
  }

  test('the environment of the repository, on its branch, deploys', async () => {
    // the API server fetches the keys after it started
    await expect.poll(() => answer({}), { timeout: MINUTES, interval: 1000 }).toBe('deploys');
  }, 2 * MINUTES);

  test.each([
    ['another environment', { sub: SUBJECT.replace('staging', 'production') }, 'signs in, and may do nothing'],
    ['no environment', { sub: 'repo:acme@1234567/api@7654321:ref:refs/heads/main' }, 'signs in, and may do nothing'],
    ['the other format of the subject', { sub: 'repo:acme/api:environment:staging' }, 'signs in, and may do nothing'],
    ['another branch', { ref: 'refs/heads/feature' }, 'refused'],
    ['a fork', { repository_id: '1', sub: 'repo:eve@2/api@1:environment:staging' }, 'refused'],
    ['another owner', { repository_owner_id: '2' }, 'refused'],
    ['another audience', { aud: 'sts.amazonaws.com' }, 'refused'],
    ['no audience', { aud: undefined }, 'refused'],
    ['another issuer', { iss: 'https://issuer.example.com' }, 'refused'],
    ['an expired token', { exp: 1 }, 'refused'],
  ])('%s: %s', async (_name, claims, expected) => expect(await answer(claims)).toBe(expected), MINUTES);

  test('the job\'s login asks GitHub for a token, and kubectl signs in with it', async () => {
    const { url, certificate } = await cluster.server();
    const target = of({ server: url, certificateAuthority: certificate, oidcAudience: AUDIENCE });
    expect(target.problems).toEqual([]);
    const { status, log } = await new Checkout(target, 'deploy/staging').operation('login', cluster, join(folder, 'oidc.kubeconfig'), { ...issuer.request(SUBJECT) });
    expect(status, log).toBe(0);
    expect(log).toContain(`github:${SUBJECT}`);
    expect(issuer.asked).toContain(`${SUBJECT} for ${AUDIENCE}`);
  }, MINUTES);

  test('a service account\'s token, made by the bootstrap, signs the job in', async () => {
    const { url, certificate } = await cluster.server();
    const target = of({ server: url, certificateAuthority: certificate, tokenSecret: 'KUBE_TOKEN' });
    const checkout = new Checkout(target, 'deploy/staging');
    expect((await checkout.bootstrap(cluster)).status).toBe(0);
    const read = target.bootstrapCommands.map(({ command }) => command).find((command) => command.includes('gh secret set'));
    const token = await run('bash', ['-c', String(read).replace(/\|\s*gh secret set.*/, '')], { PATH: cluster.path, KUBECONFIG: cluster.kubeconfig });
    const { status, log } = await checkout.operation('login', cluster, join(folder, 'token.kubeconfig'), { KUBE_TOKEN: token.out });
    expect(status, log).toBe(0);
    expect(log).toContain('system:serviceaccount:shop:pipewright-staging');
    expect(log).not.toContain(token.out);
  }, MINUTES);
});
