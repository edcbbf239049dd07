/** An app with production and previews on one platform. */
import { App, SubjectFormat } from '../../../src/app';
import { ContainerImage, DeployTarget, PreviewPipeline, PreviewPipelineProps } from '../../../src/constructs';
import { Pipeline } from '../../../src/pipeline';
import { Platform } from '../../../src/platform';
import { Registry } from '../../../src/registries';
import { Step } from '../../../src/step';
import { synthesizeApp } from '../../../src/synth/synthesize';
import { AzureEnvironment, EcsLoadBalancer, EcsPlatformProps, EcsVpc, KubernetesCluster } from '../../../src/targets';
import { Trigger } from '../../../src/trigger';
import { Ingress, Workload } from '../../../src/workload';

export const REPOSITORY = { owner: 'acme', name: 'shop', ownerId: 1234567, id: 7654321 };
const HOST_KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGJ3eWQmO4oHbJXbYm0bKGbZ0dZBqCq1l1m1l1m1l1m1';
const AZURE = { tenantId: '00000000-0000-4000-8000-000000000001', subscriptionId: '00000000-0000-4000-8000-000000000002' };

export const WORKLOAD = new Workload({
  name: 'shop', port: 8080, cpu: 1, memoryMiB: 2048, replicas: { min: 1, max: 1 }, healthPath: '/healthz', ingress: Ingress.PUBLIC,
});

type Choice = Pick<PreviewPipelineProps, 'platform' | 'url' | 'registries'>;

/** Each platform with previews: where they run, and where they are reached. */
export const PLATFORMS: Readonly<Record<string, () => Choice>> = {
  'ecs': () => ({
    platform: ecs({ loadBalancer: sharedBalancer() }),
    registries: [Registry.ecr({ account: '111122223333', region: 'eu-west-1', repository: 'shop-preview' })],
    url: 'https://pr-{number}.preview.example.com',
  }),
  'ecs-alone': () => ({
    platform: ecs({
      certificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/00000000-0000-4000-8000-000000000000', hostedZoneId: 'Z0123456789ABCDEFGHIJ',
    }),
    registries: [Registry.ecr({ account: '111122223333', region: 'eu-west-1', repository: 'shop-preview' })],
    url: 'https://pr-{number}.preview.example.com',
  }),
  'kubernetes': () => ({
    platform: Platform.kubernetes({ namespace: 'shop-previews', cluster: gke() }),
    registries: [Registry.artifactRegistry({ project: 'acme-dev', location: 'europe-west1', repository: 'previews' })],
    url: 'https://pr-{number}.preview.example.com',
  }),
  'kubernetes-eks': () => ({
    platform: Platform.kubernetes({ namespace: 'shop-previews', cluster: KubernetesCluster.eks({ account: '111122223333', region: 'eu-west-1', name: 'dev' }) }),
    registries: [Registry.ecr({ account: '111122223333', region: 'eu-west-1', repository: 'shop-preview' })],
    url: 'https://pr-{number}.preview.example.com',
  }),
  'kubernetes-pulumi': () => ({
    platform: Platform.kubernetes({
      namespace: 'shop-previews', cluster: gke(),
      pulumi: { backend: 'gs://acme-dev-state', secretsProvider: 'gcpkms://projects/acme-dev/locations/europe/keyRings/pulumi/cryptoKeys/state' },
    }),
    registries: [Registry.artifactRegistry({ project: 'acme-dev', location: 'europe-west1', repository: 'previews' })],
    url: 'https://pr-{number}.preview.example.com',
  }),
  'cloud-run': () => ({
    platform: Platform.cloudRun({ project: 'acme-dev', projectNumber: '210987654321', region: 'europe-west1' }),
    registries: [Registry.artifactRegistry({ project: 'acme-dev', location: 'europe-west1', repository: 'previews' })],
    url: 'https://shop-pr-{number}-210987654321.europe-west1.run.app',
  }),
  'azure-container-apps': () => ({
    platform: Platform.azureContainerApps({ ...AZURE, resourceGroup: 'previews', environment: AzureEnvironment.existing('previews') }),
    registries: [Registry.acr({ registry: 'acmedev', repository: 'shop-preview' })],
    url: 'https://shop-pr-{number}.happyhill-70162bb9.westeurope.azurecontainerapps.io',
  }),
  'swarm': () => ({
    platform: Platform.swarm({ host: 'deploy@previews.example.com', hostKey: HOST_KEY }),
    registries: [Registry.ghcr({ repository: 'acme/shop-preview' })],
    url: 'https://pr-{number}.preview.example.com',
  }),
  'custom': () => ({
    platform: Platform.custom({
      deploy: [Step.run('./ops/deploy.sh "preview-$PR_NUMBER" "$IMAGE"', { name: 'Deploy' })],
      verify: [Step.run('./ops/verify.sh "preview-$PR_NUMBER" "$DIGEST"', { name: 'Verify' })],
      destroy: [Step.run('./ops/destroy.sh "preview-$PR_NUMBER"', { name: 'Destroy' })],
    }),
    url: 'https://pr-{number}.preview.example.com',
  }),
};

