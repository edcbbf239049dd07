/** What exists once per Azure subscription: the identity that pushes images to container registries. */
import { clientIdCommand, deployCommand, Deployment, registryScope, roleCommand, variableCommand } from './commands';
import { identityName, pushClientIdVariable } from './names';
import { armTemplate, federatedCredentials, identity, identityProperty } from './template';
import type { Repository } from '../../app';
import { word } from '../../targets/support/shell';
import { unique } from '../../targets/support/unique';
import type { AccountNeed, Bootstrap, PushPurpose } from '../../targets/target';
import { byPurpose, pushName } from '../purpose';

type Push = Extract<AccountNeed, { kind: 'acr-push' }>;

const SUBSCRIPTION = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The file and commands of one account (a subscription, or a registry where the subscription is not said).
 * @param directory `deploy/bootstrap/azure-<account>`, from where the commands are run
 */
export function azureAccountBootstrap(
  account: string, needs: readonly AccountNeed[], repository: Repository | undefined, directory = `deploy/bootstrap/azure-${account}`,
): Bootstrap {
  const pushes = needs.filter((need): need is Push => need.cloud === 'azure' && need.account === account && need.kind === 'acr-push');
  if (!repository) return { files: [], commands: [] };
  const parts = byPurpose(pushes).map((group) => pushIdentity(account, group.needs, group.purpose, repository, directory));
  return { files: parts.flatMap((part) => part.files), commands: parts.flatMap((part) => part.commands) };
}

function pushIdentity(
  account: string, pushes: readonly Push[], purpose: PushPurpose | undefined, repository: Repository, directory: string,
): Bootstrap {
  const environments = unique(pushes.map((push) => push.environment));
  const registries = unique(pushes.map((push) => push.registry));
  const file = `${pushName(purpose)}.json`;
  const name = identityName(repository, pushName(purpose), 'images');
  const content = armTemplate(
    `Pushes the images of ${repository.owner}/${repository.name}`,
    [identity(name), ...federatedCredentials(name, repository, environments)],
    { clientId: `[${identityProperty(name, 'clientId')}]`, principalId: `[${identityProperty(name, 'principalId')}]` },
  );
  const home = pushes.find((push) => push.registry === registries[0])?.resourceGroup;
  const deployment: Deployment = {
    ...(SUBSCRIPTION.test(account) ? { subscription: account } : {}),
    resourceGroup: home ?? `"$(az acr show --name ${word(registries[0])} --query resourceGroup --output tsv)"`,
    name, file: `${directory}/${file}`,
  };
  return { files: [{ path: file, content }], commands: pushCommands(deployment, repository, environments, registries, pushClientIdVariable(purpose)) };
}

function pushCommands(deployment: Deployment, repository: Repository, environments: readonly string[], registries: readonly string[], variable: string) {
  const account = (property: string) => `"$(az account show ${deployment.subscription ? `--subscription ${deployment.subscription} ` : ''}--query ${property} --output tsv)"`;
  return [
    deployCommand(deployment, 'Create the identity that pushes images'),
    ...registries.map((registry) => roleCommand(deployment, 'principalId', 'AcrPush', registryScope(registry), `Let it push to ${registry}`)),
    ...environments.flatMap((environment) => [
      clientIdCommand(repository, environment, deployment, variable),
      variableCommand(repository, environment, 'AZURE_TENANT_ID', account('tenantId'), 'the tenant'),
      variableCommand(repository, environment, 'AZURE_SUBSCRIPTION_ID', account('id'), 'the subscription'),
    ]),
  ];
}
