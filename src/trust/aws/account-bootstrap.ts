/** What exists once per AWS account: GitHub's identity provider, the push role of images, pulls by other accounts. */
import { deployRoles } from './commands';
import type { Repository } from '../../app';
import { word } from '../../targets/support/shell';
import { unique } from '../../targets/support/unique';
import type { AccountNeed, Bootstrap, PushPurpose } from '../../targets/target';
import { byPurpose, pushName } from '../purpose';
import { ISSUER, environmentSubject } from '../subject';
import { ecrPushRole, identityProviderArn, partitionOf } from './names';
import { allow, githubTrust, policy, PolicyDocument } from './policy';
import { cfnTemplate, tags } from './template';

type AwsNeed = Extract<AccountNeed, { cloud: 'aws' }>;
type Need<K extends AwsNeed['kind']> = Extract<AwsNeed, { kind: K }>;

const PROVIDER_FILE = 'identity-provider.template.json';

/**
 * The files and commands of one account, from everything the app needs of it.
 * @param directory `deploy/bootstrap/aws-<account>`, from where the commands are run
 */
export function awsAccountBootstrap(
  account: string, needs: readonly AccountNeed[], repository: Repository | undefined, directory = `deploy/bootstrap/aws-${account}`,
): Bootstrap {
  const mine = needs.filter((n): n is AwsNeed => n.cloud === 'aws' && n.account === account);
  const parts = [
    identityProvider(account, mine, directory),
    ...ecrRepositories(mine),
    ...byPurpose(of(mine, 'ecr-push')).map(({ purpose, needs: pushes }) => pushRole(account, pushes, purpose, repository, directory)),
  ];
  return { files: parts.flatMap((p) => p.files), commands: parts.flatMap((p) => p.commands) };
}

function of<K extends AwsNeed['kind']>(needs: readonly AwsNeed[], kind: K): Need<K>[] {
  return needs.filter((n): n is Need<K> => n.kind === kind);
}

function regionOf(needs: readonly AwsNeed[]): string {
  return unique(needs.flatMap((n) => ('region' in n ? [n.region] : [])))[0] ?? 'us-east-1';
}

/** An account has one provider for an issuer at most, so it is created only where none is. */
function identityProvider(account: string, needs: readonly AwsNeed[], directory: string): Bootstrap {
  if (!needs.some((n) => n.kind === 'identity-provider' || n.kind === 'ecr-push')) return { files: [], commands: [] };
  const region = regionOf(needs);
  const arn = identityProviderArn(account, partitionOf(region));
  const command = [
    `exists=$(aws iam list-open-id-connect-providers --query "contains(OpenIDConnectProviderList[].Arn, '${arn}')" --output text | tr '[:upper:]' '[:lower:]')`,
    `aws cloudformation deploy --region ${word(region)} --stack-name pipewright-identity-provider \\`,
    `  --template-file ${word(`${directory}/${PROVIDER_FILE}`)} \\`,
    '  --parameter-overrides "ProviderExists=${exists}" --no-fail-on-empty-changeset',
  ].join('\n');
  return {
    files: [{ path: PROVIDER_FILE, content: providerTemplate() }],
    commands: [{ description: `Trust GitHub's tokens in account ${account} (kept if another tool already does)`, command }],
  };
}

function providerTemplate(): object {
  return cfnTemplate({
    description: 'GitHub Actions as an identity provider of this account. One an account; every role has its own conditions.',
    parameters: {
      ProviderExists: {
        Type: 'String',
        AllowedValues: ['true', 'false'],
        Description: 'true where the account already has this provider: nothing is created then',
      },
    },
    conditions: { CreateProvider: { 'Fn::Equals': [{ Ref: 'ProviderExists' }, 'false'] } },
    resources: {
      // CloudFormation refuses a template without resources that are created, and an account's provider outlives any app
      Marker: { Type: 'AWS::CloudFormation::WaitConditionHandle' },
      Provider: {
        Type: 'AWS::IAM::OIDCProvider',
        Condition: 'CreateProvider',
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        // no thumbprints: IAM trusts the issuer's certificate authority
        Properties: { Url: ISSUER, ClientIdList: ['sts.amazonaws.com'] },
      },
    },
  });
}

