import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { Rollout } from '../../../src/rollout';
import { SecretRef } from '../../../src/secret-ref';
import { SwarmPlatformProps, SwarmTarget } from '../../../src/targets/swarm';
import { Ingress } from '../../../src/workload';
import { ContextChanges, DIGEST, fakeContext, REGISTRIES } from '../context';
import { hasTool, scriptsOf, shellcheck, temporary } from '../support/tools';

const PROPS: SwarmPlatformProps = { host: 'deploy@swarm.example.com', hostKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDtZ0n7cVq8Yv1Hq3c0mZk2g8y5eF1bq9l3Yw6tXoJ4r' };
const OPERATIONS = ['login', 'deploy', 'verify', 'rollback', 'destroy', 'drift'] as const;
const SECRETS = { DATABASE_URL: SecretRef.of({ swarm: 'db_url_v3' }) };

function synthesize(changes: ContextChanges = {}, props: Partial<SwarmPlatformProps> = {}) {
  const context = fakeContext(changes);
  const output = new SwarmTarget({ ...PROPS, ...props }).synthesize(context);
  const yaml = output.files.find((f) => f.path === 'stack.yml')?.content as string;
  return { output, problems: context.problems, yaml, stack: yaml ? parse(yaml) : undefined, service: yaml ? parse(yaml).services.api : undefined };
}

function stackConfig(yaml: string, env: Record<string, string>) {
  const file = join(temporary(), 'stack.yml');
  writeFileSync(file, yaml);
  return spawnSync('docker', ['stack', 'config', '-c', file], { encoding: 'utf8', env: { ...process.env, ...env } });
}

test('the workload of the contract', () => {
  const { problems, yaml } = synthesize();
  expect(problems).toEqual([]);
  expect(yaml).toMatchInlineSnapshot(`
    "version: '3.13'
    services:
      api:
        image: \${IMAGE:?IMAGE must be repository@sha256:digest}
        init: true
        environment:
          LOG_LEVEL: info
        ports:
          - target: 8080
            published: 8080
            protocol: tcp
            mode: ingress
        networks:
          - default
        healthcheck:
          test:
            - CMD
            - wget
            - -q
            - --spider
            - http://127.0.0.1:8080/healthz
          interval: 10s
          timeout: 5s
          retries: 3
          start_period: 60s
        cap_drop:
          - ALL
        read_only: true
        volumes:
          - type: tmpfs
            target: /tmp
        stop_grace_period: 30s
        logging:
          driver: local
          options:
            max-size: 10m
            max-file: '5'
        deploy:
          mode: replicated
          replicas: 3
          resources:
            limits:
              cpus: '1'
              memory: 2048M
            reservations:
              cpus: '1'
              memory: 2048M
          restart_policy:
            condition: any
            delay: 5s
            window: 30s
          update_config:
            parallelism: 1
            order: start-first
            failure_action: rollback
            monitor: 60s
            max_failure_ratio: 0
          rollback_config:
            parallelism: 1
            order: start-first
            failure_action: pause
            monitor: 30s
            max_failure_ratio: 0
    networks:
      default:
        driver: overlay
    "
  `);
});

describe.skipIf(!hasTool('docker'))('docker stack config', () => {
  const IMAGE = `ghcr.io/acme/api@${DIGEST}`;
  test.each<[string, ContextChanges, Partial<SwarmPlatformProps>]>([
    ['plain', {}, {}],
    ['a domain', { domain: 'api.example.com', certificate: 'letsencrypt' }, {}],
    ['everything', { workload: { secrets: SECRETS, command: ['sh', '-c'], args: ['echo $HOME'], healthCommand: ['test', '$A'], ingress: Ingress.INTERNAL } }, { networks: ['shared'], constraints: ['node.role == worker'], capabilities: ['NET_BIND_SERVICE'], writableRootFilesystem: true }],
    ['a worker', { workload: { port: undefined, healthPath: undefined, ingress: Ingress.NONE } }, {}],
  ])('takes %s with an image, and refuses it without', (_, changes, props) => {
    const { yaml, problems } = synthesize(changes, props);
    expect(problems).toEqual([]);
    const accepted = stackConfig(yaml, { IMAGE });
    expect(accepted.status, accepted.stderr).toBe(0);
    expect(accepted.stdout).toContain(`image: ${IMAGE}`);
    for (const env of [{ IMAGE: '' }, { IMAGE: undefined as never }]) {
      const refused = stackConfig(yaml, env);
      expect(refused.status).not.toBe(0);
      expect(refused.stderr).toContain('IMAGE must be repository@sha256:digest');
    }
  });
  test('the user\'s texts arrive as they are', () => {
    const env = { A: 'pa$$word', B: '${IMAGE}', C: '$HOME', D: 'yes', E: '', F: 'a\nb', G: '=' };
    const { stdout } = stackConfig(synthesize({ workload: { env, args: ['$1', '$$'] } }).yaml, { IMAGE, HOME: '/wrong' });
    expect(parse(stdout).services.api).toMatchObject({ environment: env, command: ['$1', '$$'] });
  });
});

describe('what the workload says', () => {
  test('secrets are files, and a variable says where', () => {
    const { stack, service } = synthesize({ workload: { secrets: SECRETS } });
    expect(stack.secrets).toEqual({ DATABASE_URL: { external: true, name: 'db_url_v3' } });
    expect(service.environment).toEqual({ DATABASE_URL_FILE: '/run/secrets/DATABASE_URL', LOG_LEVEL: 'info' });
  });
  test('public by a port of the nodes, or by the proxy', () => {
    expect(synthesize({}, { publishedPort: 80 }).service.ports).toMatchObject([{ target: 8080, published: 80 }]);
    const proxied = synthesize({ domain: 'api.example.com' }).service;
    expect(proxied).not.toHaveProperty('ports');
    expect(proxied.networks).toEqual(['default', 'proxy']);
    expect(proxied.deploy.labels['traefik.http.routers.api-production_api.rule']).toBe('Host(`api.example.com`)');
  });
  test.each([Ingress.INTERNAL, Ingress.NONE])('%s: no port of the nodes', (ingress) => expect(synthesize({ workload: { ingress } }).service).not.toHaveProperty('ports'));
  test('a health command goes before the path', () => expect(synthesize({ workload: { healthCommand: ['./healthy'] } }).service.healthcheck.test).toEqual(['CMD', './healthy']));
  test('the assumption of wget is said', () => {
    expect(synthesize().output.notes?.join()).toContain('wget');
    expect(synthesize({ workload: { healthCommand: ['x'] } }).output.notes?.join()).not.toContain('wget');
  });
});

describe('what Swarm cannot do is said', () => {
  test.each<[string, ContextChanges, object, object]>([
    ['a range of replicas', { workload: { replicas: { min: 2, max: 6 } } }, {}, { at: 'workload.replicas', nearest: ['{ min: 2, max: 2 }', '{ min: 6, max: 6 }'] }],
    ['nothing', { workload: { replicas: { min: 0, max: 1 } } }, {}, { at: 'workload.replicas' }],
    ['scaling', { workload: { scaleOn: { cpuPercent: 50 } } }, {}, { at: 'workload.scaleOn' }],
    ['blue/green', { rollout: Rollout.blueGreen() }, {}, { ruleId: 'rollout', nearest: ['rolling'] }],
    ['canary', { rollout: Rollout.canary({ percent: 5 }) }, {}, { ruleId: 'rollout' }],
    ['hardly any memory', { workload: { memoryMiB: 5 } }, {}, { ruleId: 'workload-size', nearest: ['6'] }],
    ['hardly any CPU', { workload: { cpu: 0.0001 } }, {}, { ruleId: 'workload-size', nearest: ['0.001'] }],
    ['a secret\'s name', { workload: { secrets: { A: SecretRef.of({ swarm: 'a b' }) } } }, {}, { ruleId: 'secret-home' }],
    ['no home of a secret', { workload: { secrets: { A: SecretRef.of({}) } } }, {}, { ruleId: 'secret-home' }],
    ['a port to an internal workload', { workload: { ingress: Ingress.INTERNAL } }, { publishedPort: 80 }, { at: 'platform.publishedPort' }],
    ['a certificate for nothing', { certificate: 'x' }, {}, { ruleId: 'target-swarm-certificate' }],
    ['a host without a user', {}, { host: 'swarm.example.com' }, { at: 'platform.host' }],
    ['a host with options', {}, { host: 'a@-oProxyCommand=x' }, { at: 'platform.host' }],
    ['no key', {}, { hostKey: 'AAAA' }, { at: 'platform.hostKey' }],
  ])('%s', (_, changes, props, expected) => {
    expect(synthesize(changes, props).problems).toContainEqual(expect.objectContaining(expected));
  });
  test('names at the limit and one over: stack and service together', () => {
    const problems = (length: number) => synthesize({ workload: { name: 'a'.repeat(length) } }, { stack: 'shop' }).problems;
    expect(problems(58)).toEqual([]);
    expect(problems(59)).toMatchObject([{ ruleId: 'target-name', nearest: ['a'.repeat(58)] }]);
  });
  test('a derived stack name makes room', () => expect(synthesize({ id: 'p'.repeat(60), workload: { name: 'a'.repeat(40) } }).problems).toEqual([]));
  test.each([undefined, null, 3, {}, { host: 1, hostKey: [] }, { ...PROPS, networks: 'x' }])('props from JavaScript: %j', (props) => {
    const context = fakeContext();
    new SwarmTarget(props as never).synthesize(context);
    expect(context.problems.length).toBeGreaterThan(0);
  });
});

test.skipIf(!hasTool('shellcheck'))('scripts', () => {
  const { output } = synthesize({ domain: 'api.example.com', workload: { secrets: SECRETS } }, { networks: ['shared'] });
  for (const { name, run } of OPERATIONS.flatMap((operation) => scriptsOf(output.operations[operation]()))) {
    expect(run, name).not.toContain('${{');
    shellcheck(run, name);
  }
  shellcheck(output.bootstrap[0].content as string, 'bootstrap.sh');
  for (const { command, description } of output.bootstrapCommands) shellcheck(command, description);
});

test('the key is in the environment of the steps, and nowhere else', () => {
  const { output } = synthesize();
  for (const { name, run, env } of OPERATIONS.flatMap((operation) => scriptsOf(output.operations[operation]()))) {
    expect(env.SWARM_SSH_KEY, name).toBe('${{ secrets.SWARM_SSH_KEY }}');
    expect(run.match(/SWARM_SSH_KEY/g), name).toHaveLength(1);
    expect(run).toContain('StrictHostKeyChecking=yes');
  }
});

test('a private image needs a credential on the manager', () => {
  const commands = (isPublic: boolean) => synthesize({ registry: { ...REGISTRIES.ghcr, isPublic } }).output.bootstrapCommands.map((c) => c.command).join('\n');
  expect(commands(false)).toContain('docker login ghcr.io');
  expect(commands(true)).not.toContain('docker login');
});

test('a port of SSH is part of the pinned host', () => {
  const { env } = scriptsOf(synthesize({}, { host: 'ssh://deploy@10.0.0.1:2222' }).output.operations.login())[0];
  expect(env).toMatchObject({ SWARM_PORT: '2222', SWARM_HOST: 'deploy@10.0.0.1', KNOWN_HOST: `[10.0.0.1]:2222 ${PROPS.hostKey}` });
});
