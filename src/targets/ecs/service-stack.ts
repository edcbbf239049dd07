/** What a deployment changes: task definition, service, roles, logs, scaling. Its one parameter is the image. */
import type { App, Stack, aws_ec2, aws_ecs } from 'aws-cdk-lib';
import type { Cdk } from './cdk';
import { addScaling } from './service-scaling';
import { addLogs, addRoles, addTaskDefinition } from './service-task';
import { EcsSettings, isRolling, isScaled, ownAlarms } from './settings';
import { shared } from './shared-values';
import { newStack } from './stack';

export function serviceStack(cdk: Cdk, app: App, settings: EcsSettings): Stack {
  const { names, context } = settings;
  const stack = newStack(cdk, app, 'service', settings, names.serviceStack, `Service ${names.service} of ${context.id}`);
  const image = new cdk.CfnParameter(stack, 'ImageUri', {
    type: 'String',
    description: 'The image, by digest',
    allowedPattern: '^.+@sha256:[a-f0-9]{64}$',
    constraintDescription: 'must be an image by digest: <repository>@sha256:<64 hexadecimal digits>',
  });
  const logs = addLogs(cdk, stack, settings);
  const roles = addRoles(cdk, stack, settings);
  const task = addTaskDefinition(cdk, stack, settings, { image: image.valueAsString, logs, ...roles });
  const service = addService(cdk, stack, settings, task);
  service.node.addDependency(roles.executionRole, roles.taskRole); // with their policies: the first task needs them
  if (isScaled(settings)) addScaling(cdk, stack, settings, service);
  new cdk.CfnOutput(stack, 'ClusterName', { value: names.cluster });
  new cdk.CfnOutput(stack, 'ServiceName', { value: service.serviceName });
  new cdk.CfnOutput(stack, 'LogGroupName', { value: logs.logGroupName });
  settings.customize?.customizeService(stack);
  return stack;
}

function addService(cdk: Cdk, stack: Stack, settings: EcsSettings, taskDefinition: aws_ecs.FargateTaskDefinition): aws_ecs.FargateService {
  const { context, names, loadBalancer } = settings;
  const { Duration } = cdk;
  const vpc = importVpc(cdk, stack, settings);
  const group = cdk.aws_ec2.SecurityGroup.fromSecurityGroupId(stack, 'SecurityGroup', shared(cdk, settings, 'TaskSecurityGroup'), { mutable: false });
  const cluster = cdk.aws_ecs.Cluster.fromClusterAttributes(stack, 'Cluster', {
    vpc,
    securityGroups: [],
    clusterName: names.cluster,
  });
  const service = new cdk.aws_ecs.FargateService(stack, 'Service', {
    cluster,
    taskDefinition,
    serviceName: names.service,
    // with scaling the running number is the scaling's: a number here would reset it at every deployment
    desiredCount: isScaled(settings) ? undefined : context.workload.replicas.min,
    assignPublicIp: settings.network.tasksArePublic,
    vpcSubnets: { subnets: settings.network.tasksArePublic ? vpc.publicSubnets : vpc.privateSubnets },
    securityGroups: [group],
    minHealthyPercent: 100,
    maxHealthyPercent: 200,
    healthCheckGracePeriod: loadBalancer ? Duration.seconds(settings.healthCheckGraceSeconds) : undefined,
    enableECSManagedTags: true,
    deploymentController: { type: cdk.aws_ecs.DeploymentControllerType.ECS },
    propagateTags: cdk.aws_ecs.PropagatedTagSource.SERVICE,
    ...deployment(cdk, settings),
  });
  if (loadBalancer) attach(cdk, stack, settings, service);
  if (settings.testBeforeTraffic) addPause(service, settings);
  return service;
}

