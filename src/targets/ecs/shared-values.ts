/**
 * What the service's stack takes from the platform's: parameters of Systems Manager with fixed names, which CloudFormation
 * reads at each deployment. Exports would lock the platform: CloudFormation changes or removes no export that is in use,
 * so that neither the rollout nor the ingress of a running target could change.
 */
import type { Stack } from 'aws-cdk-lib';
import type { Cdk } from './cdk';
import type { EcsSettings } from './settings';

export type SharedKey =
  | 'TaskSecurityGroup' | `TaskSubnet${number}`
  | 'BlueTargetGroup' | 'GreenTargetGroup' | 'ProductionRule' | 'TestRule'
  /** How auto scaling names the load balancer and its target group. */
  | 'RequestLabel';

export function sharedName(settings: EcsSettings, key: string): string {
  return `/${settings.names.platformStack}/${key}`;
}

export function share(cdk: Cdk, stack: Stack, settings: EcsSettings, key: SharedKey, value: string): void {
  new cdk.aws_ssm.CfnParameter(stack, `Shared${key}`, {
    type: 'String',
    name: sharedName(settings, key),
    value,
    description: `For stack ${settings.names.serviceStack}`,
  });
}

export function shared(cdk: Cdk, settings: EcsSettings, key: SharedKey): string {
  return new cdk.CfnDynamicReference(cdk.CfnDynamicReferenceService.SSM, sharedName(settings, key)).toString();
}
