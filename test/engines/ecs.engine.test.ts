/**
 * From a push to production on ECS by the very commands of the synthesized jobs: PIPEWRIGHT_ENGINES=1. The real AWS client asks moto's
 * STS, ECR and CloudFormation; moto runs no task, so a stand-in for ECS runs what its task definitions say.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { output } from './buildah';
import { Delivery } from './delivery';
import { Hosted } from './hosted';
import { Internet } from './internet';
import { Issuer } from './issuer';
import { App, ContainerImage, DeployTarget, EcsVpc, Ingress, Pipeline, Platform, Registry, Rollout, Trigger, Workload } from '../../src';
import { FakeEcs, Moto } from '../targets/ecs/stand-in';
import { hasTool } from '../targets/support/tools';

const MINUTES = 60_000;
const enabled = process.env.PIPEWRIGHT_ENGINES === '1' && hasTool('moto_server') && hasTool('aws');
const [ACCOUNT, REGION] = ['111122223333', 'eu-west-1'];
const HOST = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`;
const REPOSITORY = `${HOST}/shop`;
const SUBJECT = 'repo:acme@1234567/shop@7654321';
const ENVIRONMENTS = ['staging', 'production'];
const TASKS = 2;

/** One image, and production behind staging. */
function program(vpc: EcsVpc): App {
  const app = new App({ repository: { owner: 'acme', name: 'shop', ownerId: 1234567, id: 7654321 } });
  const pipeline = new Pipeline(app, 'ci', { triggers: [Trigger.push({ branches: ['main'] })] });
  const image = new ContainerImage(pipeline, 'image', { registries: [Registry.ecr({ account: ACCOUNT, region: REGION, repository: 'shop' })] });
  const target = (id: string, after: DeployTarget[]) => new DeployTarget(pipeline, id, {
    after, image, platform: Platform.ecs({ account: ACCOUNT, region: REGION, vpc }), rollout: Rollout.rolling({ timeoutSeconds: 120 }),
    workload: new Workload({ name: `shop-${id}`, port: 8000, cpu: 0.5, memoryMiB: 1024, replicas: { min: TASKS, max: TASKS }, healthPath: '/healthz', ingress: Ingress.INTERNAL }),
  });
  target('production', [target('staging', [])]);
  return app;
}

