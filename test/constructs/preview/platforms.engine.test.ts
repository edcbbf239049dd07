/** The jobs of two pull requests, run from the workflow's YAML, on each platform: PIPEWRIGHT_ENGINES=1. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Jobs } from './job';
import { ecs, sharedBalancer } from './programs';
import { EcsVpc } from '../../../src/targets';
import { CloudRun } from '../../targets/cloud-run/stand-in';
import { Moto } from '../../targets/ecs/stand-in';
import { Cluster } from '../../targets/kubernetes/cluster';
import { hasTool, temporary } from '../../targets/support/tools';

const MINUTES = 60_000;
const enabled = process.env.PIPEWRIGHT_ENGINES === '1';
const TARGETS = join(__dirname, '../../targets');
const A = `sha256:${'a'.repeat(64)}`;
const B = `sha256:${'b'.repeat(64)}`;

/** A folder of programs that come before the machine's own. */
function programs(files: Readonly<Record<string, string>>): string {
  const folder = temporary();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { mode: 0o755 });
  return folder;
}

describe.skipIf(!enabled)('Kubernetes: a real API server', () => {
  const jobs = new Jobs('kubernetes-eks', { url: 'https://pr-{number}.preview.example.com' });
  const REPOSITORY = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop-preview';
  let cluster: Cluster;
  let env: Record<string, string>;
  const namesOf = async (kind: string) => (await cluster.json('get', kind, '--namespace', 'shop-previews')).items.map((item: any) => item.metadata.name).sort();
  const imageOf = async (number: number) => (await cluster.json('get', `deployment/shop-pr-${number}`, '--namespace', 'shop-previews')).spec.template.spec.containers[0].image;
  beforeAll(async () => {
    cluster = await Cluster.start();
    const deployer = await cluster.kubeconfigOf('arn:aws:sts::111122223333:assumed-role/preview/session', ['pipewright-acme-shop-preview']);
    env = { KUBECONFIG: deployer, PATH: `${programs({ aws: '#!/bin/sh\n' })}:${cluster.path}` };
    for (const file of ['namespace', 'role', 'role-binding']) {
      const path = join(temporary(), `${file}.yaml`);
      writeFileSync(path, jobs.files.get(`deploy/preview/bootstrap/${file}.yaml`)!);
      const { status, log } = await cluster.kubectl('apply', '--server-side', '-f', path);
      expect(status, log).toBe(0);
    }
  }, 60 * MINUTES);
  afterAll(() => cluster?.stop());

  test('two pull requests stand side by side; one is changed, one is destroyed', async () => {
    for (const [number, digest] of [[12, A], [123, A], [12, B]] as const) {
      const { ok, output } = await jobs.run('deploy', { number, digest, env });
      expect(ok, output).toBe(true);
    }
    expect(await namesOf('deployments')).toEqual(['shop-pr-12', 'shop-pr-123']);
    expect([await imageOf(12), await imageOf(123)]).toEqual([`${REPOSITORY}@${B}`, `${REPOSITORY}@${A}`]);
    const hosts = (await cluster.json('get', 'ingresses', '--namespace', 'shop-previews')).items.map((item: any) => item.spec.rules[0].host);
    expect(hosts.sort()).toEqual(['pr-12.preview.example.com', 'pr-123.preview.example.com']);

    const destroyed = await jobs.run('destroy', { number: 12, env });
    expect(destroyed.ok, destroyed.output).toBe(true);
    for (const kind of ['deployments', 'services', 'ingresses', 'networkpolicies', 'horizontalpodautoscalers']) {
      expect((await namesOf(kind)).filter((name: string) => name !== 'shop-pr-123'), kind).toEqual([]);
    }
    expect(await namesOf('serviceaccounts')).toEqual(['default', 'shop-pr-123']);
    expect((await jobs.run('destroy', { number: 12, env })).ok, 'a second time').toBe(true);
  }, 5 * MINUTES);

  test('the identity of previews reaches no other namespace', async () => {
    const { status, out } = await cluster.kubectl('auth', 'can-i', 'patch', 'deployments', '--namespace', 'default', '--as', 'x', '--as-group', 'pipewright-acme-shop-preview');
    expect([status, out.trim()]).toEqual([1, 'no']);
  }, MINUTES);
});

