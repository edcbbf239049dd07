// Two targets that would fight over one thing, seen where only the whole app can show it.
import { describe, expect, test } from 'vitest';
import { App, ContainerImage, DeployTarget, EcsLoadBalancer, EcsVpc, Ingress, KubernetesCluster, Pipeline, Platform, Registry, Trigger, Workload } from '../../src';
import { synthesizeApp } from '../../src/synth/synthesize';

const workload = new Workload({ name: 'shop', port: 8080, cpu: 1, memoryMiB: 2048, healthCommand: ['/healthy'], healthPath: '/', ingress: Ingress.PUBLIC });
const google = { project: 'acme-prod', projectNumber: '123456789012' };
const aws = { account: '111122223333', region: 'eu-west-1' };
const hostKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDtZ0n7cVq8Yv1Hq3c0mZk2g8y5eF1bq9l3Yw6tXoJ4r';
const kubernetes = (cluster: KubernetesCluster) => Platform.kubernetes({ namespace: 'shop', cluster });
const swarm = (publishedPort?: number) => Platform.swarm({ host: 'deploy@swarm.example.com', hostKey, publishedPort });
const vpc = EcsVpc.existing({
  vpcId: 'vpc-0a1b2c3d4e5f60718', availabilityZones: ['eu-west-1a', 'eu-west-1b'],
  publicSubnetIds: ['subnet-0a1b2c3d4e5f60711', 'subnet-0a1b2c3d4e5f60712'], privateSubnetIds: ['subnet-0a1b2c3d4e5f60713', 'subnet-0a1b2c3d4e5f60714'],
});
const ecs = (priority: number) => Platform.ecs({
  ...aws, vpc, loadBalancer: EcsLoadBalancer.existing({
    listenerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2',
    securityGroupId: 'sg-0123456789abcdef0', dnsName: 'shared-1.eu-west-1.elb.amazonaws.com', priority, paths: ['/*'],
  }),
});

function taken(staging: Platform, production: Platform, environment?: string): unknown[] {
  const app = new App({ repository: { owner: 'acme', name: 'shop', ownerId: 1, id: 2 } });
  const ci = new Pipeline(app, 'ci', { triggers: [Trigger.push({ branches: ['main'] })] });
  const registries = [Registry.ghcr({ public: true }), Registry.ecr(aws), Registry.artifactRegistry({ project: google.project, location: 'europe-west1', repository: 'c' })];
  const image = new ContainerImage(ci, 'image', { registries });
  new DeployTarget(ci, 'staging', { image, workload, platform: staging, environment });
  new DeployTarget(ci, 'production', { image, workload, platform: production, environment });
  const found = synthesizeApp(app, { from: 'pipeline.ts' }).problems.filter(({ ruleId, severity }) => severity === 'error' || ruleId === 'target-shared');
  return found.map(({ where, ruleId, value }) => (ruleId === 'target-shared' ? `${where}: ${String(value)}` : ruleId));
}

describe('two targets take', () => {
  const run = () => Platform.cloudRun({ ...google, region: 'europe-west1' });
  const gke = () => kubernetes(KubernetesCluster.gke({ ...google, location: 'europe-west1', name: 'prod' }));

  test.each<[string, Platform, Platform, string[]]>([
    ['one Cloud Run service', run(), run(), ['ci/production: the Cloud Run service shop in acme-prod/europe-west1']],
    ['one Deployment', gke(), gke(), ['ci/production: the Deployment shop/shop in the GKE cluster prod in acme-prod/europe-west1']],
    ['one port of a swarm', swarm(), swarm(), ['ci/production: the port 8080 of the swarm of swarm.example.com']],
    ['two ports of a swarm', swarm(80), swarm(81), []],
    ['one priority of a listener', ecs(10), ecs(10), [
      'ci/production: the priority 10 of arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2',
    ]],
    ['two priorities of a listener', ecs(10), ecs(11), []],
    // each environment holds a kubeconfig of its own under that name
    ['one name of a secret', kubernetes(KubernetesCluster.kubeconfig({ secret: 'KUBECONFIG' })), kubernetes(KubernetesCluster.kubeconfig({ secret: 'KUBECONFIG' })), []],
  ])('%s', (_, staging, production, expected) => {
    expect(taken(staging, production)).toEqual(expected);
  });

  test('one secret of one environment, for two things', () => {
    const kubeconfig = (namespace: string) => Platform.kubernetes({ namespace, cluster: KubernetesCluster.kubeconfig({ secret: 'KUBECONFIG' }) });
    const other = Platform.swarm({ host: 'deploy@other.example.com', hostKey });
    expect(taken(kubeconfig('a'), kubeconfig('b'), 'shared')).toEqual(['ci/production: the namespace b']);
    expect(taken(swarm(80), other, 'shared')).toEqual(['ci/production: deploy@other.example.com']);
    expect(taken(swarm(80), swarm(81), 'shared')).toEqual([]);
    expect(taken(swarm(80), other)).toEqual([]);
  });
});
