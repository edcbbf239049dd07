/** What a person creates once: roles of a target, what exists once per account. */
import { describe, expect, test } from 'vitest';
import type { AccountNeed } from '../../../src/targets/target';
import { awsAccountBootstrap, awsBaseName, awsCloudFormationRole, awsDeployRole, ecrPushRole, eksBootstrap, shorten, slug } from '../../../src/trust/aws';
import { fakeContext, REPOSITORY } from '../../targets/context';
import { ECR, synthesize } from '../../targets/ecs/ecs';

const ACCOUNT = '111122223333';
const PUSH = { cloud: 'aws', account: ACCOUNT, kind: 'ecr-push', region: 'eu-west-1', repository: 'api', environment: 'publish', refs: ['refs/heads/main'] } as const;

describe('names', () => {
  test('are derived from the repository and the target', () => {
    expect(awsDeployRole({ account: ACCOUNT, repository: REPOSITORY, target: 'production' })).toEqual({
      name: 'pipewright-api-production-deploy', arn: 'arn:aws:iam::111122223333:role/pipewright-api-production-deploy',
    });
    expect(ecrPushRole({ account: ACCOUNT, repository: REPOSITORY }).arn).toBe('arn:aws:iam::111122223333:role/pipewright-api-push');
    expect(awsDeployRole({ account: ACCOUNT, region: 'us-gov-west-1', repository: REPOSITORY, target: 'production' }).arn).toMatch(/^arn:aws-us-gov:/);
  });

  test('every role fits into 64 characters, and long names stay apart', () => {
    const long = (suffix: string) => ({ account: ACCOUNT, repository: { owner: 'acme', name: 'a'.repeat(100) }, target: `${'b'.repeat(80)}${suffix}` });
    for (const role of [awsDeployRole(long('1')), awsCloudFormationRole(long('1'))]) expect(role.name.length).toBeLessThanOrEqual(64);
    expect(awsDeployRole(long('1')).name).not.toBe(awsDeployRole(long('2')).name);
    expect(awsDeployRole(long('1')).name).toBe(awsDeployRole(long('1')).name);
  });

  test('at the limit nothing is cut, one over is', () => {
    expect(shorten('a'.repeat(48), 48)).toBe('a'.repeat(48));
    expect(shorten('a'.repeat(49), 48)).toMatch(/^a{39}-[0-9a-f]{8}$/);
  });

  test('names that clean up to the same stay apart', () => {
    expect(slug('my-app')).toBe('my-app');
    expect(slug('my.app')).toMatch(/^my-app-[0-9a-f]{8}$/);
    expect(awsBaseName({ owner: 'acme', name: 'my.app' }, 'production')).not.toBe(awsBaseName({ owner: 'acme', name: 'my-app' }, 'production'));
  });
});

