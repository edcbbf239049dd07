/** What each role may do, from what the templates hold: nothing is granted for what is not there. */
import { choosesPriority } from './preview';
import { EcsSettings, isPulledWithSecret, isRolling } from './settings';
import { allow, Statement } from '../../trust/aws/policy';
import { unique } from '../support/unique';

/** An ARN of the target's account. */
export function arn(settings: EcsSettings, service: string, resource: string, region = settings.region): string {
  return `arn:${settings.partition}:${service}:${region}:${settings.account}:${resource}`;
}

export function inRegion(settings: EcsSettings): Statement['Condition'] {
  return { StringEquals: { 'aws:RequestedRegion': settings.region } };
}

/** Of the execution role: what ECS needs before the container runs. Logs are granted where the log group is known. */
export function readStatements(settings: EcsSettings): Statement[] {
  const { context } = settings;
  const ecr = context.registry?.ecr;
  const byAction = (action: string) => Object.values(settings.secrets).filter((s) => s.action === action).map((s) => s.resource);
  const managed = byAction('secretsmanager:GetSecretValue');
  if (isPulledWithSecret(settings)) managed.push(context.registry!.pullSecret!);
  const parameters = byAction('ssm:GetParameters');
  return [
    ...(ecr ? [
      allow('SignInToEcr', ['ecr:GetAuthorizationToken'], '*'), // ECR knows no resource here
      allow('PullImage', ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], [
        `arn:${settings.partition}:ecr:${ecr.region}:${ecr.account}:repository/${ecr.repository}`,
      ]),
    ] : []),
    ...(managed.length ? [allow('ReadSecrets', ['secretsmanager:GetSecretValue'], unique(managed))] : []),
    ...(parameters.length ? [allow('ReadParameters', ['ssm:GetParameters'], unique(parameters))] : []),
    ...(settings.secretKeyArns.length ? [allow('DecryptSecrets', ['kms:Decrypt'], unique(settings.secretKeyArns))] : []),
  ];
}

/** Of the running container. */
export function taskStatements(settings: EcsSettings): Statement[] {
  return settings.taskPermissions.map((p, i) => allow(`Task${i + 1}`, [...p.actions], [...p.resources]));
}

/** The boundary of every role that the stacks create: all that any of them may ever do. */
export function boundaryStatements(settings: EcsSettings): Statement[] {
  return [
    ...readStatements(settings),
    allow('WriteLogs', ['logs:CreateLogStream', 'logs:PutLogEvents'], [arn(settings, 'logs', `log-group:${settings.names.serviceStack}-*`)]),
    ...(settings.loadBalancer ? shiftTraffic(settings) : []),
    ...taskStatements(settings),
  ];
}

/** Always there with a load balancer, so that changing the rollout needs no new bootstrap. */
function shiftTraffic(settings: EcsSettings): Statement[] {
  return [
    allow('SeeLoadBalancer', ['elasticloadbalancing:Describe*'], '*'),
    allow('ShiftTraffic', [
      'elasticloadbalancing:DeregisterTargets',
      'elasticloadbalancing:ModifyListener',
      'elasticloadbalancing:ModifyRule',
      'elasticloadbalancing:RegisterTargets',
    ], [...balancerArns(settings, ['listener', 'listener-rule']), targetGroupArn(settings)]),
  ];
}

export function balancerArns(settings: EcsSettings, kinds: readonly string[]): string[] {
  const balancer = settings.loadBalancer;
  if (!balancer) return [];
  // the name carries the scheme; a load balancer that changes it is replaced, and both exist for a while
  const name = balancer.existing ? balancer.existing.listenerArn.split('/')[2] : balancer.create.name ?? balancer.name.replace(/-(pub|int)$/, '-*');
  return kinds.map((kind) => arn(settings, 'elasticloadbalancing', `${kind}/app/${name}/*`));
}

export function targetGroupArn(settings: EcsSettings): string {
  return arn(settings, 'elasticloadbalancing', `targetgroup/${settings.loadBalancer?.targetGroupPrefix}-*/*`);
}

/** Of the role that the jobs assume: these two stacks, through that one role, and reading what runs. */
export function deployStatements(settings: EcsSettings): Statement[] {
  const { names } = settings;
  const cfn = (...actions: string[]) => actions.map((action) => `cloudformation:${action}`);
  const stacks = [names.platformStack, names.serviceStack].map((name) => arn(settings, 'cloudformation', `stack/${name}/*`));
  const service = (kind: string) => arn(settings, 'ecs', `${kind}/${names.cluster}/${names.service}`);
  return [
    allow('Stacks', cfn(
      'CancelUpdateStack', 'ContinueUpdateRollback', 'CreateChangeSet', 'DeleteChangeSet', 'DeleteStack', 'DescribeChangeSet', 'DescribeStackEvents',
      'DescribeStackResources', 'DescribeStacks', 'ExecuteChangeSet', 'GetTemplate', 'ListStackResources',
    ), stacks),
    allow('PassCloudFormationRole', ['iam:PassRole'], [settings.cloudFormationRole.arn], { StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } }),
    allow('SeeService', ['ecs:DescribeServices', 'ecs:ListServiceDeployments', 'ecs:DescribeServiceDeployments', 'ecs:DescribeServiceRevisions'], [
      service('service'), `${service('service-deployment')}/*`, `${service('service-revision')}/*`,
    ]),
    allow('ListTasks', ['ecs:ListTasks'], '*', { ArnEquals: { 'ecs:cluster': arn(settings, 'ecs', `cluster/${names.cluster}`) } }),
    allow('SeeTasks', ['ecs:DescribeTasks'], [arn(settings, 'ecs', `task/${names.cluster}/*`)]),
    ...(choosesPriority(settings) ? [allow('SeeRules', ['elasticloadbalancing:DescribeRules'], '*')] : []), // knows no resource
    ...(settings.testBeforeTraffic && !isRolling(settings)
      ? [allow('ContinueDeployment', ['ecs:ContinueServiceDeployment'], [service('service'), `${service('service-deployment')}/*`])]
      : []),
    ...(settings.templateBucket
      ? [allow('Templates', ['s3:GetObject', 's3:PutObject'], [`arn:${settings.partition}:s3:::${settings.templateBucket}/${names.base}/*`])]
      : []),
  ];
}
