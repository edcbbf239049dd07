/** cfn-lint on every kind of template: nothing but W3010 (zones are named) and W3005 (a dependency said twice). */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { synthesize, Synthesized } from './ecs';
import { Rollout } from '../../../src/rollout';
import { SecretRef } from '../../../src/secret-ref';
import { EcsLoadBalancer, EcsVpc } from '../../../src/targets/ecs';
import { awsAccountBootstrap, eksBootstrap } from '../../../src/trust/aws';
import { Ingress } from '../../../src/workload';
import { ContextChanges, fakeContext, REPOSITORY } from '../context';
import { hasTool, temporary } from '../support/tools';

const enabled = process.env.PIPEWRIGHT_ENGINES === '1' && hasTool('cfn-lint');
const CERTIFICATE = 'arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-0000-4000-8000-000000000000';

const SHARED = EcsLoadBalancer.existing({
  listenerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/shared/0123456789abcdef/fedcba9876543210',
  securityGroupId: 'sg-0a1b2c3d4e5f60711', dnsName: 'shared.example.com', priority: 7,
});
const PREVIEW: ContextChanges = { id: 'preview', domain: 'pr-000000.example.com', preview: { suffix: 'pr-000000' }, workload: { name: 'api-pr-000000' } };

const VARIANTS: Record<string, Synthesized> = {
  'existing network': synthesize(),
  'created network, canary': synthesize({ vpc: EcsVpc.create({ availabilityZones: ['eu-west-1a', 'eu-west-1b'] }) }, { rollout: Rollout.canary({ percent: 10, bakeMinutes: 5 }) }),
  'everything': synthesize(
    { testBeforeTraffic: true, hostedZoneId: 'Z0123456789ABCDEFGHIJ', taskPermissions: [{ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::bucket/*'] }], alarms: ['latency'], user: '1000', arm64: true },
    {
      imagePlatforms: ['linux/arm64'], rollout: Rollout.blueGreen(), certificate: CERTIFICATE, domain: 'api.example.com',
      workload: {
        replicas: { min: 2, max: 6 }, scaleOn: { cpuPercent: 50, memoryPercent: 70 }, healthCommand: ['/check'], command: ['/app'], args: ['x'],
        secrets: { A: SecretRef.of({ ecs: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf:url::' }), B: SecretRef.of({ ecs: 'arn:aws:ssm:eu-west-1:111122223333:parameter/b' }) },
      },
    },
  ),
  'internal, scaled on requests': synthesize({}, { workload: { ingress: Ingress.INTERNAL, replicas: { min: 2, max: 6 }, scaleOn: { requests: 900 } } }),
  'no ingress, existing cluster': synthesize({ existingCluster: 'shared' }, { workload: { ingress: Ingress.NONE } }),
  'a preview': synthesize({ hostedZoneId: 'Z0123456789ABCDEFGHIJ' }, { ...PREVIEW, certificate: CERTIFICATE }),
  'a preview behind a shared load balancer': synthesize({ loadBalancer: SHARED }, PREVIEW),
  'existing load balancer': synthesize({ loadBalancer: SHARED }, { domain: 'api.example.com' }),
};

/** All in one run: starting cfn-lint takes longer than reading a template. */
function lint(templates: Readonly<Record<string, unknown>>): void {
  const folder = temporary();
  const paths = Object.entries(templates).map(([name, template]) => {
    const path = join(folder, `${name.replace(/\W+/g, '-')}.json`);
    writeFileSync(path, JSON.stringify(template, undefined, 2));
    return path;
  });
  const { stdout, stderr } = spawnSync('cfn-lint', ['--format', 'parseable', ...paths], { encoding: 'utf8' });
  const findings = stdout.split('\n').filter((line) => line && !/:W3010:|:W3005:/.test(line));
  expect(findings.join('\n') + stderr).toBe('');
}

describe.skipIf(!enabled)('cfn-lint', { timeout: 240_000 }, () => {
  test('every variant of the target', () => {
    const templates = Object.entries(VARIANTS).flatMap(([name, { platform, service, role, errors }]) => {
      expect(errors, name).toEqual([]);
      return Object.entries({ platform, service, role }).map(([part, template]) => [`${name}-${part}`, template]);
    });
    expect(templates).toHaveLength(3 * Object.keys(VARIANTS).length);
    lint(Object.fromEntries(templates));
  });

  test('account and EKS', () => {
    const push = {
      cloud: 'aws', account: '111122223333', kind: 'ecr-push', region: 'eu-west-1', repository: 'api', environment: 'publish', refs: ['refs/heads/main'],
    } as const;
    const eks = eksBootstrap(fakeContext(), { account: '111122223333', region: 'eu-west-1', clusterName: 'shared', namespace: 'api' });
    const files = [...awsAccountBootstrap('111122223333', [push], REPOSITORY).files, ...eks.files];
    lint(Object.fromEntries(files.map((file) => [file.path, file.content])));
  });
});
