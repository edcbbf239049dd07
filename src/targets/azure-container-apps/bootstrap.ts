/** The one-time trust of a Container Apps target: who deploys, what it may do, what the app runs as. */
import { ENVIRONMENT, hasOwnDomain } from './app-template';
import type { AzureSettings } from './settings';
import {
  armTemplate, clientIdCommand, clientIdVariable, Command, deployCommand, Deployment, federatedCredentials, identity, identityProperty, identityResourceId,
  registryScope, roleAssignment, roleCommand,
} from '../../trust/azure';
import { word } from '../support/shell';
import type { TargetContext, TargetFile } from '../target';

export function bootstrapFiles(context: TargetContext, settings: AzureSettings): TargetFile[] {
  const { repository, environment } = context;
  const { deployIdentity, ownIdentity } = settings;
  if (!repository || (!deployIdentity && !ownIdentity)) return [];
  const outputs = {
    ...(deployIdentity ? { clientId: `[${identityProperty(deployIdentity, 'clientId')}]`, principalId: `[${identityProperty(deployIdentity, 'principalId')}]` } : {}),
    ...(ownIdentity ? { runtimePrincipalId: `[${identityProperty(ownIdentity, 'principalId')}]` } : {}),
  };
  const resources = [
    ...(ownIdentity ? [identity(ownIdentity)] : []),
    ...(deployIdentity ? [identity(deployIdentity), ...federatedCredentials(deployIdentity, repository, [environment]), ...roles(settings, deployIdentity)] : []),
  ];
  return [{ path: 'bootstrap.json', content: armTemplate(`Deploys ${context.preview ? `the previews of ${context.id}` : settings.app} from ${repository.owner}/${repository.name}, environment ${environment}`, resources, outputs) }];
}

/** Named roles on the resource group, and the right to let the app run as its identity. */
function roles(settings: AzureSettings, deployIdentity: string): object[] {
  return [
    roleAssignment(deployIdentity, 'Container Apps Contributor'),
    ...(settings.newEnvironment ? [
      roleAssignment(deployIdentity, 'Container Apps ManagedEnvironments Contributor'),
      roleAssignment(deployIdentity, 'Log Analytics Contributor'),
    ] : []),
    ...(settings.ownIdentity ? [roleAssignment(
      deployIdentity, 'Managed Identity Operator', `Microsoft.ManagedIdentity/userAssignedIdentities/${settings.ownIdentity}`,
      [`[${identityResourceId(settings.ownIdentity)}]`],
    )] : []),
  ];
}

export function bootstrapCommands(context: TargetContext, settings: AzureSettings, vaults: readonly string[], files: readonly TargetFile[]): Command[] {
  const { repository, environment, registry } = context;
  if (!repository || files.length === 0) return domainCommands(context, settings);
  const deployment: Deployment = {
    subscription: settings.subscriptionId, resourceGroup: settings.resourceGroup,
    name: settings.deployIdentity ?? settings.ownIdentity ?? settings.app, file: `${context.directory}/bootstrap/bootstrap.json`,
  };
  const environmentScope = `/subscriptions/${settings.subscriptionId}/resourceGroups/${settings.environmentGroup}/providers/${ENVIRONMENT}/${settings.environment}`;
  return [
    deployCommand(deployment, 'Create the identity that deploys, the one that the app runs as, and their rights'),
    ...(settings.deployIdentity ? [clientIdCommand(repository, environment, deployment, clientIdVariable(context))] : []),
    ...(settings.ownIdentity ? [
      ...(registry?.acr ? [roleCommand(deployment, 'runtimePrincipalId', 'AcrPull', registryScope(registry.acr.registry), 'Let the app pull its image')] : []),
      ...vaults.map((vault) => roleCommand(
        deployment, 'runtimePrincipalId', 'Key Vault Secrets User', `"$(az keyvault show --name ${word(vault)} --query id --output tsv)"`,
        `Let the app read its secrets in ${vault}`,
      )),
    ] : []),
    ...(settings.deployIdentity && settings.environmentGroup !== settings.resourceGroup
      ? [roleCommand(deployment, 'principalId', 'Container Apps Contributor', word(environmentScope), 'Let it put apps into the environment')] : []),
    ...domainCommands(context, settings),
  ];
}

/** DNS comes first: Azure refuses a domain that does not point to the app. */
function domainCommands(context: TargetContext, settings: AzureSettings): Command[] {
  if (!hasOwnDomain(context) || context.preview) return [];
  const show = `az containerapp env show --subscription ${settings.subscriptionId} --resource-group ${word(settings.environmentGroup)} --name ${settings.environment}`;
  const deployment = {
    subscription: settings.subscriptionId, resourceGroup: settings.resourceGroup, name: `${settings.app}-environment`,
    file: `${context.directory}/environment.json`,
  };
  return [...(settings.newEnvironment ? [deployCommand(deployment, 'Create the environment, which says where the domain must point')] : []), {
    description: `Before the first deploy, set a TXT record asuid.${context.domain} to the first line, and a CNAME record ${context.domain} to ${settings.app}.<the second line>`,
    command: `${show} --query "[properties.customDomainConfiguration.customDomainVerificationId, properties.defaultDomain]" --output tsv`,
  }];
}
