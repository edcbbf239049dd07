/** The Azure half of a Kubernetes target's trust: a managed identity that GitHub's environment may use, and that may find the cluster. */
import { quote } from '../../../trust/aws/template';
import { ISSUER } from '../../../trust/subject';
import { derivedName } from '../../support/names';
import type { TargetContext, TargetOutput } from '../../target';

export interface AksTrustProps {
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly clusterName: string;
  readonly namespace: string;
}

export interface AksTrust {
  readonly files: TargetOutput['bootstrap'];
  readonly commands: TargetOutput['bootstrapCommands'];
  readonly accounts: TargetOutput['accounts'];
  /** For azure/login. */
  readonly clientId: string;
  readonly identityName: string;
}

const FILE = 'identity.json';
/** Azure Kubernetes Service Cluster User Role: fetches the cluster's address, holds nothing inside. */
const CLUSTER_USER = '4abbcc35-e782-43d8-92c5-2d3f1bd2253f';
const MAX_NAME = 64;

export function aksBootstrap(context: TargetContext, props: AksTrustProps): AksTrust {
  const name = derivedName(['pipewright', String(context.repository?.name ?? 'repository'), context.id], MAX_NAME);
  const scope = `--subscription ${props.subscriptionId} --resource-group ${quote(props.resourceGroup)}`;
  const repository = context.repository ? ` --repo ${context.repository.owner}/${context.repository.name}` : '';
  return {
    files: [{ path: FILE, content: template(context, props, name) }],
    commands: [
      {
        description: `Create the managed identity ${name}, which environment ${context.environment} signs in as`,
        command: `az deployment group create ${scope} --name ${name} --template-file ${context.directory}/bootstrap/${FILE}`,
      },
      {
        description: 'Tell the environment the identity\'s client id, which is no secret',
        command: `gh variable set AZURE_CLIENT_ID --env ${JSON.stringify(context.environment)}${repository} --body "$(az identity show ${scope} --name ${name} --query clientId --output tsv)"`,
      },
    ],
    accounts: [],
    clientId: '${{ vars.AZURE_CLIENT_ID }}',
    identityName: name,
  };
}

function template(context: TargetContext, props: AksTrustProps, name: string): object {
  const identity = `[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', '${name}')]`;
  const cluster = `[resourceId('Microsoft.ContainerService/managedClusters', '${props.clusterName}')]`;
  return {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    resources: [
      { type: 'Microsoft.ManagedIdentity/userAssignedIdentities', apiVersion: '2023-01-31', name, location: '[resourceGroup().location]' },
      {
        type: 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials',
        apiVersion: '2023-01-31',
        name: `${name}/github`,
        dependsOn: [identity],
        properties: { issuer: ISSUER, subject: context.subject ?? '', audiences: ['api://AzureADTokenExchange'] },
      },
      {
        type: 'Microsoft.Authorization/roleAssignments',
        apiVersion: '2022-04-01',
        scope: cluster,
        name: `[guid(resourceGroup().id, '${name}', '${CLUSTER_USER}')]`,
        dependsOn: [identity],
        properties: {
          roleDefinitionId: `[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${CLUSTER_USER}')]`,
          principalId: `[reference(${identity.slice(1, -1)}, '2023-01-31').principalId]`,
          principalType: 'ServicePrincipal',
        },
      },
    ],
  };
}
