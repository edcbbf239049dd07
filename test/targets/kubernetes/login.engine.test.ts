/**
 * Whom a real API server lets in by the emitted trust: PIPEWRIGHT_ENGINES=1.
 * GitHub's issuer is played by a server of the test; all else is what the target wrote.
 */
import { createSign, generateKeyPairSync, KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { Checkout, Cluster, run } from './cluster';
import { synthesize } from './synthesize';
import { ExistingClusterProps, KubernetesCluster } from '../../../src/targets/kubernetes';

const MINUTES = 60_000;
const ISSUER = 'https://token.actions.githubusercontent.com';
const AUDIENCE = 'https://kubernetes.example.com';
const SUBJECT = 'repo:acme@1234567/api@7654321:environment:staging';
const CLAIMS = { iss: ISSUER, aud: AUDIENCE, sub: SUBJECT, ref: 'refs/heads/main', repository_id: '7654321', repository_owner_id: '1234567' };

const of = (props: Partial<ExistingClusterProps>) => synthesize(
  { id: 'staging' }, { namespace: 'shop', cluster: KubernetesCluster.existing({ server: AUDIENCE, ...props }) },
);

describe.skipIf(process.env.PIPEWRIGHT_ENGINES !== '1')('signing in to a real API server (PIPEWRIGHT_ENGINES=1)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pipewright-issuer-'));
  const servers: Server[] = [];
  let cluster: Cluster;
  let key: KeyObject;

  const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const tokenOf = (claims: object) => {
    const now = Math.floor(Date.now() / 1000);
    const text = `${base64({ alg: 'RS256', kid: 'test', typ: 'JWT' })}.${base64({ iat: now, nbf: now, exp: now + 300, ...CLAIMS, ...claims })}`;
    return `${text}.${createSign('RSA-SHA256').update(text).sign(key).toString('base64url')}`;
  };

  /** GitHub's discovery document and keys, over TLS. */
  async function issuer(): Promise<{ url: string; certificate: string }> {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    key = privateKey;
    const { status, log } = await run('openssl', [
      'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1',
      '-keyout', join(folder, 'key.pem'), '-out', join(folder, 'certificate.pem'),
    ]);
    expect(status, log).toBe(0);
    const [tlsKey, certificate] = ['key.pem', 'certificate.pem'].map((name) => readFileSync(join(folder, name), 'utf8'));
    let url = '';
    const server = createSecureServer({ key: tlsKey, cert: certificate }, ({ url: path }, response) => {
      const keys = [{ ...publicKey.export({ format: 'jwk' }), kid: 'test', alg: 'RS256', use: 'sig' }];
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(path === '/keys' ? { keys } : { issuer: ISSUER, jwks_uri: `${url}/keys`, id_token_signing_alg_values_supported: ['RS256'] }));
    });
    await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
    servers.push(server as unknown as Server);
    url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { url, certificate };
  }

  beforeAll(async () => {
    const { url, certificate } = await issuer();
    // the emitted file, told where the test's issuer answers
    const configuration = parse(of({}).text('authentication.yaml'));
    Object.assign(configuration.jwt[0].issuer, { discoveryURL: `${url}/.well-known/openid-configuration`, certificateAuthority: certificate });
    const file = join(folder, 'authentication.yaml');
    writeFileSync(file, stringify(configuration));
    cluster = await Cluster.start(file);
    const { status, log } = await new Checkout(of({}), 'deploy/staging').bootstrap(cluster);
    expect(status, log).toBe(0);
  }, 60 * MINUTES);

  afterAll(async () => {
    servers.forEach((server) => server.close());
    await cluster?.stop();
  });

  /** What the API server answers to a token. */
  async function answer(claims: object): Promise<string> {
    const { url, certificate } = await cluster.server();
    const authority = join(folder, 'api.pem');
    writeFileSync(authority, certificate);
    const args = ['--kubeconfig', '/dev/null', '--server', url, '--certificate-authority', authority, '--token', tokenOf(claims), '--namespace', 'shop'];
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
    const requests: string[] = [];
    const github = createServer(({ url: path, headers }, response) => {
      requests.push(`${headers.authorization} ${path}`);
      const audience = new URL(path ?? '', 'http://x').searchParams.get('audience');
      response.end(JSON.stringify({ value: tokenOf({ aud: audience }) }));
    });
    await new Promise<void>((done) => void github.listen(0, '127.0.0.1', done));
    servers.push(github);
    const target = of({ server: url, certificateAuthority: certificate, oidcAudience: AUDIENCE });
    expect(target.problems).toEqual([]);
    const { status, log } = await new Checkout(target, 'deploy/staging').operation('login', cluster, join(folder, 'oidc.kubeconfig'), {
      ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${(github.address() as AddressInfo).port}/token?api-version=2`, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request',
    });
    expect(status, log).toBe(0);
    expect(log).toContain(`github:${SUBJECT}`);
    expect(requests).toContain(`Bearer request /token?api-version=2&audience=${encodeURIComponent(AUDIENCE)}`);
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