describe.skipIf(!enabled || !hasTool('moto_server') || !hasTool('aws'))('ECS: the AWS client against moto', () => {
  const moto = new Moto();
  let env: Record<string, string>;
  beforeAll(async () => {
    await moto.start();
    env = {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${moto.port}`, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_EC2_METADATA_DISABLED: 'true', RETRY_SECONDS: '0',
    };
  }, 2 * MINUTES);
  afterAll(() => moto.stop());
  const aws = (...args: string[]) => execFileSync('aws', args, { env: { ...process.env, ...env }, encoding: 'utf8' }).trim();
  const id = (query: string, ...args: string[]) => aws(...args, '--query', query, '--output', 'text');

  /** What somebody made by hand, once for all previews. */
  function shared() {
    const vpcId = id('Vpc.VpcId', 'ec2', 'create-vpc', '--cidr-block', '10.1.0.0/16');
    const subnet = (i: number, zone: string) => id('Subnet.SubnetId', 'ec2', 'create-subnet', '--vpc-id', vpcId, '--cidr-block', `10.1.${i}.0/24`, '--availability-zone', zone);
    const publicSubnetIds = [subnet(0, 'eu-west-1a'), subnet(1, 'eu-west-1b')];
    const privateSubnetIds = [subnet(2, 'eu-west-1a'), subnet(3, 'eu-west-1b')];
    const securityGroupId = id('GroupId', 'ec2', 'create-security-group', '--group-name', 'previews', '--description', 'previews', '--vpc-id', vpcId);
    const balancer = id('LoadBalancers[0].LoadBalancerArn', 'elbv2', 'create-load-balancer', '--name', 'previews', '--subnets', ...publicSubnetIds);
    const listenerArn = id('Listeners[0].ListenerArn', 'elbv2', 'create-listener', '--load-balancer-arn', balancer, '--protocol', 'HTTP', '--port', '80',
      '--default-actions', 'Type=fixed-response,FixedResponseConfig={StatusCode=404}');
    return { vpc: EcsVpc.existing({ vpcId, availabilityZones: ['eu-west-1a', 'eu-west-1b'], publicSubnetIds, privateSubnetIds }), listenerArn, securityGroupId };
  }

  test('two pull requests stand side by side behind one listener; one is destroyed', async () => {
    const { vpc, listenerArn, securityGroupId } = shared();
    const jobs = new Jobs('ecs', { platform: ecs({ vpc, loadBalancer: sharedBalancer({ listenerArn, securityGroupId, priority: 100 }) }) });
    const rules = () => JSON.parse(aws('elbv2', 'describe-rules', '--listener-arn', listenerArn)).Rules
      .filter((rule: any) => rule.Priority !== 'default').map((rule: any) => [rule.Priority, rule.Conditions[0].HostHeaderConfig.Values[0]]).sort();
    const stacks = () => aws('cloudformation', 'describe-stacks', '--query', 'Stacks[].StackName', '--output', 'text').split(/\s+/).sort();
    const deploy = async (number: number, digest: string) => {
      const { ok, output } = await jobs.run('deploy', { number, digest, env, until: 'Deploy the service' });
      expect(ok, output).toBe(true);
      return output;
    };
    await deploy(12, A);
    await deploy(1012, A); // would like the same priority
    const name = (number: number, stack: string) => `pipewright-shop-preview-pr-${number}-${stack}`;
    expect(stacks()).toEqual([name(1012, 'platform'), name(1012, 'service'), name(12, 'platform'), name(12, 'service')]);
    expect(rules()).toEqual([['112', 'pr-12.preview.example.com'], ['113', 'pr-1012.preview.example.com']]);
    const again = await deploy(12, B);
    expect(again).toContain(`Running now: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop-preview@${A}`);
    expect(again).toContain('The listener rule has priority 112');

    const destroyed = await jobs.run('destroy', { number: 12, env });
    expect(destroyed.ok, destroyed.output).toBe(true);
    expect(stacks()).toEqual([name(1012, 'platform'), name(1012, 'service')]); // moto keeps the rules of a stack that is gone
    const never = await jobs.run('destroy', { number: 7, env });
    expect(never.ok, never.output).toBe(true);
  }, 5 * MINUTES);
});

describe.skipIf(!enabled || !hasTool('gcloud'))('Cloud Run: gcloud against a stand-in', () => {
  const jobs = new Jobs('cloud-run');
  test('two pull requests stand side by side, everybody may call them, one is destroyed', async () => {
    const cloud = new CloudRun();
    const proxy = `http://127.0.0.1:${await cloud.start()}`;
    const folder = temporary();
    writeFileSync(join(folder, 'token'), 'token');
    const env = {
      CLOUDSDK_CONFIG: join(folder, 'gcloud'), CLOUDSDK_AUTH_ACCESS_TOKEN_FILE: join(folder, 'token'), CLOUDSDK_API_ENDPOINT_OVERRIDES_RUN: 'http://run.test/',
      CLOUDSDK_CORE_DISABLE_USAGE_REPORTING: 'true', http_proxy: proxy, HTTP_PROXY: proxy,
    };
    for (const number of [7, 71]) {
      const { ok, output } = await jobs.run('deploy', { number, digest: A, env });
      expect(ok, output).toBe(true);
    }
    expect([...cloud.services.keys()]).toEqual(['shop-pr-7', 'shop-pr-71']);
    expect([...cloud.invokers.values()]).toEqual([['allUsers'], ['allUsers']]);
    const { ok, output } = await jobs.run('destroy', { number: 7, env });
    expect(ok, output).toBe(true);
    expect([...cloud.services.keys()]).toEqual(['shop-pr-71']);
    cloud.stop();
  }, 4 * MINUTES);
});

describe.skipIf(!enabled)('Container Apps: a stand-in for az', () => {
  test('deployed and destroyed', async () => {
    const jobs = new Jobs('azure-container-apps');
    const folder = temporary();
    copyFileSync(join(TARGETS, 'azure-container-apps/az.mjs'), join(folder, 'az'));
    chmodSync(join(folder, 'az'), 0o755);
    const file = join(folder, 'state.json');
    writeFileSync(file, JSON.stringify({ log: [], revisions: {}, broken: [] }));
    const state = () => JSON.parse(readFileSync(file, 'utf8'));
    const env = { AZ_STATE: file, POLL_SECONDS: '1', PATH: `${folder}:${process.env.PATH}` };
    const deployed = await jobs.run('deploy', { number: 12, digest: A, env });
    expect(deployed.ok, deployed.output).toBe(true);
    expect(state().app).toMatchObject({ name: 'shop-pr-12', properties: { template: { containers: [{ image: `acmedev.azurecr.io/shop-preview@${A}` }] } } });
    const other = await jobs.run('destroy', { number: 1, env });
    expect(other.output).toContain('there is no Microsoft.App/containerApps shop-pr-1\n');
    expect(state().app.name).toBe('shop-pr-12');
    const destroyed = await jobs.run('destroy', { number: 12, env });
    expect(destroyed.ok, destroyed.output).toBe(true);
    expect(state().app).toBeUndefined();
  }, MINUTES);
});

// hands the command to a shell, as the host would
const SSH = '#!/usr/bin/env bash\nwhile [ "${1:0:1}" = - ]; do shift 2; done\nssh-add -L > /dev/null || exit 255\nshift\necho "$*" >> "$SSH_LOG"\nexec bash -c "$*"\n';

describe.skipIf(!enabled || !hasTool('ssh-add'))('Swarm: stand-ins for ssh and docker', () => {
  test('deployed as a stack of its own, and removed', async () => {
    const jobs = new Jobs('swarm');
    const folder = programs({ ssh: SSH });
    copyFileSync(join(TARGETS, 'swarm/docker.mjs'), join(folder, 'docker'));
    chmodSync(join(folder, 'docker'), 0o755);
    spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, 'key')]);
    const state = join(folder, 'state.json');
    const defined = JSON.parse(jobs.files.get('deploy/preview/expected.json')!.replaceAll('pr-000000', 'pr-12'));
    writeFileSync(state, JSON.stringify({ log: [], broken: [], defined }));
    const env = { DOCKER_STATE: state, SSH_LOG: join(folder, 'log'), PATH: `${folder}:${process.env.PATH}` };
    const secrets = { SWARM_SSH_KEY: readFileSync(join(folder, 'key'), 'utf8').trim() };
    const deployed = await jobs.run('deploy', { number: 12, digest: A, env, secrets });
    expect(deployed.ok, deployed.output).toBe(true);
    const destroyed = await jobs.run('destroy', { number: 12, env, secrets });
    expect(destroyed.ok, destroyed.output).toBe(true);
    const log = readFileSync(env.SSH_LOG, 'utf8');
    expect(log).toContain('docker stack deploy --compose-file - --prune --with-registry-auth --detach=false shop-preview-pr-12\n');
    expect(log).toContain('docker service inspect shop-preview-pr-12_shop-pr-12\n');
    expect(log).toContain('docker stack rm shop-preview-pr-12\n');
  }, MINUTES);
});

describe.skipIf(!enabled)('custom', () => {
  test('the steps see the number, and the workload by its name', async () => {
    const jobs = new Jobs('custom');
    const note = '#!/bin/sh\necho "$(basename "$0") $* $(jq -r .name deploy/preview/workload.json)"\n';
    const files = Object.fromEntries(['deploy', 'verify', 'destroy'].map((name) => [`ops/${name}.sh`, note]));
    const deployed = await jobs.run('deploy', { number: 12, digest: A, files });
    expect(deployed.ok, deployed.output).toBe(true);
    expect(deployed.output).toContain(`deploy.sh preview-12 ghcr.io/acme/shop-preview@${A} shop-pr-12\n`);
    expect(deployed.output).toContain(`verify.sh preview-12 ${A} shop-pr-12\n`);
    const destroyed = await jobs.run('destroy', { number: 12, files });
    expect(destroyed.output).toContain('destroy.sh preview-12 shop-pr-12\n');
  }, MINUTES);
});
