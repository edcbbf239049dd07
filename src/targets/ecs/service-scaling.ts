/** How many tasks run: between min and max, by CPU, memory or requests. */
import type { Stack, aws_applicationautoscaling, aws_ecs } from 'aws-cdk-lib';
import type { Cdk } from './cdk';
import type { EcsSettings } from './settings';
import { shared } from './shared-values';

const DEFAULT_CPU_PERCENT = 70;

export function addScaling(cdk: Cdk, stack: Stack, settings: EcsSettings, service: aws_ecs.FargateService): void {
  const { aws_applicationautoscaling: scaling } = cdk;
  const { replicas, scaleOn = {} } = settings.context.workload;
  const target = new scaling.ScalableTarget(stack, 'Scaling', {
    serviceNamespace: scaling.ServiceNamespace.ECS,
    scalableDimension: 'ecs:service:DesiredCount',
    resourceId: `service/${service.cluster.clusterName}/${service.serviceName}`,
    minCapacity: replicas.min,
    maxCapacity: replicas.max,
    role: cdk.aws_iam.Role.fromRoleArn(stack, 'ScalingRole', `arn:${settings.partition}:iam::${settings.account}:role/unused`, { mutable: false }),
  });
  // application auto scaling uses its service-linked role by itself; the CDK would create another
  (target.node.defaultChild as aws_applicationautoscaling.CfnScalableTarget).addPropertyDeletionOverride('RoleARN');
  const nothingSaid = scaleOn.cpuPercent === undefined && scaleOn.memoryPercent === undefined && scaleOn.requests === undefined;
  const cpu = nothingSaid ? DEFAULT_CPU_PERCENT : scaleOn.cpuPercent;
  const { PredefinedMetric: metric } = scaling;
  if (cpu !== undefined) {
    target.scaleToTrackMetric('Cpu', { targetValue: cpu, predefinedMetric: metric.ECS_SERVICE_AVERAGE_CPU_UTILIZATION });
  }
  if (scaleOn.memoryPercent !== undefined) {
    target.scaleToTrackMetric('Memory', { targetValue: scaleOn.memoryPercent, predefinedMetric: metric.ECS_SERVICE_AVERAGE_MEMORY_UTILIZATION });
  }
  if (scaleOn.requests !== undefined) {
    target.scaleToTrackMetric('Requests', {
      targetValue: scaleOn.requests,
      predefinedMetric: metric.ALB_REQUEST_COUNT_PER_TARGET,
      resourceLabel: shared(cdk, settings, 'RequestLabel'),
    });
  }
}
