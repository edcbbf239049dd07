/** The Azure half of a Kubernetes target's trust: signing in and fetching the cluster's endpoint. What it may do there is RBAC. */
import { clientIdCommand, deployCommand, Deployment, output } from './commands';
import { clientId, clientIdVariable, identityName } from './names';
import { armTemplate, federatedCredentials, identity, identityProperty, roleAssignment } from './template';
import type { Bootstrap, TargetContext, TargetOutput } from '../../targets/target';

export interface AksCluster {
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly clusterName: string;
  readonly namespace: string;
}

export interface AksBootstrap extends Bootstrap {
  /** Input `client-id` of `azure/login`: an expression that reads a variable of the environment. */
  readonly clientId: string;
  readonly accounts: TargetOutput['accounts'];
  readonly identityName: string;
  /** A command substitution with the identity's object id: the user that a RoleBinding names (`kind: User`). */
  readonly principalIdCommand: string;
}

export function aksBootstrap(context: TargetContext, cluster: AksCluster): AksBootstrap {
  const { repository, environment, id } = context;
  const name = identityName(repository, id, 'deploy');
  const deployment: Deployment = {
    subscription: cluster.subscriptionId, resourceGroup: cluster.resourceGroup, name, file: `${context.directory}/bootstrap/bootstrap.json`,
  };
  const principalIdCommand = output(deployment, 'principalId');
  if (!repository) return { files: [], commands: [], accounts: [], clientId: clientId(context), identityName: name, principalIdCommand };
  const scope = `Microsoft.ContainerService/managedClusters/${cluster.clusterName}`;
  const content = armTemplate(
    `Deploys to the namespace ${cluster.namespace} of ${cluster.clusterName}`,
    [
      identity(name),
      ...federatedCredentials(name, repository, [environment]),
      roleAssignment(name, 'Azure Kubernetes Service Cluster User Role', scope),
    ],
    { clientId: `[${identityProperty(name, 'clientId')}]`, principalId: `[${identityProperty(name, 'principalId')}]` },
  );
  return {
    files: [{ path: 'bootstrap.json', content }],
    commands: [
      deployCommand(deployment, `Create the identity that deploys to ${cluster.clusterName}`),
      clientIdCommand(repository, environment, deployment, clientIdVariable(context)),
    ],
    accounts: [],
    clientId: clientId(context),
    identityName: name,
    principalIdCommand,
  };
}
