/** Azure's built-in roles by id. https://learn.microsoft.com/azure/role-based-access-control/built-in-roles */
export const ROLES = {
  'AcrPull': '7f951dda-4ed3-4680-a7ca-43fe172d538d',
  'AcrPush': '8311e382-0749-4cb8-b61a-304f252e45ec',
  'Azure Kubernetes Service Cluster User Role': '4abbcc35-e782-43d8-92c5-2d3f1bd2253f',
  'Container Apps Contributor': '358470bc-b998-42bd-ab17-a7e34c199c0f',
  'Container Apps ManagedEnvironments Contributor': '57cc5028-e6a7-4284-868d-0611c5923f8d',
  'Key Vault Secrets User': '4633458b-17de-408a-b874-0445c86b69e6',
  'Log Analytics Contributor': '92aaf0da-9dab-42b6-94a3-d43ce8d16293',
  'Managed Identity Operator': 'f1a07417-d97a-45cb-824c-7a7467783830',
} as const;

export type RoleName = keyof typeof ROLES;
