/** The props of a target as plain data, read once, with every default and derived name filled in. */
import type { AwsRole } from '../../trust/aws';
import type { TargetContext } from '../target';
import type { CreateLoadBalancerProps, ExistingLoadBalancerProps } from './load-balancer';
import type { EcsPermission, IEcsCustomization, IEcsPlatformCustomization } from './props';
import type { EcsSecret } from './secrets';

export interface NetworkSettings {
  /** Undefined where the network is created. */
  readonly vpcId?: string;
  readonly availabilityZones: readonly string[];
  readonly publicSubnetIds: readonly string[];
  readonly privateSubnetIds: readonly string[];
  /** Of a network that is created. */
  readonly cidr: string;
  readonly natGateways: number;
  /** Tasks run in public subnets, with a public address. */
  readonly tasksArePublic: boolean;
}

export interface LoadBalancerSettings {
  readonly isPublic: boolean;
  readonly existing?: ExistingLoadBalancerProps;
  readonly create: CreateLoadBalancerProps;
  readonly name: string;
  /** Start of both target groups' names. */
  readonly targetGroupPrefix: string;
  readonly allowFrom: readonly string[];
  readonly certificateArn?: string;
  readonly domain?: string;
  readonly hostedZoneId?: string;
  readonly healthPath?: string;
  /** Port of the test listener; undefined where there is none. */
  readonly testPort?: number;
  readonly testAllowFrom: readonly string[];
}

export interface EcsNameSet {
  /** `pipewright-<repository>-<target>`: what everything else starts with. */
  readonly base: string;
  readonly platformStack: string;
  readonly serviceStack: string;
  readonly bootstrapStack: string;
  readonly cluster: string;
  readonly service: string;
  readonly rolePath: string;
  readonly boundary: string;
}

export interface EcsSettings {
  readonly context: TargetContext;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly names: EcsNameSet;
  readonly deployRole: AwsRole;
  readonly cloudFormationRole: AwsRole;
  readonly boundaryArn: string;
  /** The bootstrap creates the boundary. */
  readonly ownBoundary: boolean;
  readonly clusterExists: boolean;
  readonly network: NetworkSettings;
  /** Undefined where the workload takes no requests. */
  readonly loadBalancer?: LoadBalancerSettings;
  readonly secrets: Readonly<Record<string, EcsSecret>>;
  readonly secretKeyArns: readonly string[];
  readonly containerCheck?: readonly string[];
  readonly logRetentionDays: number;
  readonly testBeforeTraffic: boolean;
  readonly alarms: readonly string[];
  readonly arm64: boolean;
  readonly readonlyRootFilesystem: boolean;
  readonly writablePaths: readonly string[];
  readonly user?: string;
  readonly dropCapabilities: readonly string[];
  readonly healthCheckGraceSeconds: number;
  readonly taskPermissions: readonly EcsPermission[];
  readonly deployPermissions: readonly EcsPermission[];
  readonly templateBucket?: string;
  readonly customize?: IEcsCustomization;
  readonly customizePlatform?: IEcsPlatformCustomization;
}

export function isScaled(settings: EcsSettings): boolean {
  const { min, max } = settings.context.workload.replicas;
  return max > min;
}

export function isRolling(settings: EcsSettings): boolean {
  return settings.context.rollout.kind === 'rolling';
}

/** Names of the alarms that the platform's stack creates for deployments that shift traffic. */
export function ownAlarms(settings: EcsSettings): { errors: string; unhealthy: string } | undefined {
  if (isRolling(settings) || !settings.loadBalancer || settings.loadBalancer.existing) return undefined;
  const { base } = settings.names;
  return { errors: `${base}-5xx`, unhealthy: `${base}-unhealthy` };
}

/** ECR is pulled by the role, and a public image by anybody. */
export function isPulledWithSecret({ context }: EcsSettings): boolean {
  const { registry } = context;
  return registry !== undefined && !registry.ecr && !registry.isPublic && registry.pullSecret !== undefined;
}
