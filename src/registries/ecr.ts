/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/ */
import { FORMS, form, optional } from './check';
import { imageName, RegistryProps, RegistryProvider } from './provider';
import { Step } from '../step';
import { ecrPushRole } from '../trust/aws/names';

export interface EcrProps extends RegistryProps {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /**
   * Name of the repository, which must exist.
   * @default - the app's repository's name
   */
  readonly repository?: string;
  /**
   * Role that pushes.
   * @default - the one that the bootstrap creates
   */
  readonly roleArn?: string;
}

export function ecr(props: EcrProps): RegistryProvider {
  const host = `${props.account}.dkr.ecr.${props.region}.amazonaws.com`;
  return {
    kind: 'ecr',
    mistakes: [
      ...form('account', props.account, FORMS.awsAccount), ...form('region', props.region, FORMS.awsRegion),
      ...optional('repository', props.repository, FORMS.name),
    ],
    needsEnvironment: true,
    identity: props.roleArn ?? 'the role that the bootstrap creates',
    needsRepository: props.repository === undefined || props.roleArn === undefined,
    permissions: [],
    info: (repository) => {
      const name = props.repository ?? imageName(repository);
      return {
        kind: 'ecr',
        host,
        repository: `${host}/${name}`,
        isPublic: props.public ?? false,
        pullSecret: props.pullSecret,
        ecr: { account: props.account, region: props.region, repository: name },
      };
    },
    login: ({ repository, purpose }) => [
      Step.uses('aws-actions/configure-aws-credentials', {
        name: 'Sign in to AWS',
        with: {
          'role-to-assume': props.roleArn ?? ecrPushRole({ account: props.account, repository, purpose }).arn,
          'aws-region': props.region,
          'allowed-account-ids': props.account,
        },
      }),
      Step.uses('aws-actions/amazon-ecr-login', { name: 'Log in to Amazon ECR', with: { registries: props.account } }),
    ],
    accounts: ({ repository, environment, refs, purpose }) => [
      { cloud: 'aws', account: props.account, kind: 'identity-provider' },
      { cloud: 'aws', account: props.account, kind: 'ecr-push', region: props.region, repository: props.repository ?? imageName(repository), environment, refs, ...(purpose && { purpose }) },
    ],
  };
}
