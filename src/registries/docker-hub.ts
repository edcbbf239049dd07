/** https://docs.docker.com/docker-hub/ */
import { FORMS, form, optional } from './check';
import { RegistryProps, RegistryProvider } from './provider';
import { Step } from '../step';

export interface DockerHubProps extends RegistryProps {
  /** `namespace/name`. */
  readonly repository: string;
  /**
   * Name of the secret that holds the user name.
   * @default DOCKERHUB_USERNAME
   */
  readonly usernameSecret?: string;
  /**
   * Name of the secret that holds an access token with the scopes read and write.
   * @default DOCKERHUB_TOKEN
   */
  readonly tokenSecret?: string;
}

export function dockerHub(props: DockerHubProps): RegistryProvider {
  return {
    kind: 'dockerHub',
    mistakes: [
      ...form('repository', props.repository, FORMS.ownerAndName),
      ...optional('usernameSecret', props.usernameSecret, FORMS.secret), ...optional('tokenSecret', props.tokenSecret, FORMS.secret),
    ],
    needsEnvironment: true,
    identity: 'DOCKERHUB_USERNAME',
    needsRepository: false,
    permissions: [],
    info: () => ({
      kind: 'dockerHub',
      host: 'docker.io',
      repository: `docker.io/${String(props.repository).toLowerCase()}`,
      isPublic: props.public ?? false,
      pullSecret: props.pullSecret,
    }),
    login: () => [Step.uses('docker/login-action', {
      name: 'Log in to Docker Hub',
      with: {
        username: `\${{ secrets.${props.usernameSecret ?? 'DOCKERHUB_USERNAME'} }}`,
        password: `\${{ secrets.${props.tokenSecret ?? 'DOCKERHUB_TOKEN'} }}`,
      },
    })],
    accounts: () => [],
  };
}
