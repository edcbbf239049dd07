import type { autoscaling } from '@pulumi/kubernetes/types/input';
import { metadata } from './meta';
import { compact, KubernetesObject } from './object';
import { isAutoscaled, Plan } from '../plan';

/** Holds CPU or memory use by adding and removing pods, where there is room between min and max. */
export function autoscaler(plan: Plan): KubernetesObject | undefined {
  const { replicas, scaleOn = {} } = plan.workload;
  if (!isAutoscaled(plan.workload)) return undefined;
  const cpu = scaleOn.cpuPercent ?? (scaleOn.memoryPercent === undefined ? 70 : undefined);
  const metric = (name: string, averageUtilization: number | undefined) =>
    (averageUtilization === undefined ? [] : [{ type: 'Resource', resource: { name, target: { type: 'Utilization', averageUtilization } } }]);
  return compact({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: metadata(plan),
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: plan.name },
      minReplicas: replicas.min,
      maxReplicas: replicas.max,
      metrics: [...metric('cpu', cpu), ...metric('memory', scaleOn.memoryPercent)],
    },
  } satisfies autoscaling.v2.HorizontalPodAutoscaler) as KubernetesObject;
}