describe('the roles of an ECS target', () => {
  const { role, output } = synthesize();
  const statements = (id: string): any[] => role.Resources[id].Properties.Policies[0].PolicyDocument.Statement;

  test('the jobs\' role changes two stacks, through one role, and reads', () => {
    const deploy = statements('DeployRole');
    expect(deploy.find((s) => s.Action.includes('cloudformation:CreateChangeSet')).Resource).toEqual([
      'arn:aws:cloudformation:eu-west-1:111122223333:stack/pipewright-api-production-platform/*',
      'arn:aws:cloudformation:eu-west-1:111122223333:stack/pipewright-api-production-service/*',
    ]);
    expect(deploy.find((s) => s.Action.includes('iam:PassRole'))).toMatchObject({
      Resource: ['arn:aws:iam::111122223333:role/pipewright-api-production-cloudformation'],
      Condition: { StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } },
    });
    const writes = deploy.flatMap((s) => s.Action).filter((a: string) => !/^cloudformation:|:(Describe|List|Get)|iam:PassRole/.test(a));
    expect(writes).toEqual([]);
  });

  test('CloudFormation\'s role is for CloudFormation of this account', () => {
    expect(role.Resources.CloudFormationRole.Properties.AssumeRolePolicyDocument.Statement).toEqual([{
      Effect: 'Allow',
      Principal: { Service: 'cloudformation.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
    }]);
  });

  test('it creates roles only under the target\'s path, only with the boundary, only for ECS', () => {
    const iam = statements('CloudFormationRole').filter((s) => s.Action.some((a: string) => a.startsWith('iam:')));
    const path = 'arn:aws:iam::111122223333:role/pipewright/production/pipewright-api-production-*';
    expect(iam.filter((s) => JSON.stringify(s.Resource) !== JSON.stringify([path])).map((s) => s.Sid)).toEqual(['ServiceLinkedRoles']);
    for (const action of ['iam:CreateRole', 'iam:PutRolePolicy', 'iam:AttachRolePolicy', 'iam:PutRolePermissionsBoundary']) {
      const boundaries = iam.filter((s) => s.Action.includes(action)).map((s) => s.Condition.StringEquals['iam:PermissionsBoundary']);
      expect(boundaries, action).toEqual(['arn:aws:iam::111122223333:policy/pipewright-api-production-boundary']);
    }
    expect(iam.find((s) => s.Action.includes('iam:PassRole')).Condition.StringEquals['iam:PassedToService']).toEqual(['ecs-tasks.amazonaws.com', 'ecs.amazonaws.com']);
    expect(JSON.stringify(iam)).not.toMatch(/iam:\*|DeleteRolePermissionsBoundary|CreateUser|CreatePolicy/);
    // it cannot change itself: it is not under that path
    expect(role.Resources.CloudFormationRole.Properties.Path).toBeUndefined();
  });

  test('nothing is allowed for what the templates do not hold', () => {
    const actions = (props: object, changes = {}) => JSON.stringify(synthesize(props, changes).role);
    expect(actions({ existingCluster: 'shared' })).not.toContain('ecs:CreateCluster');
    expect(actions({})).not.toMatch(/ec2:CreateVpc|application-autoscaling|cloudwatch:|route53|s3:/);
  });

  test('one provider an account is needed, and a pull from another account\'s registry', () => {
    expect(output.accounts).toEqual([{ cloud: 'aws', account: ACCOUNT, kind: 'identity-provider' }]);
    const registry = { ...ECR, ecr: { account: '999988887777', region: 'eu-west-1', repository: 'api' } };
    expect(synthesize({}, { registry }).output.accounts).toContainEqual(
      { cloud: 'aws', account: '999988887777', kind: 'ecr-pull', region: 'eu-west-1', repository: 'api', byAccount: ACCOUNT },
    );
  });

  test('the command that creates them', () => {
    expect(output.bootstrapCommands.map((c) => c.command)).toMatchInlineSnapshot(`
      [
        "aws cloudformation deploy --region eu-west-1 --stack-name pipewright-api-production-bootstrap \\
        --template-file deploy/production/bootstrap/role.template.json \\
        --capabilities CAPABILITY_NAMED_IAM --no-fail-on-empty-changeset",
      ]
    `);
  });

  test('the job assumes the role that the bootstrap creates', () => {
    const [login] = output.operations.login();
    expect(login._spec).toMatchObject({
      uses: 'aws-actions/configure-aws-credentials',
      with: {
        'role-to-assume': `arn:aws:iam::${ACCOUNT}:role/${role.Resources.DeployRole.Properties.RoleName}`,
        'aws-region': 'eu-west-1',
        'allowed-account-ids': ACCOUNT,
        'role-session-name': 'pipewright-production',
      },
    });
  });

  test('a permission beyond IAM\'s size is a problem', () => {
    const resources = Array.from({ length: 200 }, (_, i) => `arn:aws:s3:::bucket-${i}-${'x'.repeat(40)}`);
    expect(synthesize({ taskPermissions: [{ actions: ['s3:GetObject'], resources }] }).errors).toMatchObject([{ ruleId: 'target-ecs-permissions', at: 'platform.taskPermissions' }]);
  });
});

