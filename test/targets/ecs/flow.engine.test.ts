/**
 * The job's own commands with the real AWS client: CloudFormation by moto, ECS by a stand-in where moto runs no task.
 * Known of moto: stacks of change sets have no outputs, parameters stay those of the creation, created networks cannot be deleted.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ECR, synthesize } from './ecs';
import { FakeEcs, Moto } from './stand-in';
import { Rollout } from '../../../src/rollout';
import { EcsLoadBalancer, EcsVpc } from '../../../src/targets/ecs';
import type { TargetOutput } from '../../../src/targets/target';
import { DIGEST } from '../context';
import { runSteps } from '../support/run-steps';
import { hasTool, temporary } from '../support/tools';

const enabled = process.env.PIPEWRIGHT_ENGINES === '1' && hasTool('moto_server') && hasTool('aws');
const OTHER = `sha256:${'f'.repeat(64)}`;
const image = (digest: string) => `${ECR.repository}@${digest}`;

describe.skipIf(!enabled)('the AWS client', { timeout: 300_000 }, () => {
  const moto = new Moto();
  const ecs = new FakeEcs();
  const cwd = temporary();
  let env: Record<string, string>;
  let ecsPort: number;

  beforeAll(async () => {
    await moto.start();
    ecsPort = await ecs.start();
    env = {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${moto.port}`, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_EC2_METADATA_DISABLED: 'true', RUNNER_TEMP: cwd, ENVIRONMENT: 'production', VERIFY_ATTEMPTS: '1', VERIFY_SECONDS: '0', POLL_SECONDS: '1',
    };
  }, 120_000);
  afterAll(() => {
    moto.stop();
    ecs.stop();
  });

  const aws = (...args: string[]) => execFileSync('aws', args, { env: { ...process.env, ...env }, encoding: 'utf8' }).trim();

  async function run(output: TargetOutput, operations: readonly (keyof TargetOutput['operations'])[], digest = DIGEST, more: Record<string, string> = {}) {
    mkdirSync(join(cwd, 'deploy/production'), { recursive: true });
    for (const file of output.files) writeFileSync(join(cwd, 'deploy/production', file.path), JSON.stringify(file.content, undefined, 2));
    const steps = operations.flatMap((operation) => output.operations[operation]());
    return runSteps(steps, { cwd, env: { ...env, IMAGE: image(digest), DIGEST: digest, ...more } });
  }

  /** A network of moto's, since it refuses subnets that it does not know. */
  function existingVpc(): EcsVpc {
    const vpcId = aws('ec2', 'create-vpc', '--cidr-block', '10.1.0.0/16', '--query', 'Vpc.VpcId', '--output', 'text');
    const subnet = (i: number, zone: string) => aws(
      'ec2', 'create-subnet', '--vpc-id', vpcId, '--cidr-block', `10.1.${i}.0/24`, '--availability-zone', zone, '--query', 'Subnet.SubnetId', '--output', 'text',
    );
    return EcsVpc.existing({
      vpcId, availabilityZones: ['eu-west-1a', 'eu-west-1b'],
      publicSubnetIds: [subnet(0, 'eu-west-1a'), subnet(1, 'eu-west-1b')], privateSubnetIds: [subnet(2, 'eu-west-1a'), subnet(3, 'eu-west-1b')],
    });
  }

  const taskImage = () => moto.taskImage('api');

  const stacks = () => aws('cloudformation', 'describe-stacks', '--query', 'Stacks[].[StackName,StackStatus]', '--output', 'text').split('\n').sort();

  test('first deployment, another digest by the parameter alone, drift, destroy', async () => {
    const { output, errors } = synthesize({ vpc: existingVpc() });
    expect(errors).toEqual([]);
    const first = await run(output, ['deploy']);
    expect(first.ok, first.output).toBe(true);
    expect(first.output).toContain('this is the first deployment');
    expect(await taskImage()).toBe(image(DIGEST));
    expect(stacks()).toEqual(['pipewright-api-production-platform\tCREATE_COMPLETE', 'pipewright-api-production-service\tCREATE_COMPLETE']);

    const second = await run(output, ['deploy'], OTHER);
    expect(second.ok, second.output).toBe(true);
    expect(second.output).toContain(`Running now: ${image(DIGEST)}`);
    expect(second.output).toContain('No changes to deploy. Stack pipewright-api-production-platform is up to date');
    expect(await taskImage()).toBe(image(OTHER));

    const same = await run(output, ['drift'], OTHER);
    expect(same.ok, same.output).toBe(true);

    const destroyed = await run(output, ['destroy']);
    expect(destroyed.ok, destroyed.output).toBe(true);
    expect(stacks().join()).toBe('');
  });

  test('a created network, a canary', async () => {
    const { output, errors } = synthesize(
      { vpc: EcsVpc.create({ availabilityZones: ['eu-west-1a', 'eu-west-1b'] }) },
      { rollout: Rollout.canary({ percent: 10, bakeMinutes: 5 }), id: 'canary', directory: 'deploy/production', workload: { replicas: { min: 2, max: 6 } } },
    );
    expect(errors).toEqual([]);
    for (const digest of [DIGEST, OTHER]) {
      const deployed = await run(output, ['deploy'], digest);
      expect(deployed.ok, deployed.output).toBe(true);
      expect(await taskImage()).toBe(image(digest));
    }
  });

  describe('verify', () => {
    const { output } = synthesize();
    const verify = (digest: string) => run(output, ['verify'], digest, { AWS_ENDPOINT_URL_ECS: `http://127.0.0.1:${ecsPort}` });
    const right = { image: image(DIGEST), deployment: 'ecs-svc/1' };

    test('accepts the digest in every task, over a hundred of them', async () => {
      ecs.desired = 101;
      ecs.tasks = Array.from({ length: 101 }, () => right);
      const result = await verify(DIGEST);
      expect(result.ok, result.output).toBe(true);
      expect(result.output).toContain('101 of 101 tasks run');
    });

    test('refuses another digest, an old task and a missing one', async () => {
      ecs.desired = 2;
      for (const tasks of [[right, { ...right, image: image(OTHER) }], [right, { ...right, deployment: 'ecs-svc/0' }], [right], []]) {
        ecs.tasks = tasks;
        const result = await verify(DIGEST);
        expect(result.ok, result.output).toBe(false);
        expect(result.output).toContain('steady state');
      }
    });
  });

  describe('tested before traffic', () => {
    let web: Server;
    let status = 200;
    const asked: string[] = [];
    beforeAll(async () => {
      web = createServer((request, response) => {
        asked.push(String(request.url));
        response.statusCode = status;
        response.end();
      });
      await new Promise<void>((done) => web.listen(0, '127.0.0.1', done));
    });
    afterAll(() => web.close());

    test.each([[200, 'CONTINUE'], [503, 'ROLLBACK']])('the new version answers %i: %s', async (code, action) => {
      const { port } = web.address() as AddressInfo;
      const { output, errors } = synthesize({
        testBeforeTraffic: true, testListenerPort: port,
        loadBalancer: EcsLoadBalancer.existing({
          listenerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/shared/0123456789abcdef/fedcba9876543210',
          testListenerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/shared/0123456789abcdef/0123456789abcdef',
          securityGroupId: 'sg-0a1b2c3d4e5f60711', dnsName: '127.0.0.1', priority: 7, hosts: ['api.example.com'],
        }),
      }, { rollout: Rollout.blueGreen() });
      expect(errors).toEqual([]);
      status = code;
      asked.length = 0;
      ecs.actions.length = 0;
      ecs.awaiting = true;
      // the deployment itself takes as long as the pause: a stand-in of the client waits for the answer
      const bin = temporary();
      const client = execFileSync('bash', ['-c', 'command -v aws'], { encoding: 'utf8' }).trim();
      writeFileSync(join(bin, 'aws'), `#!/usr/bin/env bash\nif [[ "$1 $2" == "cloudformation deploy" ]]; then exec sleep 15; fi\nexec '${client}' "$@"\n`, { mode: 0o755 });
      const deploy = output.operations.deploy().filter((step) => step._spec.props.name === 'Deploy the service');
      const result = await runSteps(deploy, {
        cwd, env: { ...env, IMAGE: image(DIGEST), DIGEST, AWS_ENDPOINT_URL_ECS: `http://127.0.0.1:${ecsPort}`, PATH: `${bin}:${process.env.PATH}`, RETRY_SECONDS: '0' },
      });
      expect(result.ok, result.output).toBe(true);
      expect(asked[0]).toBe('/healthz');
      expect(ecs.actions).toEqual([action]);
    });
  });
});
