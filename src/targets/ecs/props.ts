import type { EcsLoadBalancer } from './load-balancer';
import type { EcsVpc } from './vpc';

/** Actions that are allowed on resources. */
export interface EcsPermission {
  /** `s3:GetObject` … */
  readonly actions: string[];
  /** ARNs. */
  readonly resources: string[];
}

/** Names, where the derived ones do not suit. */
export interface EcsNames {
  /**
   * Name of the stack with network, cluster and load balancer.
   * @default - `pipewright-<repository>-<target>-platform`
   */
  readonly platformStack?: string;
  /**
   * Name of the stack with the task and the service.
   * @default - `pipewright-<repository>-<target>-service`
   */
  readonly serviceStack?: string;
  /**
   * Name of the cluster.
   * @default - `pipewright-<repository>-<target>`
   */
  readonly cluster?: string;
  /**
   * Name of the service.
   * @default - the workload's name; on a cluster that exists, followed by the target's id
   */
  readonly service?: string;
  /** The role that the jobs assume. @default - `pipewright-<repository>-<target>-deploy` */
  readonly deployRole?: string;
  /** The role that CloudFormation assumes. @default - `pipewright-<repository>-<target>-cloudformation` */
  readonly cloudFormationRole?: string;
}

/**
 * Extends the service's stack with the CDK: `customizeService(stack: Stack) { stack.node.findChild('Service') … }`.
 * Constructs in it: `TaskDefinition`, `Service`, `TaskRole`, `ExecutionRole`, `Logs`, `Scaling`.
 */
export interface IEcsCustomization {
  /**
   * @param stack the service's `Stack` of aws-cdk-lib
   */
  customizeService(stack: any): void;
}

/**
 * Extends the platform's stack with the CDK. Constructs in it: `Vpc`, `Cluster`, `LoadBalancer`, `TaskSecurityGroup`,
 * `BlueTargetGroup`, `GreenTargetGroup`, `ProductionListenerRule`; those that exist already are not in it.
 */
export interface IEcsPlatformCustomization {
  /**
   * @param stack the platform's `Stack` of aws-cdk-lib
   */
  customizePlatform(stack: any): void;
}

/** ECS on Fargate, by CloudFormation. */
export interface EcsPlatformProps {
  /** Account number, 12 digits. */
  readonly account: string;
  /** `eu-west-1` … */
  readonly region: string;
  /** The network: `EcsVpc.existing(…)` or `EcsVpc.create(…)`. */
  readonly vpc: EcsVpc;
  /**
   * Name of a cluster that exists.
   * @default - one is created, with container insights
   */
  readonly existingCluster?: string;
  /**
   * The load balancer of a workload that takes requests.
   * @default - one is created
   */
  readonly loadBalancer?: EcsLoadBalancer;
  /**
   * ARN of the domain's certificate in ACM, in the same region.
   * @default - the target's `certificate`; without one the listener is HTTP only
   */
  readonly certificateArn?: string;
  /**
   * Id of the Route 53 zone that gets an alias record of the domain.
   * @default - none: the domain is pointed to the load balancer by hand
   */
  readonly hostedZoneId?: string;
  /**
   * ARN of a permissions boundary for every role that the stacks create.
   * @default - the bootstrap creates one with exactly what the workload needs
   */
  readonly permissionsBoundary?: string;
  /**
   * Days that logs are kept.
   * @default 90
   */
  readonly logRetentionDays?: number;
  /**
   * Port of the listener on which blue/green and canary deployments show the new version before it gets traffic.
   * @default 9001
   */
  readonly testListenerPort?: number;
  /**
   * Address ranges that may reach the test listener.
   * @default - those of the load balancer
   */
  readonly testListenerAllowFrom?: string[];
  /**
   * Blue/green and canary: pause before the new version gets traffic, smoke the test listener, then go on or roll back.
   * @default false
   */
  readonly testBeforeTraffic?: boolean;
  /**
   * Names of further CloudWatch alarms that roll a deployment back.
   * @default - blue/green and canary create their own: answers 5xx and unhealthy hosts
   */
  readonly alarms?: string[];
  /**
   * Run on ARM (Graviton) processors; the image must be built for `linux/arm64`.
   * @default false
   */
  readonly arm64?: boolean;
  /**
   * Mount the image's files read-only; `/tmp` stays writable.
   * @default true
   */
  readonly readonlyRootFilesystem?: boolean;
  /**
   * Paths in memory that stay writable, where the image's files are read-only.
   * @default - /tmp
   */
  readonly writablePaths?: string[];
  /**
   * User that the container runs as, `1000:1000`.
   * @default - the image's
   */
  readonly user?: string;
  /**
   * Linux capabilities that are taken from the container.
   * @default - ALL
   */
  readonly dropCapabilities?: string[];
  /**
   * Seconds in which a starting task is not judged by the load balancer.
   * @default 60
   */
  readonly healthCheckGraceSeconds?: number;
  /**
   * What the running container may do in AWS: goes into the task's role and the permissions boundary.
   * @default - nothing
   */
  readonly taskPermissions?: EcsPermission[];
  /**
   * What CloudFormation may do beyond what the templates here need, for resources that `customize` adds.
   * @default - nothing
   */
  readonly deployPermissions?: EcsPermission[];
  /**
   * ARNs of the KMS keys of the secrets, where they are not AWS's own.
   * @default - none
   */
  readonly secretKeyArns?: string[];
  /**
   * Name of an S3 bucket for templates over 51,200 bytes.
   * @default - none: larger templates are an error
   */
  readonly templateBucket?: string;
  /**
   * Names, where the derived ones do not suit.
   * @default - derived
   */
  readonly names?: EcsNames;
  /**
   * Extends the service's stack.
   * @default - nothing
   */
  readonly customize?: IEcsCustomization;
  /**
   * Extends the platform's stack.
   * @default - nothing
   */
  readonly customizePlatform?: IEcsPlatformCustomization;
}