describe('an account', () => {
  const needs: AccountNeed[] = [
    { cloud: 'aws', account: ACCOUNT, kind: 'identity-provider' },
    { cloud: 'aws', account: ACCOUNT, kind: 'identity-provider' },
    PUSH,
    { ...PUSH, repository: 'worker', refs: ['refs/tags/*'] },
    { cloud: 'aws', account: ACCOUNT, kind: 'ecr-pull', region: 'eu-west-1', repository: 'api', byAccount: '999988887777' },
    { cloud: 'aws', account: '999988887777', kind: 'identity-provider' },
  ];
  const bootstrap = awsAccountBootstrap(ACCOUNT, needs, REPOSITORY);

  test('each thing once', () => {
    expect(bootstrap.files.map((f) => f.path)).toEqual(['identity-provider.template.json', 'push-role.template.json']);
    expect(bootstrap.commands).toMatchInlineSnapshot(`
      [
        {
          "command": "exists=$(aws iam list-open-id-connect-providers --query "contains(OpenIDConnectProviderList[].Arn, 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com')" --output text | tr '[:upper:]' '[:lower:]')
      aws cloudformation deploy --region eu-west-1 --stack-name pipewright-identity-provider \\
        --template-file deploy/bootstrap/aws-111122223333/identity-provider.template.json \\
        --parameter-overrides "ProviderExists=\${exists}" --no-fail-on-empty-changeset",
          "description": "Trust GitHub's tokens in account 111122223333 (kept if another tool already does)",
        },
        {
          "command": "aws ecr describe-repositories --region eu-west-1 --repository-names api >/dev/null 2>&1 ||
        aws ecr create-repository --region eu-west-1 --repository-name api --image-scanning-configuration scanOnPush=true",
          "description": "Create the ECR repository api in eu-west-1 if it is missing",
        },
        {
          "command": "aws ecr set-repository-policy --region eu-west-1 --repository-name api --policy-text '{"Version":"2012-10-17","Statement":[{"Sid":"PullByOtherAccounts","Effect":"Allow","Principal":{"AWS":["arn:aws:iam::999988887777:root"]},"Action":["ecr:BatchCheckLayerAvailability","ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"]}]}'",
          "description": "Let 999988887777 pull api",
        },
        {
          "command": "aws ecr describe-repositories --region eu-west-1 --repository-names worker >/dev/null 2>&1 ||
        aws ecr create-repository --region eu-west-1 --repository-name worker --image-scanning-configuration scanOnPush=true",
          "description": "Create the ECR repository worker in eu-west-1 if it is missing",
        },
        {
          "command": "aws cloudformation deploy --region eu-west-1 --stack-name pipewright-api-push \\
        --template-file deploy/bootstrap/aws-111122223333/push-role.template.json \\
        --capabilities CAPABILITY_NAMED_IAM --no-fail-on-empty-changeset",
          "description": "Create the role that publishes images to ECR in account 111122223333",
        },
      ]
    `);
  });

  test('the provider has no thumbprints, and survives its stack', () => {
    expect((bootstrap.files[0].content as any).Resources.Provider).toEqual({
      Type: 'AWS::IAM::OIDCProvider',
      Condition: 'CreateProvider',
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: { Url: 'https://token.actions.githubusercontent.com', ClientIdList: ['sts.amazonaws.com'] },
    });
  });

  test('the push role pushes to these repositories and nothing else', () => {
    const { Properties } = (bootstrap.files[1].content as any).Resources.PushRole;
    expect(Properties.RoleName).toBe('pipewright-api-push');
    const [signIn, push] = Properties.Policies[0].PolicyDocument.Statement;
    expect(signIn.Action).toEqual(['ecr:GetAuthorizationToken']);
    expect(push.Resource).toEqual(['arn:aws:ecr:eu-west-1:111122223333:repository/api', 'arn:aws:ecr:eu-west-1:111122223333:repository/worker']);
    expect(push.Action).not.toContain('ecr:DeleteRepository');
  });

  test('no need, nothing', () => {
    expect(awsAccountBootstrap(ACCOUNT, [], REPOSITORY)).toEqual({ files: [], commands: [] });
  });
});

test('EKS: one cluster, one group, nothing else', () => {
  const { role, group, files, accounts } = eksBootstrap(fakeContext({ id: 'staging' }), { account: ACCOUNT, region: 'eu-west-1', clusterName: 'shared', namespace: 'api' });
  expect(role.name).toBe('pipewright-api-staging-deploy');
  const { DeployRole, AccessEntry } = (files[0].content as any).Resources;
  expect(DeployRole.Properties.Policies[0].PolicyDocument.Statement).toEqual([
    { Sid: 'SignIn', Effect: 'Allow', Action: ['eks:DescribeCluster'], Resource: ['arn:aws:eks:eu-west-1:111122223333:cluster/shared'] },
  ]);
  expect(AccessEntry.Properties).toMatchObject({ ClusterName: 'shared', Type: 'STANDARD', KubernetesGroups: [group] });
  expect(AccessEntry.Properties.AccessPolicies).toBeUndefined();
  expect(accounts).toEqual([{ cloud: 'aws', account: ACCOUNT, kind: 'identity-provider' }]);
});
