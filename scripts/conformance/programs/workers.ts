// A workload that takes no requests and reads a secret, on every platform: what the examples do not show.
import {
  App, AzureEnvironment, ContainerImage, DeployTarget, EcsVpc, Ingress, KubernetesCluster, Pipeline, Platform, Registry, SecretRef, Trigger, Workload,
} from 'pipewright';

const app = new App({ repository: { owner: 'acme', name: 'worker', ownerId: 1234567, id: 7654321 } });
const pipeline = new Pipeline(app, 'deliver', { triggers: [Trigger.push({ branches: ['main'] })] });
const image = new ContainerImage(pipeline, 'image', {
  registries: [
    Registry.ghcr(),
    Registry.ecr({ account: '111122223333', region: 'eu-west-1', repository: 'worker' }),
    Registry.artifactRegistry({ project: 'acme-prod', location: 'europe-west1', repository: 'containers' }),
    Registry.acr({ registry: 'acmeprod' }),
  ],
});
const workload = new Workload({
  name: 'worker', cpu: 1, memoryMiB: 2048, replicas: { min: 2, max: 2 }, ingress: Ingress.NONE, env: { LOG_LEVEL: 'info' },
  secrets: {
    DATABASE_URL: SecretRef.of({
      ecs: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf',
      kubernetes: { name: 'db', key: 'url' },
      cloudRun: { name: 'db-url', version: '3' },
      azureContainerApps: 'https://acme.vault.azure.net/secrets/db-url',
      swarm: 'db_url_v3',
    }),
  },
});

new DeployTarget(pipeline, 'on-ecs', {
  image, workload, platform: Platform.ecs({ account: '111122223333', region: 'eu-west-1', vpc: EcsVpc.create({ availabilityZones: ['eu-west-1a', 'eu-west-1b'] }) }),
});
new DeployTarget(pipeline, 'on-kubernetes', {
  image, workload, platform: Platform.kubernetes({ namespace: 'worker', cluster: KubernetesCluster.eks({ account: '111122223333', region: 'eu-west-1', name: 'prod' }) }),
});
new DeployTarget(pipeline, 'on-cloud-run', { image, workload, platform: Platform.cloudRun({ project: 'acme-prod', projectNumber: '123456789012', region: 'europe-west1' }) });
new DeployTarget(pipeline, 'on-azure', {
  image, workload,
  platform: Platform.azureContainerApps({
    tenantId: '00000000-0000-4000-8000-000000000001', subscriptionId: '00000000-0000-4000-8000-000000000002', resourceGroup: 'prod', environment: AzureEnvironment.existing('prod-env'),
  }),
});
new DeployTarget(pipeline, 'on-swarm', {
  image, workload,
  platform: Platform.swarm({ host: 'deploy@swarm.example.com', hostKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDtZ0n7cVq8Yv1Hq3c0mZk2g8y5eF1bq9l3Yw6tXoJ4r' }),
});
