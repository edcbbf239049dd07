/** What CloudFormation may do for the two stacks: what their templates hold, by name wherever names are known. */
import { arn, balancerArns, inRegion, targetGroupArn } from './permissions';
import { EcsSettings, isScaled, ownAlarms } from './settings';
import { sharedName } from './shared-values';
import { allow, Statement } from '../../trust/aws';

/** Of the role that CloudFormation assumes for both stacks. */
export function cloudFormationStatements(settings: EcsSettings): Statement[] {
  return [
    ...ecsStatements(settings),
    ...roleStatements(settings),
    ...logStatements(settings),
    ...sharedStatements(settings),
    ...networkStatements(settings),
    ...balancerStatements(settings),
    ...alarmStatements(settings),
    ...scalingStatements(settings),
    ...settings.deployPermissions.map((p, i) => allow(`Extension${i + 1}`, [...p.actions], [...p.resources])),
  ];
}

function ecsStatements(settings: EcsSettings): Statement[] {
  const { cluster, service } = settings.names;
  const tags = ['ecs:ListTagsForResource', 'ecs:TagResource', 'ecs:UntagResource'];
  const ofService = (kind: string) => arn(settings, 'ecs', `${kind}/${cluster}/${service}`);
  return [
    ...(settings.clusterExists ? [] : [allow('Cluster', [
      'ecs:CreateCluster', 'ecs:DeleteCluster', 'ecs:DescribeClusters', 'ecs:PutClusterCapacityProviders',
      'ecs:UpdateCluster', 'ecs:UpdateClusterSettings', ...tags,
    ], [arn(settings, 'ecs', `cluster/${cluster}`)])]),
    allow('Service', [
      'ecs:CreateService', 'ecs:DeleteService', 'ecs:DescribeServiceDeployments', 'ecs:DescribeServiceRevisions', 'ecs:DescribeServices',
      'ecs:ListServiceDeployments', 'ecs:StopServiceDeployment', 'ecs:UpdateService', ...tags,
    ], [ofService('service'), `${ofService('service-deployment')}/*`, `${ofService('service-revision')}/*`]),
    allow('TagTaskDefinition', tags, [arn(settings, 'ecs', `task-definition/${service}:*`)]),
    // ECS checks no resource for these
    allow('TaskDefinition', ['ecs:DeregisterTaskDefinition', 'ecs:DescribeTaskDefinition', 'ecs:RegisterTaskDefinition'], '*', inRegion(settings)),
  ];
}

