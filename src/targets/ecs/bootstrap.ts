/** The one-time trust of a target: who may deploy, what CloudFormation may do for them, and the roles' boundary. */
import { cfnTemplate, deployRoles, githubTrust, policy, Statement, tags } from '../../trust/aws';
import type { Report } from '../support/input';
import type { AccountNeed, TargetFile, TargetOutput } from '../target';
import { cloudFormationStatements } from './cloudformation-permissions';
import { boundaryStatements, deployStatements } from './permissions';
import { ofAllNumbers } from './preview';
import type { EcsSettings } from './settings';
import { tagsOf } from './stack';

const FILE = 'role.template.json';
/** A role's longest session: the longest rollout, with room for the steps around it. */
const MAX_SESSION_SECONDS = 7200;

/** IAM counts a role's inline policies, and a managed policy, without white space. */
const MAX_INLINE_CHARACTERS = 10_240;
const MAX_MANAGED_CHARACTERS = 6144;

export function bootstrapFiles(settings: EcsSettings, report: Report): TargetFile[] {
  checkPolicySize('deployPermissions', cloudFormationStatements(settings), MAX_INLINE_CHARACTERS, report);
  if (settings.ownBoundary) checkPolicySize('taskPermissions', boundaryStatements(settings), MAX_MANAGED_CHARACTERS, report);
  return [{ path: FILE, content: ofAllNumbers(roleTemplate(settings)) }];
}

function checkPolicySize(key: string, statements: readonly Statement[], max: number, report: Report): void {
  const size = JSON.stringify(policy(statements)).length;
  if (size <= max) return;
  report({
    ruleId: 'target-ecs-permissions',
    at: `platform.${key}`,
    message: 'IAM does not take a policy of this size',
    value: `${size} characters`,
    allowed: [`at most ${max} characters`],
    fix: `say more with fewer entries in \`${key}\`, by patterns`,
  });
}

export function bootstrapCommands(settings: EcsSettings): TargetOutput['bootstrapCommands'] {
  const { account, region, context, names } = settings;
  return [{
    description: `Create the roles of ${context.id} in account ${account} (again whenever ${FILE} changes)`,
    command: deployRoles(region, names.bootstrapStack, `${context.directory}/bootstrap/${FILE}`),
  }];
}

/** What the target needs of accounts: the identity provider of its own, pulls from the image's. */
export function accountNeeds(settings: EcsSettings): AccountNeed[] {
  const { account, context } = settings;
  const ecr = context.registry?.ecr;
  return [
    { cloud: 'aws', account, kind: 'identity-provider' },
    ...(ecr && ecr.account !== account
      ? [{ cloud: 'aws', account: ecr.account, kind: 'ecr-pull', region: ecr.region, repository: ecr.repository, byAccount: account } as const]
      : []),
  ];
}

function roleTemplate(settings: EcsSettings): object {
  const { context, names, account, partition } = settings;
  return cfnTemplate({
    description: `Roles of ${context.id}: the jobs' (${settings.deployRole.name}), CloudFormation's and the boundary of what the stacks create.`,
    resources: {
      ...(settings.ownBoundary && {
        Boundary: {
          Type: 'AWS::IAM::ManagedPolicy',
          Properties: {
            ManagedPolicyName: names.boundary,
            Description: `All that any role of the stacks of ${context.id} may ever do`,
            PolicyDocument: policy(boundaryStatements(settings)),
          },
        },
      }),
      CloudFormationRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: settings.cloudFormationRole.name,
          Description: `Assumed by CloudFormation for the stacks of ${context.id}`,
          AssumeRolePolicyDocument: policy([{
            Effect: 'Allow',
            Principal: { Service: 'cloudformation.amazonaws.com' },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'aws:SourceAccount': account } },
          }]),
          Policies: [{ PolicyName: 'stacks', PolicyDocument: policy(cloudFormationStatements(settings)) }],
          Tags: tags(tagsOf(settings)),
        },
      },
      DeployRole: {
        Type: 'AWS::IAM::Role',
        DependsOn: 'CloudFormationRole',
        Properties: {
          RoleName: settings.deployRole.name,
          Description: `Deploys ${context.id}; assumed by its jobs only`,
          MaxSessionDuration: MAX_SESSION_SECONDS,
          AssumeRolePolicyDocument: githubTrust({
            account,
            partition,
            repository: context.repository,
            subjects: context.subject === undefined ? [] : [context.subject],
            refs: context.refs,
          }),
          Policies: [{ PolicyName: 'deploy', PolicyDocument: policy(deployStatements(settings)) }],
          Tags: tags(tagsOf(settings)),
        },
      },
    },
    outputs: {
      DeployRoleArn: { Value: { 'Fn::GetAtt': ['DeployRole', 'Arn'] } },
      CloudFormationRoleArn: { Value: { 'Fn::GetAtt': ['CloudFormationRole', 'Arn'] } },
    },
  });
}

/** Seconds that the job's session lasts: an hour, or two for a long rollout. */
export function sessionSeconds({ context }: EcsSettings): number {
  return context.rollout.timeoutSeconds > 2400 ? MAX_SESSION_SECONDS : 3600;
}

