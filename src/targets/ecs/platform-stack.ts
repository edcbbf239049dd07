/** What outlives a deployment: network, cluster, load balancer, listeners, both target groups, alarms. */
import type { App, Stack, aws_ec2 } from 'aws-cdk-lib';
import type { Cdk } from './cdk';
import { addAlarms } from './platform-alarms';
import { addLoadBalancer } from './platform-load-balancer';
import { EcsSettings, ownAlarms } from './settings';
import { share } from './shared-values';
import { newStack } from './stack';

export function platformStack(cdk: Cdk, app: App, settings: EcsSettings): Stack {
  const { names, context } = settings;
  const stack = newStack(cdk, app, 'platform', settings, names.platformStack, `Network, cluster and load balancer of ${context.id}`);
  const vpc = addNetwork(cdk, stack, settings);
  addCluster(cdk, stack, settings, vpc);
  const tasks = addTaskGroup(cdk, stack, settings, vpc);
  const balancer = addLoadBalancer(cdk, stack, settings, vpc, tasks);
  if (balancer && ownAlarms(settings)) addAlarms(cdk, stack, settings, balancer);
  settings.customizePlatform?.customizePlatform(stack);
  return stack;
}

function addNetwork(cdk: Cdk, stack: Stack, settings: EcsSettings): aws_ec2.IVpc {
  const { network } = settings;
  const { aws_ec2: ec2 } = cdk;
  if (network.vpcId !== undefined) {
    return ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: network.vpcId,
      availabilityZones: [...network.availabilityZones],
      publicSubnetIds: network.publicSubnetIds.length ? [...network.publicSubnetIds] : undefined,
      privateSubnetIds: network.privateSubnetIds.length ? [...network.privateSubnetIds] : undefined,
    });
  }
  const publicSubnet = { name: 'Public', subnetType: ec2.SubnetType.PUBLIC, mapPublicIpOnLaunch: false };
  const privateSubnet = {
    name: 'Private',
    subnetType: network.natGateways ? ec2.SubnetType.PRIVATE_WITH_EGRESS : ec2.SubnetType.PRIVATE_ISOLATED,
  };
  const vpc = new ec2.Vpc(stack, 'Vpc', {
    availabilityZones: [...network.availabilityZones],
    ipAddresses: ec2.IpAddresses.cidr(network.cidr),
    natGateways: network.natGateways,
    subnetConfiguration: [publicSubnet, privateSubnet],
    restrictDefaultSecurityGroup: false, // the CDK would do it by a Lambda function
  });
  taskSubnets(vpc, settings).forEach((subnet, i) => share(cdk, stack, settings, `TaskSubnet${i}`, subnet.subnetId));
  return vpc;
}

/** Where tasks run: in private subnets where there are any with a way out. */
function taskSubnets(vpc: aws_ec2.IVpc, settings: EcsSettings): aws_ec2.ISubnet[] {
  if (settings.network.tasksArePublic) return vpc.publicSubnets;
  return vpc.privateSubnets;
}

function addCluster(cdk: Cdk, stack: Stack, settings: EcsSettings, vpc: aws_ec2.IVpc): void {
  if (settings.clusterExists) return;
  new cdk.aws_ecs.Cluster(stack, 'Cluster', {
    vpc,
    clusterName: settings.names.cluster,
    containerInsightsV2: cdk.aws_ecs.ContainerInsights.ENABLED,
  });
}

/** Tasks answer their load balancer only; without one they answer nobody. */
function addTaskGroup(cdk: Cdk, stack: Stack, settings: EcsSettings, vpc: aws_ec2.IVpc): aws_ec2.SecurityGroup {
  const group = new cdk.aws_ec2.SecurityGroup(stack, 'TaskSecurityGroup', { vpc, description: `Tasks of ${settings.context.id}` });
  share(cdk, stack, settings, 'TaskSecurityGroup', group.securityGroupId);
  return group;
}