/** Roles only under the target's path, only with the boundary, handed only to ECS. */
function roleStatements(settings: EcsSettings): Statement[] {
  const { names, boundaryArn, partition, account } = settings;
  const roles = [`arn:${partition}:iam::${account}:role${names.rolePath}${names.base}-*`];
  const bounded = { 'iam:PermissionsBoundary': boundaryArn };
  return [
    allow('CreateRoles', ['iam:CreateRole', 'iam:DeleteRolePolicy', 'iam:DetachRolePolicy', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy'], roles, { StringEquals: bounded }),
    allow('AttachLoadBalancerPolicy', ['iam:AttachRolePolicy'], roles, {
      StringEquals: bounded,
      ArnEquals: { 'iam:PolicyARN': `arn:${partition}:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers` },
    }),
    allow('Roles', [
      'iam:DeleteRole', 'iam:GetRole', 'iam:GetRolePolicy', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies', 'iam:ListRoleTags',
      'iam:TagRole', 'iam:UntagRole', 'iam:UpdateAssumeRolePolicy', 'iam:UpdateRole', 'iam:UpdateRoleDescription',
    ], roles),
    allow('PassRoles', ['iam:PassRole'], roles, { StringEquals: { 'iam:PassedToService': ['ecs-tasks.amazonaws.com', 'ecs.amazonaws.com'] } }),
    allow('ServiceLinkedRoles', ['iam:CreateServiceLinkedRole'], [`arn:${partition}:iam::${account}:role/aws-service-role/*`], {
      StringEquals: { 'iam:AWSServiceName': linkedServices(settings) },
    }),
  ];
}

/** The first service of its kind in an account makes AWS create a role of its own. */
function linkedServices(settings: EcsSettings): string[] {
  return [
    'ecs.amazonaws.com',
    ...(settings.loadBalancer ? ['elasticloadbalancing.amazonaws.com'] : []),
    ...(isScaled(settings) ? ['ecs.application-autoscaling.amazonaws.com'] : []),
  ];
}

function logStatements(settings: EcsSettings): Statement[] {
  const group = arn(settings, 'logs', `log-group:${settings.names.serviceStack}-*`);
  return [
    allow('Logs', [
      'logs:CreateLogGroup', 'logs:DeleteLogGroup', 'logs:DeleteRetentionPolicy', 'logs:GetDataProtectionPolicy', 'logs:ListTagsForResource',
      'logs:ListTagsLogGroup', 'logs:PutRetentionPolicy', 'logs:TagResource', 'logs:UntagResource',
    ], [group]),
    allow('SeeLogs', ['logs:DescribeIndexPolicies', 'logs:DescribeLogGroups', 'logs:DescribeResourcePolicies'], '*', inRegion(settings)),
  ];
}

/** The values that the platform's stack hands to the service's. */
function sharedStatements(settings: EcsSettings): Statement[] {
  return [
    allow('SharedValues', [
      'ssm:AddTagsToResource', 'ssm:DeleteParameter', 'ssm:GetParameter', 'ssm:GetParameters', 'ssm:ListTagsForResource', 'ssm:PutParameter',
      'ssm:RemoveTagsFromResource',
    ], [arn(settings, 'ssm', `parameter${sharedName(settings, '*')}`)]),
    allow('SeeSharedValues', ['ssm:DescribeParameters'], '*', inRegion(settings)),
  ];
}

function networkStatements(settings: EcsSettings): Statement[] {
  const { network } = settings;
  const see = allow('SeeNetwork', ['ec2:Describe*', 'ec2:GetSecurityGroupsForVpc'], '*', inRegion(settings));
  const change = [
    'ec2:AuthorizeSecurityGroupEgress', 'ec2:AuthorizeSecurityGroupIngress', 'ec2:DeleteSecurityGroup', 'ec2:ModifySecurityGroupRules',
    'ec2:RevokeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress', 'ec2:UpdateSecurityGroupRuleDescriptionsEgress',
    'ec2:UpdateSecurityGroupRuleDescriptionsIngress',
  ];
  const groups = arn(settings, 'ec2', 'security-group/*');
  const rules = arn(settings, 'ec2', 'security-group-rule/*');
  const tag = ['ec2:CreateTags', 'ec2:DeleteTags'];
  if (network.vpcId !== undefined) {
    const vpc = arn(settings, 'ec2', `vpc/${network.vpcId}`);
    return [
      see,
      allow('CreateSecurityGroups', ['ec2:CreateSecurityGroup'], [vpc, groups]),
      allow('SecurityGroups', change, [groups], { ArnEquals: { 'ec2:Vpc': vpc } }),
      allow('SecurityGroupRules', ['ec2:AuthorizeSecurityGroupEgress', 'ec2:AuthorizeSecurityGroupIngress', 'ec2:ModifySecurityGroupRules', ...tag], [rules]),
      allow('TagSecurityGroups', tag, [groups]),
    ];
  }
  // ids of a network that is yet to be created are not known
  return [see, allow('Network', [
    ...change, ...tag, 'ec2:CreateSecurityGroup',
    'ec2:AllocateAddress', 'ec2:AssociateRouteTable', 'ec2:AttachInternetGateway', 'ec2:CreateInternetGateway', 'ec2:CreateNatGateway',
    'ec2:CreateRoute', 'ec2:CreateRouteTable', 'ec2:CreateSubnet', 'ec2:CreateVpc', 'ec2:DeleteInternetGateway', 'ec2:DeleteNatGateway',
    'ec2:DeleteRoute', 'ec2:DeleteRouteTable', 'ec2:DeleteSubnet', 'ec2:DeleteVpc', 'ec2:DetachInternetGateway', 'ec2:DisassociateAddress',
    'ec2:DisassociateRouteTable', 'ec2:ModifySubnetAttribute', 'ec2:ModifyVpcAttribute', 'ec2:ReleaseAddress', 'ec2:ReplaceRoute',
  ], '*', inRegion(settings))];
}

function balancerStatements(settings: EcsSettings): Statement[] {
  const { loadBalancer } = settings;
  if (!loadBalancer) return [];
  const elb = (...actions: string[]) => actions.map((action) => `elasticloadbalancing:${action}`);
  const zone = loadBalancer.hostedZoneId;
  return [
    allow('SeeLoadBalancers', elb('Describe*'), '*'),
    allow('TargetGroups', elb(
      'AddTags', 'CreateTargetGroup', 'DeleteTargetGroup', 'DeregisterTargets', 'ModifyTargetGroup', 'ModifyTargetGroupAttributes', 'RegisterTargets', 'RemoveTags',
    ), [targetGroupArn(settings)]),
    allow('ListenerRules', elb('AddTags', 'CreateRule', 'DeleteRule', 'ModifyRule', 'RemoveTags', 'SetRulePriorities'), balancerArns(settings, ['listener', 'listener-rule'])),
    ...(loadBalancer.existing ? [] : [allow('LoadBalancer', elb(
      'AddListenerCertificates', 'AddTags', 'CreateListener', 'CreateLoadBalancer', 'DeleteListener', 'DeleteLoadBalancer', 'ModifyListener',
      'ModifyListenerAttributes', 'ModifyLoadBalancerAttributes', 'RemoveListenerCertificates', 'RemoveTags', 'SetIpAddressType', 'SetSecurityGroups', 'SetSubnets',
    ), balancerArns(settings, ['loadbalancer', 'listener']))]),
    ...(zone ? [
      allow('Record', ['route53:ChangeResourceRecordSets', 'route53:GetHostedZone', 'route53:ListResourceRecordSets'], [`arn:${settings.partition}:route53:::hostedzone/${zone}`]),
      allow('RecordChange', ['route53:GetChange'], [`arn:${settings.partition}:route53:::change/*`]),
    ] : []),
  ];
}

function alarmStatements(settings: EcsSettings): Statement[] {
  const own = ownAlarms(settings) !== undefined;
  const { base, cluster, service } = settings.names;
  const alarms = [
    ...(own ? [arn(settings, 'cloudwatch', `alarm:${base}-*`)] : []),
    ...(isScaled(settings) ? [arn(settings, 'cloudwatch', `alarm:TargetTracking-service/${cluster}/${service}-*`)] : []),
  ];
  const change = ['cloudwatch:DeleteAlarms', 'cloudwatch:ListTagsForResource', 'cloudwatch:PutMetricAlarm', 'cloudwatch:TagResource', 'cloudwatch:UntagResource'];
  return [
    ...(alarms.length ? [allow('Alarms', change, alarms)] : []),
    ...(alarms.length || settings.alarms.length ? [allow('SeeAlarms', ['cloudwatch:DescribeAlarms'], '*', inRegion(settings))] : []),
  ];
}

function scalingStatements(settings: EcsSettings): Statement[] {
  if (!isScaled(settings)) return [];
  const scaling = (...actions: string[]) => actions.map((action) => `application-autoscaling:${action}`);
  return [
    allow('Scaling', scaling(
      'DeleteScalingPolicy', 'DeregisterScalableTarget', 'ListTagsForResource', 'PutScalingPolicy', 'RegisterScalableTarget', 'TagResource', 'UntagResource',
    ), [arn(settings, 'application-autoscaling', 'scalable-target/*')]),
    allow('SeeScaling', scaling('DescribeScalableTargets', 'DescribeScalingPolicies', 'DescribeScheduledActions'), '*', inRegion(settings)),
  ];
}
