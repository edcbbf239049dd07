// Clusters of one's own, a gateway in the place of an ingress controller, a network and a load balancer that are there already.
import {
  App, ContainerImage, DeployTarget, EcsVpc, Ingress, KubernetesCluster, Pipeline, Platform, Registry, Rollout, Trigger, Workload,
} from 'pipewright';

const app = new App({ repository: { owner: 'acme', name: 'web', ownerId: 1234567, id: 7654321 } });
const pipeline = new Pipeline(app, 'deliver', { triggers: [Trigger.push({ branches: ['main'], tags: ['v*'] })] });
const image = new ContainerImage(pipeline, 'image', {
  registries: [Registry.ghcr({ public: true }), Registry.ecr({ account: '111122223333', region: 'eu-west-1', repository: 'web' })],
});
const workload = new Workload({ name: 'web', port: 8080, cpu: 0.5, memoryMiB: 1024, replicas: { min: 2, max: 10 }, healthPath: '/healthz', ingress: Ingress.PUBLIC });

new DeployTarget(pipeline, 'by-oidc', {
  image, workload, url: 'https://web.example.com',
  platform: Platform.kubernetes({
    namespace: 'web',
    cluster: KubernetesCluster.existing({ server: 'https://kubernetes.example.com' }),
    gateway: { name: 'public', namespace: 'gateways' },
  }),
});
new DeployTarget(pipeline, 'by-token', {
  image, workload, url: 'https://web.example.org',
  platform: Platform.kubernetes({
    namespace: 'web', cluster: KubernetesCluster.existing({ server: 'https://other.example.com', tokenSecret: 'CLUSTER_TOKEN' }), ingressClassName: 'nginx',
  }),
});
new DeployTarget(pipeline, 'on-ecs', {
  image, workload, url: 'https://web.example.net',
  platform: Platform.ecs({
    account: '111122223333', region: 'eu-west-1',
    vpc: EcsVpc.existing({
      vpcId: 'vpc-0a1b2c3d4e5f60718', availabilityZones: ['eu-west-1a', 'eu-west-1b'],
      publicSubnetIds: ['subnet-0a1b2c3d4e5f60711', 'subnet-0a1b2c3d4e5f60712'], privateSubnetIds: ['subnet-0a1b2c3d4e5f60713', 'subnet-0a1b2c3d4e5f60714'],
    }),
    certificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-0000-4000-8000-000000000000',
  }),
  rollout: Rollout.blueGreen({ bakeMinutes: 10 }),
});
