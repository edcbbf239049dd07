/** ECS targets that together emit every kind of resource. */
import { synthesize, Synthesized } from './ecs';
import { Rollout } from '../../../src/rollout';
import { SecretRef } from '../../../src/secret-ref';
import { EcsLoadBalancer, EcsVpc } from '../../../src/targets/ecs';
import { Ingress } from '../../../src/workload';
import { ContextChanges } from '../context';

const CERTIFICATE = 'arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-0000-4000-8000-000000000000';

const SHARED = EcsLoadBalancer.existing({
  listenerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/shared/0123456789abcdef/fedcba9876543210',
  securityGroupId: 'sg-0a1b2c3d4e5f60711', dnsName: 'shared.example.com', priority: 7,
});
const PREVIEW: ContextChanges = { id: 'preview', domain: 'pr-000000.example.com', preview: { suffix: 'pr-000000' }, workload: { name: 'api-pr-000000' } };

export const VARIANTS: Record<string, Synthesized> = {
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
