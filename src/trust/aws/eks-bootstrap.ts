/** The role of a Kubernetes target on EKS: it may sign in to one cluster, as one group, and nothing else in AWS. */
import { deployRoles } from './commands';
import { AwsRole, awsBaseName, awsDeployRole, partitionOf } from './names';
import { allow, githubTrust, policy } from './policy';
import { cfnTemplate, tags } from './template';
import type { AccountNeed, Bootstrap, TargetContext } from '../../targets/target';

export interface EksBootstrapProps {
  readonly account: string;
  readonly region: string;
  readonly clusterName: string;
  /** Namespace of the target, for the description; its rights are the group's, by RBAC. */
  readonly namespace: string;
  /**
   * Kubernetes group that the role is a member of, for the RoleBinding.
   * @default - `pipewright-<target id>`
   */
  readonly group?: string;
  /** @default - derived */
  readonly roleName?: string;
}

export interface EksBootstrap extends Bootstrap {
  readonly role: AwsRole;
  readonly group: string;
  readonly accounts: readonly AccountNeed[];
}

const FILE = 'role.template.json';

export function eksBootstrap(context: TargetContext, props: EksBootstrapProps): EksBootstrap {
  const role = awsDeployRole({ ...props, repository: context.repository, target: context.id });
  const group = props.group ?? `pipewright-${context.id}`;
  const stack = `${awsBaseName(context.repository, context.id)}-bootstrap`;
  return {
    role,
    group,
    files: [{ path: FILE, content: eksRoleTemplate(context, props, role, group) }],
    commands: [{
      description: `Create the role of ${context.id}, with access to cluster ${props.clusterName} as group ${group}`,
      command: deployRoles(props.region, stack, `${context.directory}/bootstrap/${FILE}`),
    }],
    accounts: [{ cloud: 'aws', account: props.account, kind: 'identity-provider' }],
  };
}

function eksRoleTemplate(context: TargetContext, props: EksBootstrapProps, role: AwsRole, group: string): object {
  const partition = partitionOf(props.region);
  const cluster = `arn:${partition}:eks:${props.region}:${props.account}:cluster/${props.clusterName}`;
  return cfnTemplate({
    description: `Deploys ${context.id} to namespace ${props.namespace} of the EKS cluster ${props.clusterName}.`,
    resources: {
      DeployRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: role.name,
          Description: `Deploys ${context.id} to EKS; assumed by its jobs only`,
          AssumeRolePolicyDocument: githubTrust({
            account: props.account,
            partition,
            repository: context.repository,
            subjects: context.subject === undefined ? [] : [context.subject],
            refs: context.refs,
          }),
          Policies: [{
            PolicyName: 'deploy',
            PolicyDocument: policy([allow('SignIn', ['eks:DescribeCluster'], [cluster])]),
          }],
          Tags: tags({ 'pipewright:target': context.id }),
        },
      },
      AccessEntry: {
        Type: 'AWS::EKS::AccessEntry',
        Properties: {
          ClusterName: props.clusterName,
          PrincipalArn: { 'Fn::GetAtt': ['DeployRole', 'Arn'] },
          Type: 'STANDARD',
          // no access policy: the namespace's RoleBinding to this group is all that it may do
          KubernetesGroups: [group],
          Tags: tags({ 'pipewright:target': context.id }),
        },
      },
    },
    outputs: { RoleArn: { Value: { 'Fn::GetAtt': ['DeployRole', 'Arn'] } } },
  });
}
