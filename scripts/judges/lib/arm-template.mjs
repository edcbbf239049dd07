// What belongs to the template, not to a resource provider. After "Understand the structure and syntax of ARM templates",
// "Parameters in ARM templates", "Outputs in ARM templates" and "Define resources in ARM templates" on Microsoft Learn.
const any = {};
const object = (properties, required = []) => ({ type: 'object', properties, required, additionalProperties: false });
const map = of => ({ type: 'object', additionalProperties: of });
const type = { enum: ['string', 'securestring', 'int', 'bool', 'object', 'secureObject', 'array'] };
const described = object({ description: { type: 'string' } });

export const template = object({
  $schema: { type: 'string', pattern: '^https://schema\\.management\\.azure\\.com/schemas/(2019-04-01/deploymentTemplate|2018-05-01/subscriptionDeploymentTemplate)\\.json#$' },
  languageVersion: { const: '2.0' },
  contentVersion: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+\\.\\d+$' },
  apiProfile: { type: 'string' },
  metadata: { type: 'object' },
  definitions: map(any),
  parameters: map(object({
    type, defaultValue: any, allowedValues: { type: 'array' }, minValue: { type: 'integer' }, maxValue: { type: 'integer' },
    minLength: { type: 'integer' }, maxLength: { type: 'integer' }, metadata: { type: 'object' }, nullable: { type: 'boolean' },
  }, ['type'])),
  variables: map(any),
  functions: { type: 'array' },
  resources: { type: ['array', 'object'] },
  outputs: map(object({ type, value: any, condition: any, copy: any, metadata: described }, ['type'])),
}, ['$schema', 'contentVersion', 'resources']);

/** Members of a resource that the deployment engine reads, not the provider. */
export const ENVELOPE = {
  type: { type: 'string' }, apiVersion: { type: 'string' }, name: { type: 'string' }, dependsOn: { type: 'array', items: { type: 'string' } },
  condition: { type: ['boolean', 'string'] }, comments: { type: 'string' }, copy: { type: 'object' }, scope: { type: 'string' },
  resources: { type: 'array' }, existing: { type: 'boolean' },
};
export const envelope = object(ENVELOPE, ['type', 'apiVersion', 'name']);

/** Stable versions of each type. Source: "… resource types" (allversions) of the template reference on Microsoft Learn. */
export const API_VERSIONS = {
  'Microsoft.App': ['2022-03-01', '2022-10-01', '2023-05-01', '2024-03-01', '2025-01-01', '2025-07-01'],
  'Microsoft.Authorization': ['2022-04-01'],
  'Microsoft.ManagedIdentity': ['2023-01-31', '2024-11-30'],
  'Microsoft.OperationalInsights': ['2020-08-01', '2020-10-01', '2021-06-01', '2022-10-01', '2023-09-01', '2025-02-01', '2025-07-01'],
};

/**
 * What the services demand although their clients' models leave it open. Sources: the required properties of "Container Apps –
 * Create Or Update" and "Federated Identity Credentials – Create Or Update" in Microsoft's REST reference, and the container app
 * specification ("Azure Container Apps ARM and YAML template specifications").
 */
export const DEMANDED = {
  'Microsoft.App/containerApps': ['/properties/environmentId', '/properties/template/containers'],
  'Microsoft.Authorization/roleAssignments': ['/properties'],
  'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials': ['/properties/issuer', '/properties/subject', '/properties/audiences'],
};