/** Repositories exist before the first push; other accounts pull by the repository's own policy. */
function ecrRepositories(needs: readonly AwsNeed[]): Bootstrap[] {
  const all = [...of(needs, 'ecr-push'), ...of(needs, 'ecr-pull')];
  const keys = unique(all.map((n) => `${n.region}/${n.repository}`));
  return keys.map((key) => {
    const same = all.filter((n) => `${n.region}/${n.repository}` === key);
    const { region, repository } = same[0];
    const accounts = unique(of(same, 'ecr-pull').map((n) => n.byAccount)).filter((a) => a !== same[0].account);
    return ecrRepository(region, repository, accounts);
  });
}

function ecrRepository(region: string, repository: string, accounts: readonly string[]): Bootstrap {
  const create = {
    description: `Create the ECR repository ${repository} in ${region} if it is missing`,
    command: [
      `aws ecr describe-repositories --region ${word(region)} --repository-names ${word(repository)} >/dev/null 2>&1 ||`,
      `  aws ecr create-repository --region ${word(region)} --repository-name ${word(repository)} --image-scanning-configuration scanOnPush=true`,
    ].join('\n'),
  };
  if (!accounts.length) return { files: [], commands: [create] };
  // in the command, not in a file: ECR refuses a policy with any further key, such as a generated file's header
  const text = JSON.stringify(pullPolicy(accounts, partitionOf(region)));
  return {
    files: [],
    commands: [create, {
      description: `Let ${accounts.join(', ')} pull ${repository}`,
      command: `aws ecr set-repository-policy --region ${word(region)} --repository-name ${word(repository)} --policy-text ${word(text)}`,
    }],
  };
}

function pullPolicy(accounts: readonly string[], partition: string): PolicyDocument {
  return policy([{
    Sid: 'PullByOtherAccounts',
    Effect: 'Allow',
    Principal: { AWS: accounts.map((a) => `arn:${partition}:iam::${a}:root`) },
    Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
  }]);
}

/** One role for all images of the repository in this account that serve one purpose: subjects and refs are the union of the needs'. */
function pushRole(
  account: string, needs: readonly Need<'ecr-push'>[], purpose: PushPurpose | undefined, repository: Repository | undefined, directory: string,
): Bootstrap {
  if (!needs.length || !repository) return { files: [], commands: [] };
  const region = regionOf(needs);
  const { name } = ecrPushRole({ account, region, repository, purpose });
  const file = `${pushName(purpose)}-role.template.json`;
  return {
    files: [{ path: file, content: pushRoleTemplate(name, account, needs, repository) }],
    commands: [{
      description: `Create the role that publishes ${purpose ? `${purpose} ` : ''}images to ECR in account ${account}`,
      command: deployRoles(region, name, `${directory}/${file}`),
    }],
  };
}

function pushRoleTemplate(name: string, account: string, needs: readonly Need<'ecr-push'>[], repository: Repository): object {
  const partition = partitionOf(needs[0].region);
  const repositories = unique(needs.map((n) => `arn:${partition}:ecr:${n.region}:${account}:repository/${n.repository}`));
  return cfnTemplate({
    description: `Publishes the images of ${repository.owner}/${repository.name}. Assumed by its publishing jobs only.`,
    resources: {
      PushRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: name,
          Description: `Pushes images of ${repository.owner}/${repository.name} to ECR`,
          AssumeRolePolicyDocument: githubTrust({
            account,
            partition,
            repository,
            subjects: unique(needs.map((n) => environmentSubject(repository, n.environment))),
            refs: unique(needs.flatMap((n) => [...n.refs])),
          }),
          Policies: [{ PolicyName: 'push', PolicyDocument: policy(pushStatements(repositories)) }],
          Tags: tags({ 'pipewright:repository': `${repository.owner}/${repository.name}` }),
        },
      },
    },
    outputs: { RoleArn: { Value: { 'Fn::GetAtt': ['PushRole', 'Arn'] } } },
  });
}

function pushStatements(repositories: readonly string[]) {
  return [
    allow('SignIn', ['ecr:GetAuthorizationToken'], '*'), // ECR knows no resource here
    allow('Push', [
      'ecr:BatchCheckLayerAvailability',
      'ecr:BatchGetImage',
      'ecr:CompleteLayerUpload',
      'ecr:DescribeImages',
      'ecr:GetDownloadUrlForLayer',
      'ecr:InitiateLayerUpload',
      'ecr:PutImage',
      'ecr:UploadLayerPart',
    ], repositories),
  ];
}
