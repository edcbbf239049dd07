/** https://docs.github.com/packages/working-with-a-github-packages-registry/working-with-the-container-registry */
import { FORMS, optional } from './check';
import { imageName, RegistryProps, RegistryProvider } from './provider';
import { Step } from '../step';

export interface GhcrProps extends RegistryProps {
  /**
   * `owner/name`.
   * @default - the app's repository
   */
  readonly repository?: string;
}

export function ghcr(props: GhcrProps): RegistryProvider {
  return {
    kind: 'ghcr',
    mistakes: [...optional('repository', props.repository, FORMS.ownerAndName)],
    needsEnvironment: false,
    identity: 'the job\'s token',
    needsRepository: props.repository === undefined,
    permissions: [{ scope: 'packages', level: 'write', reason: 'push the image to ghcr.io' }],
    info: (repository) => ({
      kind: 'ghcr',
      host: 'ghcr.io',
      repository: `ghcr.io/${(props.repository ?? `${repository?.owner ?? 'owner'}/${imageName(repository)}`).toLowerCase()}`,
      isPublic: props.public ?? false,
      pullSecret: props.pullSecret,
    }),
    login: () => [Step.uses('docker/login-action', {
      name: 'Log in to ghcr.io',
      with: { registry: 'ghcr.io', username: '${{ github.actor }}', password: '${{ github.token }}' },
    })],
    accounts: () => [],
  };
}
