/** What ECS cannot express, and what is no valid input at all, is a problem: nothing is dropped, nothing throws. */
import { describe, expect, test } from 'vitest';
import { ECR, EXISTING_VPC, synthesize } from './ecs';
import { SecretRef } from '../../../src/secret-ref';
import { EcsTarget, EcsVpc } from '../../../src/targets/ecs';
import { Ingress } from '../../../src/workload';
import { fakeContext } from '../context';

const found = (props: object, changes: Parameters<typeof synthesize>[1] = {}) => synthesize(props, changes).errors.map((e) => `${e.ruleId} ${e.at}`);

describe('fields of the workload', () => {
  test.each([
    ['no replicas', { replicas: { min: 0, max: 3 } }, 'workload-field workload.replicas'],
    ['min over max', { replicas: { min: 3, max: 2 } }, 'workload-field workload.replicas'],
    ['half a replica', { replicas: { min: 1.5, max: 2 } }, 'workload-field workload.replicas'],
    ['a secret without a home', { secrets: { A: SecretRef.of({ swarm: 'a' }) } }, 'secret-home workload.secrets.A'],
    ['a secret by name', { secrets: { A: SecretRef.of({ ecs: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db' }) } }, 'secret-home workload.secrets.A'],
    ['one name in both', { env: { A: '1' }, secrets: { A: SecretRef.of({ ecs: 'arn:aws:ssm:eu-west-1:111122223333:parameter/a' }) } }, 'workload-field workload.secrets.A'],
    ['ingress without a port', { port: undefined, healthPath: undefined }, 'workload-field workload.port'],
    ['a port beyond TCP', { port: 65536 }, 'workload-field workload.port'],
    ['a path that is none', { healthPath: 'healthz' }, 'workload-field workload.healthPath'],
    ['a path without a port', { port: undefined, ingress: Ingress.NONE }, 'workload-field workload.healthPath'],
    ['scaling on requests without any', { ingress: Ingress.NONE, replicas: { min: 1, max: 2 }, scaleOn: { requests: 9 } }, 'workload-field workload.scaleOn.requests'],
    ['a percentage over 100', { replicas: { min: 1, max: 2 }, scaleOn: { cpuPercent: 101 } }, 'workload-field workload.scaleOn.cpuPercent'],
  ])('%s', (_, workload, expected) => {
    expect(found({}, { workload })).toEqual([expected]);
  });

  test('scaling that cannot scale is a warning', () => {
    expect(synthesize({}, { workload: { scaleOn: { cpuPercent: 50 } } }).warnings.map((w) => w.at)).toContain('workload.scaleOn');
  });
});

describe('names, at the limit and one over', () => {
  test.each([
    ['workload', 255, (name: string) => found({}, { workload: { name } }), 'target-name workload.name'],
    ['cluster', 255, (cluster: string) => found({ names: { cluster } }), 'target-name platform.names.cluster'],
    ['service', 255, (service: string) => found({ names: { service } }), 'target-name platform.names.service'],
    ['stack', 128, (serviceStack: string) => found({ names: { serviceStack } }), 'target-name platform.names.serviceStack'],
    ['role', 64, (deployRole: string) => found({ names: { deployRole } }), 'target-name platform.names.deployRole'],
  ])('%s: %i', (_, limit, check, problem) => {
    expect(check('a'.repeat(limit))).toEqual([]);
    expect(check('a'.repeat(limit + 1))).toContain(problem);
  });

  test('a derived name that is too long is named', () => {
    const changes = (length: number) => ({ id: 'production', workload: { name: 'a'.repeat(length) } });
    expect(found({ existingCluster: 'shared' }, changes(255 - '-production'.length))).toEqual([]);
    expect(found({ existingCluster: 'shared' }, changes(255 - '-production'.length + 1))).toEqual(['target-name platform.names.service']);
  });
});

describe('the network', () => {
  test.each([
    ['none', undefined, ['target-ecs-vpc platform.vpc']],
    ['one zone behind a load balancer', EcsVpc.create({ availabilityZones: ['eu-west-1a'] }), ['target-ecs-vpc platform.vpc.availabilityZones']],
    ['one zone twice', EcsVpc.create({ availabilityZones: ['eu-west-1a', 'eu-west-1a'] }), ['target-ecs-vpc platform.vpc.availabilityZones']],
    ['zones of another region', EcsVpc.create({ availabilityZones: ['eu-west-2a', 'eu-west-2b'] }), ['target-ecs-vpc platform.vpc.availabilityZones', 'target-ecs-vpc platform.vpc.availabilityZones']],
    ['fewer subnets than zones', EcsVpc.existing({ vpcId: 'vpc-0a1b2c3d4e5f60718', availabilityZones: ['eu-west-1a', 'eu-west-1b'], publicSubnetIds: ['subnet-0a1b2c3d4e5f60711'] }), ['target-ecs-vpc platform.vpc.publicSubnetIds']],
    ['no public subnet for a public load balancer', EcsVpc.existing({ vpcId: 'vpc-0a1b2c3d4e5f60718', availabilityZones: ['eu-west-1a', 'eu-west-1b'], privateSubnetIds: ['subnet-0a1b2c3d4e5f60711', 'subnet-0a1b2c3d4e5f60712'] }), ['target-ecs-vpc platform.vpc.publicSubnetIds']],
  ])('%s', (_, vpc, expected) => {
    expect(found({ vpc })).toEqual(expected);
  });
});

test('a certificate of another region is refused', () => {
  expect(found({ certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/0a1b' })).toEqual(['target-ecs-certificate platform.certificateArn']);
});

test('a retention that CloudWatch does not know names the nearest', () => {
  expect(synthesize({ logRetentionDays: 100 }).errors).toMatchObject([{ at: 'platform.logRetentionDays', nearest: ['90', '120'] }]);
});

describe('plain JavaScript', () => {
  const bad: unknown[] = [undefined, null, 7, 'x', [], { account: 111122223333, region: 7, vpc: 'vpc-1' }, { account: '1', region: 'x', vpc: {} }];
  test.each(bad.map((props) => [props]))('%j is reported', (props) => {
    const context = fakeContext({ registry: ECR });
    const output = new EcsTarget(props as never).synthesize(context);
    expect(context.problems.length).toBeGreaterThan(0);
    expect(output.files).toEqual([]);
    expect(output.operations.deploy().length).toBeGreaterThan(0);
  });

  test.each([
    'existingCluster', 'loadBalancer', 'certificateArn', 'hostedZoneId', 'permissionsBoundary', 'testListenerAllowFrom', 'testBeforeTraffic', 'alarms', 'arm64',
    'readonlyRootFilesystem', 'writablePaths', 'user', 'dropCapabilities', 'healthCheckGraceSeconds', 'taskPermissions', 'deployPermissions', 'secretKeyArns',
    'templateBucket', 'names', 'customize', 'customizePlatform', 'logRetentionDays', 'testListenerPort',
  ])('%s of a wrong type is reported', (key) => {
    for (const value of [7.5, { a: [] }, ['']]) {
      const context = fakeContext({ registry: ECR });
      const props = { account: '111122223333', region: 'eu-west-1', vpc: EXISTING_VPC, [key]: value };
      new EcsTarget(props as never).synthesize(context);
      expect(context.problems.filter((p) => p.severity !== 'warning').length, `${key} = ${JSON.stringify(value)}`).toBeGreaterThan(0);
    }
  });
});

test('a key that is unknown is named, with the nearest', () => {
  expect(synthesize({ certificateARN: 'x' } as never).errors).toMatchObject([{ ruleId: 'target-ecs-props', at: 'platform.certificateARN', nearest: ['certificateArn'] }]);
});

test('which registries it pulls from', () => {
  const target = new EcsTarget({ account: '111122223333', region: 'eu-west-1', vpc: EXISTING_VPC });
  const ghcr = { kind: 'ghcr', host: 'ghcr.io', repository: 'ghcr.io/acme/api', isPublic: false };
  expect(target.canPull(ECR)).toBe(true);
  expect(target.canPull(ghcr)).toBe(false);
  expect(target.canPull({ ...ghcr, isPublic: true })).toBe(true);
  expect(target.canPull({ ...ghcr, pullSecret: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:ghcr-AbCdEf' })).toBe(true);
});
