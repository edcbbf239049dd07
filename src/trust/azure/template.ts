/** Parts of the ARM templates that the bootstrap is made of. */
import { ROLES, RoleName } from './roles';
import type { Repository } from '../../app';
import { environmentSubject, ISSUER } from '../subject';

const IDENTITY = 'Microsoft.ManagedIdentity/userAssignedIdentities';
const IDENTITY_VERSION = '2023-01-31';
/** What `azure/login` asks GitHub for. */
const AUDIENCE = 'api://AzureADTokenExchange';

export function armTemplate(description: string, resources: readonly object[], outputs: Readonly<Record<string, string>>): object {
  return {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    metadata: { description },
    resources,
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, { type: 'string', value }])),
  };
}

/** A text within single quotes of an ARM expression. */
export function quoted(text: string): string {
  return `'${text.replaceAll('\'', '\'\'')}'`;
}

export function identityResourceId(name: string): string {
  return `resourceId(${quoted(IDENTITY)}, ${quoted(name)})`;
}

/** An expression that reads a property of an identity: `clientId` or `principalId`. */
export function identityProperty(name: string, property: 'clientId' | 'principalId'): string {
  return `reference(${identityResourceId(name)}, '${IDENTITY_VERSION}').${property}`;
}

export function identity(name: string): object {
  return { type: IDENTITY, apiVersion: IDENTITY_VERSION, name, location: '[resourceGroup().location]' };
}

/**
 * The exact subjects that may act as an identity. Azure writes one credential of an identity at a time, so each waits for the one before.
 * It cannot test the branch: the GitHub environment's branch policy does.
 */
export function federatedCredentials(name: string, repository: Repository, environments: readonly string[]): object[] {
  const type = `${IDENTITY}/federatedIdentityCredentials`;
  return environments.map((environment, index) => ({
    type,
    apiVersion: IDENTITY_VERSION,
    name: `${name}/github-${index + 1}`,
    dependsOn: [index === 0 ? `[${identityResourceId(name)}]` : `[resourceId('${type}', ${quoted(name)}, 'github-${index}')]`],
    properties: { issuer: ISSUER, subject: literal(environmentSubject(repository, environment)), audiences: [AUDIENCE] },
  }));
}

/** A text that begins with `[` is an expression in ARM, unless the bracket is doubled. */
export function literal(text: string): string {
  return text.startsWith('[') ? `[${text}` : text;
}

/** A role of an identity: on the resource group, or on one resource of it (`type/name`). */
export function roleAssignment(identityOf: string, role: RoleName, scope?: string, dependsOn: readonly string[] = []): object {
  const parts = [quoted(identityOf), quoted(ROLES[role]), ...(scope ? [quoted(scope)] : [])];
  return {
    type: 'Microsoft.Authorization/roleAssignments',
    apiVersion: '2022-04-01',
    name: `[guid(resourceGroup().id, ${parts.join(', ')})]`,
    ...(scope ? { scope } : {}),
    dependsOn: [`[${identityResourceId(identityOf)}]`, ...dependsOn],
    properties: {
      description: role,
      principalId: `[${identityProperty(identityOf, 'principalId')}]`,
      principalType: 'ServicePrincipal',
      roleDefinitionId: `[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${ROLES[role]}')]`,
    },
  };
}