describe.skipIf(!enabled)('from a push to production on ECS (PIPEWRIGHT_ENGINES=1)', () => {
  const moto = new Moto();
  const ecs = new FakeEcs();
  /** Images whose tasks do not come up. */
  const broken = new Set<string>();
  let issuer: Issuer;
  let internet: Internet;
  let hosted: Hosted;
  let delivery: Delivery;
  let env: Record<string, string>;
  let latest: string;

  const familyOf = (environment: string) => `shop-${environment}`;
  const imageOf = (digest: string) => `${REPOSITORY}@${digest}`;

  /** ECS runs what the newest task definition of the environment says. */
  async function run(cluster: string): Promise<void> {
    const environment = ENVIRONMENTS.find((name) => cluster.includes(name))!;
    const image = await moto.taskImage(familyOf(environment));
    const lastStatus = broken.has(image) ? 'PENDING' : 'RUNNING';
    Object.assign(ecs, { container: familyOf(environment), desired: TASKS, tasks: Array.from({ length: TASKS }, () => ({ image, deployment: 'ecs-svc/1', lastStatus })) });
  }

  /** moto refuses subnets that it does not know. */
  async function network(): Promise<EcsVpc> {
    const aws = async (...args: string[]) => (await promisify(execFile)('aws', [...args, '--output', 'text'], { env: { ...process.env, ...env }, timeout: MINUTES })).stdout.trim();
    const vpcId = await aws('ec2', 'create-vpc', '--cidr-block', '10.1.0.0/16', '--query', 'Vpc.VpcId');
    const [zones, ids] = [[`${REGION}a`, `${REGION}b`], [] as string[]];
    for (let i = 0; i < 4; i++) {
      ids.push(await aws('ec2', 'create-subnet', '--vpc-id', vpcId, '--cidr-block', `10.1.${i}.0/24`, '--availability-zone', zones[i % 2], '--query', 'Subnet.SubnetId'));
    }
    return EcsVpc.existing({ vpcId, availabilityZones: zones, publicSubnetIds: ids.slice(0, 2), privateSubnetIds: ids.slice(2) });
  }

  beforeAll(async () => {
    await moto.start(ACCOUNT);
    ecs.onAsked = run;
    const ecsPort = await ecs.start();
    issuer = await Issuer.start({ ref: 'refs/heads/main', repository_id: '7654321', repository_owner_id: '1234567' });
    internet = await Internet.start({ [HOST]: { username: 'AWS', password: `${ACCOUNT}-auth-token` } });
    const endpoints = { AWS_ENDPOINT_URL: `http://127.0.0.1:${moto.port}`, AWS_EC2_METADATA_DISABLED: 'true' };
    env = { ...endpoints, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_DEFAULT_REGION: REGION };
    hosted = new Hosted({
      issuer, internet, subject: SUBJECT, env: { ...endpoints, AWS_ENDPOINT_URL_ECS: `http://127.0.0.1:${ecsPort}`, VERIFY_ATTEMPTS: '1', VERIFY_SECONDS: '0' },
    });
    delivery = new Delivery(program(await network()), hosted, { path: process.env.PATH!, repository: 'acme/shop' });
  }, 4 * MINUTES);

  afterAll(() => {
    moto.stop();
    ecs.stop();
    issuer?.stop();
    internet?.stop();
    hosted?.stop();
  });

  test('one push: built, published to ECR, staged, promoted, and one digest everywhere', async () => {
    const { results, jobs, log, ran } = await delivery.push('1', 'production');
    expect(results, log).toEqual({ 'image-build': 'success', 'image': 'success', 'staging': 'success', 'production': 'success' });
    [latest] = hosted.built;
    expect(jobs.find(({ id }) => id === 'image')!.outputs).toEqual({ digest: latest });
    expect(await output('skopeo', ['inspect', '--format', '{{.Digest}}', `docker://${REPOSITORY}:main`], internet.env)).toBe(latest);
    for (const environment of ENVIRONMENTS) expect(await moto.taskImage(familyOf(environment)), environment).toBe(imageOf(latest));
    expect(ran.nothing).toEqual([]);
    expect(internet.refused).toEqual([]);
  }, 6 * MINUTES);

  test('publishing and each environment signed in as itself', () => {
    expect([...new Set(issuer.asked)]).toEqual(['publish', ...ENVIRONMENTS].map((name) => `${SUBJECT}:environment:${name} for sts.amazonaws.com`));
  });

  test('a release whose tasks do not come up fails its job, is rolled back, and goes no further', async () => {
    hosted.onBuilt = async (digest) => void broken.add(imageOf(digest));
    const bad = await delivery.push('2', 'production');
    hosted.onBuilt = undefined;
    const digest = hosted.built.at(-1)!;
    expect(digest).not.toBe(latest);
    expect(bad.results, bad.log).toEqual({ 'image-build': 'success', 'image': 'success', 'staging': 'failure', 'production': 'skipped' });
    expect(bad.log).toContain(`What runs is not ${digest}`);
    expect(bad.log).toContain(`Going back to ${imageOf(latest)}`);
    // as far as moto goes: it takes a stack's parameters to be those of its creation, and so finds nothing to change on the way back
    expect(bad.ran.scripts).toContain('staging: Roll back');
    expect(bad.jobs.find(({ id }) => id === 'staging')!.legs[0].steps.find(({ name }) => name === 'Roll back')!.outcome).toBe('success');
    expect(await moto.taskImage(familyOf('production'))).toBe(imageOf(latest));
  }, 6 * MINUTES);
});