/** Rolling: the circuit breaker. Shifting traffic: alarms, which the circuit breaker cannot replace there. */
function deployment(cdk: Cdk, settings: EcsSettings): Partial<aws_ecs.FargateServiceProps> {
  const { aws_ecs: ecs, Duration } = cdk;
  const { kind, bakeMinutes, percent } = settings.context.rollout;
  const own = ownAlarms(settings);
  const alarmNames = [...(own ? [own.errors, own.unhealthy] : []), ...settings.alarms];
  const deploymentAlarms = alarmNames.length ? { alarmNames, behavior: ecs.AlarmBehavior.ROLLBACK_ON_ALARM } : undefined;
  if (isRolling(settings)) return { circuitBreaker: { enable: true, rollback: true }, deploymentAlarms };
  return {
    deploymentAlarms,
    bakeTime: Duration.minutes(bakeMinutes), // 36 hours if it is left out
    deploymentStrategy: kind === 'canary' ? ecs.DeploymentStrategy.CANARY : ecs.DeploymentStrategy.BLUE_GREEN,
    canaryConfiguration: kind === 'canary' ? { stepPercent: percent, stepBakeTime: Duration.minutes(bakeMinutes) } : undefined,
  };
}

function importVpc(cdk: Cdk, stack: Stack, settings: EcsSettings): aws_ec2.IVpc {
  const { network } = settings;
  const zones = [...network.availabilityZones];
  const own = network.tasksArePublic ? network.publicSubnetIds : network.privateSubnetIds;
  const created = network.vpcId === undefined;
  const subnets = created ? zones.map((_, i) => shared(cdk, settings, `TaskSubnet${i}`)) : [...own];
  return cdk.aws_ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: network.vpcId ?? 'vpc-of-the-platform', // nothing in this stack names the network, only its subnets
    availabilityZones: zones,
    ...(network.tasksArePublic ? { publicSubnetIds: subnets } : { privateSubnetIds: subnets }),
  });
}

/** ECS waits with the new version behind the test listener until the job says CONTINUE or ROLLBACK, or time is up. */
function addPause(service: aws_ecs.FargateService, { context }: EcsSettings): void {
  const minutes = Math.max(1, Math.floor(context.rollout.timeoutSeconds / 60));
  // the property is newer than the CDK's own construct
  (service.node.defaultChild as aws_ecs.CfnService).addPropertyOverride('DeploymentConfiguration.LifecycleHooks', [{
    TargetType: 'PAUSE',
    LifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'],
    TimeoutConfiguration: { TimeoutInMinutes: minutes, Action: 'ROLLBACK' },
  }]);
}

function attach(cdk: Cdk, stack: Stack, settings: EcsSettings, service: aws_ecs.FargateService): void {
  const { context } = settings;
  const load = service.loadBalancerTarget({
    containerName: context.workload.name,
    containerPort: context.workload.port,
    alternateTarget: isRolling(settings) ? undefined : alternateTarget(cdk, stack, settings),
  });
  const blue = cdk.aws_elasticloadbalancingv2.ApplicationTargetGroup.fromTargetGroupAttributes(stack, 'BlueTargetGroup', {
    targetGroupArn: shared(cdk, settings, 'BlueTargetGroup'),
  });
  load.attachToApplicationTargetGroup(blue);
}

/** The second target group, and the role by which ECS moves the weights between the two. */
function alternateTarget(cdk: Cdk, stack: Stack, settings: EcsSettings): aws_ecs.IAlternateTarget {
  const { aws_iam: iam } = cdk;
  const role = new iam.Role(stack, 'InfrastructureRole', {
    roleName: `${settings.names.base}-infrastructure`,
    path: settings.names.rolePath,
    permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyArn(stack, 'InfrastructureBoundary', settings.boundaryArn),
    assumedBy: new iam.ServicePrincipal('ecs.amazonaws.com'),
    managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonECSInfrastructureRolePolicyForLoadBalancers')],
    description: `Shifts traffic of ${settings.context.id} between its target groups`,
  });
  const config = {
    alternateTargetGroupArn: shared(cdk, settings, 'GreenTargetGroup'),
    roleArn: role.roleArn,
    productionListenerRule: shared(cdk, settings, 'ProductionRule'),
    testListenerRule: settings.loadBalancer?.testPort === undefined ? undefined : shared(cdk, settings, 'TestRule'),
  };
  return { bind: () => config };
}
