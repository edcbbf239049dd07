/** One program, and six platforms (one of them in two modes) that are put into it by a word. */
import { App } from '../../../src/app';
import { ContainerImage, ContainerImageProps, DeployTarget, DeployTargetProps } from '../../../src/constructs';
import { Job } from '../../../src/job';
import { Pipeline } from '../../../src/pipeline';
import { Platform } from '../../../src/platform';
import { Problem } from '../../../src/problem';
import { Registry } from '../../../src/registries';
import { Step } from '../../../src/step';
import { synthesizeApp } from '../../../src/synth/synthesize';
import { synthesizeTargets } from '../../../src/synth/targets';
import { AzureEnvironment, EcsVpc, KubernetesCluster } from '../../../src/targets';
import { Trigger } from '../../../src/trigger';
import { Ingress, Workload, WorkloadProps } from '../../../src/workload';

const GKE = { project: 'acme-prod', projectNumber: '123456789012' };

export const PLATFORMS = {
  ecs: () => Platform.ecs({ account: '111122223333', region: 'eu-west-1', vpc: EcsVpc.create({ availabilityZones: ['eu-west-1a', 'eu-west-1b'] }) }),
  kubernetes: () => Platform.kubernetes({ namespace: 'shop', cluster: KubernetesCluster.gke({ ...GKE, location: 'europe-west1', name: 'prod' }) }),
  pulumi: () => Platform.kubernetes({
    namespace: 'shop', cluster: KubernetesCluster.gke({ ...GKE, location: 'europe-west1', name: 'prod' }),
    pulumi: { backend: 'gs://acme-state', secretsProvider: 'gcpkms://projects/acme-prod/locations/europe/keyRings/pulumi/cryptoKeys/state' },
  }),
  cloudRun: () => Platform.cloudRun({ ...GKE, region: 'europe-west1' }),
  azureContainerApps: () => Platform.azureContainerApps({
    tenantId: '00000000-0000-4000-8000-000000000001', subscriptionId: '00000000-0000-4000-8000-000000000002', resourceGroup: 'prod',
    environment: AzureEnvironment.existing('prod-env'),
  }),
  swarm: () => Platform.swarm({ host: 'deploy@swarm.example.com', hostKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDtZ0n7cVq8Yv1Hq3c0mZk2g8y5eF1bq9l3Yw6tXoJ4r' }),
  custom: () => Platform.custom({
    deploy: [Step.run('./ops/deploy.sh "$IMAGE" "$ENVIRONMENT"')], verify: [Step.run('./ops/verify.sh "$DIGEST"')],
    rollback: [Step.run('./ops/rollback.sh')], destroy: [Step.run('./ops/destroy.sh')], drift: [Step.run('./ops/diff.sh')],
  }),
} as const satisfies Record<string, () => Platform>;

export type PlatformName = keyof typeof PLATFORMS;
export const PLATFORM_NAMES = Object.keys(PLATFORMS) as PlatformName[];

export interface Changes {
  readonly workload?: Partial<WorkloadProps>;
  readonly target?: Partial<DeployTargetProps>;
  readonly image?: Partial<ContainerImageProps>;
  /** The target is deployed after another one. */
  readonly second?: boolean;
  readonly needsJob?: boolean;
}

/** Registries for every platform: each takes the one that it can pull from. */
const REGISTRIES = () => [
  Registry.ghcr(),
  Registry.ecr({ account: '111122223333', region: 'eu-west-1' }),
  Registry.artifactRegistry({ project: 'acme-prod', location: 'europe-west1', repository: 'containers', projectNumber: GKE.projectNumber }),
  Registry.acr({ registry: 'acmeprod' }),
];

export const WORKLOAD: WorkloadProps = {
  name: 'shop', port: 8080, cpu: 1, memoryMiB: 2048, replicas: { min: 3, max: 3 }, healthPath: '/healthz', env: { LOG_LEVEL: 'info' }, ingress: Ingress.PUBLIC,
};

/** What a person runs once is no file, but written all the same. */
export const COMMANDS = 'bootstrap commands';

export interface Outcome {
  readonly problems: readonly Problem[];
  readonly errors: readonly Problem[];
  readonly files: ReadonlyMap<string, string>;
}

export function synthesize(platform: PlatformName, { workload, target, image: imageChanges, second, needsJob }: Changes = {}): Outcome {
  const app = new App({ repository: { owner: 'acme', name: 'shop', ownerId: 1234567, id: 7654321 } });
  const pipeline = new Pipeline(app, 'deliver', { triggers: [Trigger.push({ branches: ['main'] })] });
  const image = new ContainerImage(pipeline, 'image', { registries: REGISTRIES(), ...imageChanges });
  const common = { image, workload: new Workload({ ...WORKLOAD, ...workload }), platform: PLATFORMS[platform]() };
  const before = second ? [new DeployTarget(pipeline, 'zebra', { ...common, platform: PLATFORMS.custom() })] : undefined;
  const needs = needsJob ? [new Job(pipeline, 'zebra', { steps: [Step.run('true')] })] : undefined;
  new DeployTarget(pipeline, 'live', { ...common, ...(before && { after: before }), ...(needs && { needs }), ...target });
  const { files, problems } = synthesizeApp(app, { from: 'pipeline.ts' });
  const commands = synthesizeTargets(app, [pipeline]).results.flatMap(({ output }) => output.bootstrapCommands.map(({ command }) => command));
  return { problems, errors: problems.filter((p) => p.severity === 'error'), files: new Map([...files.map((file) => [file.path, file.text] as const), [COMMANDS, commands.join('\n')]]) };
}
