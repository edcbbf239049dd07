/** What outlives a deployment: network, cluster, load balancer, listeners, both target groups, alarms. */
import type { App, Stack, aws_ec2 } from 'aws-cdk-lib';
import type { Cdk } from './cdk';
import { exportValue } from './exports';
import { addAlarms, addLoadBalancer } from './platform-load-balancer';
import { EcsSettings, ownAlarms } from './settings';
import { newStack } from './stack';

export function platformStack(cdk: Cdk, app: App, settings: EcsSettings): Stack {
  const { names, context } = settings;
  const stack = newStack(cdk, app, 'platform', settings, names.platformStack, `Network, cluster and load balancer of ${context.id}`);
  const vpc = addNetwork(cdk, stack, settings);
  addCluster(cdk, stack, settings, vpc);
  const balancer = addLoadBalancer(cdk, stack, settings, vpc);
  if (balancer && ownAlarms(settings)) addAlarms(cdk, stack, settings, balancer);
  settings.customizePlatform?.customizePlatform(stack);
  // CloudFormation refuses a template without resources
  if (!balancer && settings.clusterExists && settings.network.vpcId) new cdk.CfnWaitConditionHandle(stack, 'Marker');
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
  exportValue(cdk, stack, settings, 'VpcId', vpc.vpcId);
  taskSubnets(vpc, settings).forEach((subnet, i) => exportValue(cdk, stack, settings, `TaskSubnet${i}`, subnet.subnetId));
  return vpc;
}

/** Where tasks run: in private subnets where there are any with a way out. */
export function taskSubnets(vpc: aws_ec2.IVpc, settings: EcsSettings): aws_ec2.ISubnet[] {
  if (settings.network.tasksArePublic) return vpc.publicSubnets;
  return vpc.privateSubnets;
}

function addCluster(cdk: Cdk, stack: Stack, settings: EcsSettings, vpc: aws_ec2.IVpc): void {
  if (settings.clusterExists) return;
  const cluster = new cdk.aws_ecs.Cluster(stack, 'Cluster', {
    vpc,
    clusterName: settings.names.cluster,
    containerInsightsV2: cdk.aws_ecs.ContainerInsights.ENABLED,
  });
  exportValue(cdk, stack, settings, 'Cluster', cluster.clusterName);
}
