/** A registry by host, user name and password. */
import { FORMS, form, optional } from './check';
import { imageName, RegistryProps, RegistryProvider } from './provider';
import { Step } from '../step';

export interface CustomRegistryProps extends RegistryProps {
  /** Host, with its port if it has one: `registry.example.com:5000`. */
  readonly host: string;
  /**
   * Name of the repository, without the host.
   * @default - the app's repository's name
   */
  readonly repository?: string;
  /** Name of the secret that holds the user name. */
  readonly usernameSecret: string;
  /** Name of the secret that holds the password. */
  readonly passwordSecret: string;
}

export function custom(props: CustomRegistryProps): RegistryProvider {
  return {
    kind: 'custom',
    mistakes: [
      ...form('host', props.host, FORMS.host), ...optional('repository', props.repository, FORMS.name),
      ...form('usernameSecret', props.usernameSecret, FORMS.secret), ...form('passwordSecret', props.passwordSecret, FORMS.secret),
    ],
    needsEnvironment: true,
    identity: `${props.usernameSecret}, ${props.passwordSecret}`,
    needsRepository: props.repository === undefined,
    permissions: [],
    info: (repository) => ({
      kind: 'custom',
      host: props.host,
      repository: `${props.host}/${props.repository ?? imageName(repository)}`,
      isPublic: props.public ?? false,
      pullSecret: props.pullSecret,
    }),
    login: () => [Step.uses('docker/login-action', {
      name: `Log in to ${props.host}`,
      with: { registry: props.host, username: `\${{ secrets.${props.usernameSecret} }}`, password: `\${{ secrets.${props.passwordSecret} }}` },
    })],
    accounts: () => [],
  };
}
