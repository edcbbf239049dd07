/** What a deployment changes: task definition, service, roles, logs, scaling. Its one parameter is the image. */
import type { App, Stack, aws_ec2, aws_ecs } from 'aws-cdk-lib';
import type { Cdk } from './cdk';
import { importValue } from './exports';
import { addLogs, addRoles, addTaskDefinition } from './service-task';
import { addScaling } from './service-scaling';
import { EcsSettings, isRolling, isScaled, ownAlarms } from './settings';
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
  if (isScaled(settings)) addScaling(cdk, stack, settings, service);
  new cdk.CfnOutput(stack, 'ClusterName', { value: service.cluster.clusterName });
  new cdk.CfnOutput(stack, 'ServiceName', { value: service.serviceName });
  new cdk.CfnOutput(stack, 'LogGroupName', { value: logs.logGroupName });
  settings.customize?.customizeService(stack);
  return stack;
}

function addService(cdk: Cdk, stack: Stack, settings: EcsSettings, taskDefinition: aws_ecs.FargateTaskDefinition): aws_ecs.FargateService {
  const { context, names, loadBalancer } = settings;
  const { Duration } = cdk;
  const vpc = importVpc(cdk, stack, settings);
  const group = addSecurityGroup(cdk, stack, settings, vpc);
  const cluster = cdk.aws_ecs.Cluster.fromClusterAttributes(stack, 'Cluster', {
    vpc,
    securityGroups: [],
    clusterName: settings.clusterExists ? names.cluster : importValue(cdk, settings, 'Cluster'),
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
    propagateTags: cdk.aws_ecs.PropagatedTagSource.SERVICE,
    ...deployment(cdk, settings),
  });
  if (loadBalancer) attach(cdk, stack, settings, service);
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
    ...(kind === 'canary'
      ? { deploymentStrategy: ecs.DeploymentStrategy.CANARY, canaryConfiguration: { stepPercent: percent, stepBakeTime: Duration.minutes(bakeMinutes) } }
      : { deploymentStrategy: ecs.DeploymentStrategy.BLUE_GREEN }),
  };
}

function importVpc(cdk: Cdk, stack: Stack, settings: EcsSettings): aws_ec2.IVpc {
  const { network } = settings;
  const zones = [...network.availabilityZones];
  const own = network.tasksArePublic ? network.publicSubnetIds : network.privateSubnetIds;
  const created = network.vpcId === undefined;
  const subnets = created ? zones.map((_, i) => importValue(cdk, settings, `TaskSubnet${i}`)) : [...own];
  return cdk.aws_ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: network.vpcId ?? importValue(cdk, settings, 'VpcId'),
    availabilityZones: zones,
    ...(network.tasksArePublic ? { publicSubnetIds: subnets } : { privateSubnetIds: subnets }),
  });
}

/** Tasks answer their load balancer only; without one they answer nobody. */
function addSecurityGroup(cdk: Cdk, stack: Stack, settings: EcsSettings, vpc: aws_ec2.IVpc): aws_ec2.SecurityGroup {
  const { aws_ec2: ec2 } = cdk;
  const { loadBalancer, context } = settings;
  const group = new ec2.SecurityGroup(stack, 'SecurityGroup', { vpc, description: `Tasks of ${context.id}` });
  const { port } = context.workload;
  if (!loadBalancer || port === undefined) return group;
  const balancerGroup = loadBalancer.existing?.securityGroupId ?? importValue(cdk, settings, 'LoadBalancerSecurityGroup');
  new ec2.CfnSecurityGroupIngress(stack, 'FromLoadBalancer', {
    groupId: group.securityGroupId, sourceSecurityGroupId: balancerGroup,
    ipProtocol: 'tcp', fromPort: port, toPort: port, description: 'Requests from the load balancer',
  });
  // the group of a load balancer that exists is its owner's
  if (!loadBalancer.existing) {
    new ec2.CfnSecurityGroupEgress(stack, 'ToTasks', {
      groupId: balancerGroup, destinationSecurityGroupId: group.securityGroupId,
      ipProtocol: 'tcp', fromPort: port, toPort: port, description: `Requests to the tasks of ${context.id}`,
    });
  }
  return group;
}

function attach(cdk: Cdk, stack: Stack, settings: EcsSettings, service: aws_ecs.FargateService): void {
  const { context } = settings;
  const load = service.loadBalancerTarget({
    containerName: context.workload.name,
    containerPort: context.workload.port,
    alternateTarget: isRolling(settings) ? undefined : alternateTarget(cdk, stack, settings),
  });
  const blue = cdk.aws_elasticloadbalancingv2.ApplicationTargetGroup.fromTargetGroupAttributes(stack, 'BlueTargetGroup', {
    targetGroupArn: importValue(cdk, settings, 'BlueTargetGroup'),
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
    alternateTargetGroupArn: importValue(cdk, settings, 'GreenTargetGroup'),
    roleArn: role.roleArn,
    productionListenerRule: importValue(cdk, settings, 'ProductionRule'),
    testListenerRule: settings.loadBalancer?.testPort === undefined ? undefined : importValue(cdk, settings, 'TestRule'),
  };
  return { bind: () => config };
}
