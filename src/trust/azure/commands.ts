/** Commands of the Azure bootstrap that several targets share. */
import { CLIENT_ID_VARIABLE } from './names';
import type { RoleName } from './roles';
import type { Repository } from '../../app';
import { word } from '../../targets/support/shell';
import type { TargetOutput } from '../../targets/target';

export type Command = TargetOutput['bootstrapCommands'][number];

export interface Deployment {
  readonly subscription?: string;
  /** Name, or a command substitution. */
  readonly resourceGroup: string;
  readonly name: string;
  readonly file: string;
}

function at({ subscription, resourceGroup }: Deployment): string {
  const group = resourceGroup.startsWith('"$(') ? resourceGroup : word(resourceGroup);
  return `${subscription ? `--subscription ${subscription} ` : ''}--resource-group ${group}`;
}

export function deployCommand(deployment: Deployment, description: string): Command {
  return { description, command: `az deployment group create ${at(deployment)} --name ${deployment.name} --template-file ${word(deployment.file)}` };
}

/** A command substitution that reads an output of the bootstrap's deployment. */
export function output(deployment: Deployment, name: string): string {
  return `"$(az deployment group show ${at(deployment)} --name ${deployment.name} --query properties.outputs.${name}.value --output tsv)"`;
}

export function clientIdCommand(repository: Repository, environment: string, deployment: Deployment, variable = CLIENT_ID_VARIABLE): Command {
  return variableCommand(repository, environment, variable, output(deployment, 'clientId'), 'which identity it is');
}

export function variableCommand(repository: Repository, environment: string, variable: string, value: string, what: string): Command {
  return {
    description: `Tell the GitHub environment ${environment} ${what}`,
    command: `gh variable set ${variable} --repo ${repository.owner}/${repository.name} --env ${word(environment)} --body ${value}`,
  };
}

export function roleCommand(deployment: Deployment, principal: string, role: RoleName, scope: string, description: string): Command {
  return {
    description,
    command: `az role assignment create --assignee-object-id ${output(deployment, principal)} --assignee-principal-type ServicePrincipal --role ${word(role)} --scope ${scope}`,
  };
}

export function registryScope(registry: string): string {
  return `"$(az acr show --name ${word(registry)} --query id --output tsv)"`;
}
