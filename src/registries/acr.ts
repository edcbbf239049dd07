/** https://learn.microsoft.com/azure/container-registry/ */
import { FORMS, form, optional } from './check';
import { imageName, RegistryProps, RegistryProvider } from './provider';
import { Step } from '../step';
import { pushClientId } from '../trust/azure/names';

export interface AcrProps extends RegistryProps {
  /** Name of the registry, without `.azurecr.io`. */
  readonly registry: string;
  /**
   * Name of the repository in it.
   * @default - the app's repository's name
   */
  readonly repository?: string;
  /**
   * Resource group of the registry.
   * @default - asked for by the bootstrap's command
   */
  readonly resourceGroup?: string;
  /**
   * Client id of the identity that pushes.
   * @default - the variable AZURE_CLIENT_ID of the environment `publish`, which the bootstrap sets
   */
  readonly clientId?: string;
  /**
   * Tenant of the identity that pushes.
   * @default - the variable AZURE_TENANT_ID of the environment `publish`
   */
  readonly tenantId?: string;
  /**
   * Subscription of the registry.
   * @default - the variable AZURE_SUBSCRIPTION_ID of the environment `publish`
   */
  readonly subscriptionId?: string;
}

export function acr(props: AcrProps): RegistryProvider {
  const host = `${props.registry}.azurecr.io`;
  return {
    kind: 'acr',
    mistakes: [...form('registry', props.registry, FORMS.acr), ...optional('repository', props.repository, FORMS.name)],
    needsEnvironment: true,
    identity: props.clientId ?? 'the identity that the bootstrap creates',
    needsRepository: props.repository === undefined || props.clientId === undefined,
    permissions: [],
    info: (repository) => ({
      kind: 'acr',
      host,
      repository: `${host}/${props.repository ?? imageName(repository)}`,
      isPublic: props.public ?? false,
      pullSecret: props.pullSecret,
      acr: { registry: props.registry },
    }),
    login: ({ purpose }) => [
      Step.uses('azure/login', {
        name: 'Sign in to Azure',
        with: {
          'client-id': props.clientId ?? pushClientId(purpose),
          'tenant-id': props.tenantId ?? '${{ vars.AZURE_TENANT_ID }}',
          'subscription-id': props.subscriptionId ?? '${{ vars.AZURE_SUBSCRIPTION_ID }}',
        },
      }),
      Step.run('az acr login --name "${REGISTRY}"', { name: 'Log in to Azure Container Registry', shell: 'bash', env: { REGISTRY: props.registry } }),
    ],
    accounts: ({ environment, purpose }) => [
      { cloud: 'azure', account: props.subscriptionId ?? props.registry, kind: 'acr-push', registry: props.registry, resourceGroup: props.resourceGroup, clientId: props.clientId, environment, ...(purpose && { purpose }) },
    ],
  };
}
