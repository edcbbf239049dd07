/**
 * What the service's stack takes from the platform's: CloudFormation exports. They do not change with the workload, since
 * CloudFormation refuses to change an export that another stack imports.
 */
import type { Stack } from 'aws-cdk-lib';
import type { Cdk } from './cdk';
import type { EcsSettings } from './settings';

export type ExportKey =
  | 'VpcId' | 'Cluster' | 'LoadBalancerSecurityGroup' | 'LoadBalancerFullName'
  | 'BlueTargetGroup' | 'BlueTargetGroupFullName' | 'GreenTargetGroup'
  | 'ProductionRule' | 'TestRule';

export function exportName(settings: EcsSettings, key: string): string {
  return `${settings.names.platformStack}:${key}`;
}

export function exportValue(cdk: Cdk, stack: Stack, settings: EcsSettings, key: ExportKey | `TaskSubnet${number}`, value: string): void {
  new cdk.CfnOutput(stack, key, { value, exportName: exportName(settings, key) });
}

export function importValue(cdk: Cdk, settings: EcsSettings, key: ExportKey | `TaskSubnet${number}`): string {
  return cdk.Fn.importValue(exportName(settings, key));
}
