/** A managed environment of the target's own, with the workspace that keeps its logs. */
import { API_VERSION, ENVIRONMENT } from './app-template';
import type { AzureSettings, NewEnvironment } from './settings';

const WORKSPACE = 'Microsoft.OperationalInsights/workspaces';
const WORKSPACE_VERSION = '2023-09-01';

export function environmentTemplate(settings: AzureSettings, environment: NewEnvironment): object {
  const name = settings.environment;
  const location = settings.location ?? '[resourceGroup().location]';
  const workspaceId = `resourceId('${WORKSPACE}', '${name}')`;
  return {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    resources: [
      {
        type: WORKSPACE, apiVersion: WORKSPACE_VERSION, name, location,
        properties: { sku: { name: 'PerGB2018' }, retentionInDays: environment.logRetentionDays },
      },
      {
        type: ENVIRONMENT, apiVersion: API_VERSION, name, location,
        dependsOn: [`[${workspaceId}]`],
        properties: {
          appLogsConfiguration: {
            destination: 'log-analytics',
            logAnalyticsConfiguration: {
              customerId: `[reference(${workspaceId}, '${WORKSPACE_VERSION}').customerId]`,
              sharedKey: `[listKeys(${workspaceId}, '${WORKSPACE_VERSION}').primarySharedKey]`,
            },
          },
          ...(environment.subnetId ? { vnetConfiguration: { infrastructureSubnetId: environment.subnetId, internal: environment.internal } } : {}),
          workloadProfiles: [{ name: 'Consumption', workloadProfileType: 'Consumption' }],
          zoneRedundant: environment.zoneRedundant,
        },
      },
    ],
  };
}