/** Changes to a preview's load balancer. */
export type SharedBalancer = Partial<Parameters<typeof EcsLoadBalancer.existing>[0]>;

export function sharedBalancer(changes: SharedBalancer = {}): EcsLoadBalancer {
  return EcsLoadBalancer.existing({
    listenerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/previews/0123456789abcdef/fedcba9876543210',
    securityGroupId: 'sg-0a1b2c3d4e5f60711', dnsName: 'previews.example.com', priority: 1000, ...changes,
  });
}

export function ecs(changes: Partial<EcsPlatformProps> = {}): Platform {
  return Platform.ecs({
    account: '111122223333', region: 'eu-west-1',
    vpc: EcsVpc.existing({
      vpcId: 'vpc-0a1b2c3d4e5f60718', availabilityZones: ['eu-west-1a', 'eu-west-1b'],
      publicSubnetIds: ['subnet-0a1b2c3d4e5f60711', 'subnet-0a1b2c3d4e5f60712'], privateSubnetIds: ['subnet-0a1b2c3d4e5f60713', 'subnet-0a1b2c3d4e5f60714'],
    }),
    ...changes,
  });
}

function gke(): KubernetesCluster {
  return KubernetesCluster.gke({ project: 'acme-dev', projectNumber: '210987654321', location: 'europe-west1', name: 'dev' });
}

/** Production on Cloud Run and Kubernetes, in a project of its own. */
function production(app: App): ContainerImage {
  const pipeline = new Pipeline(app, 'deliver', { triggers: [Trigger.push({ branches: ['main'] }), Trigger.pullRequest()] });
  const image = new ContainerImage(pipeline, 'image', {
    dockerfile: 'docker/Dockerfile', buildArgs: { MODE: 'release' },
    registries: [
      Registry.artifactRegistry({ project: 'acme-prod', location: 'europe-west1', repository: 'containers' }),
      Registry.ecr({ account: '111122223333', region: 'eu-west-1', repository: 'shop' }),
      Registry.acr({ registry: 'acmeprod' }),
    ],
  });
  new DeployTarget(pipeline, 'production', {
    image, workload: WORKLOAD, url: 'https://shop.example.com',
    platform: Platform.cloudRun({ project: 'acme-prod', projectNumber: '123456789012', region: 'europe-west1' }),
  });
  return image;
}

export interface Program {
  readonly app: App;
  readonly image: ContainerImage;
  readonly preview: PreviewPipeline;
}

export function program(platform = 'kubernetes', changes: Partial<PreviewPipelineProps> = {}, subjectFormat = SubjectFormat.IMMUTABLE): Program {
  const app = new App({ repository: { ...REPOSITORY, subjectFormat } });
  const image = production(app);
  const preview = new PreviewPipeline(app, 'preview', { image, workload: WORKLOAD, ...PLATFORMS[platform](), ...changes });
  return { app, image, preview };
}

export function synthesize(app: App) {
  return synthesizeApp(app, { from: 'pipeline.ts' });
}
