import type { policy } from '@pulumi/kubernetes/types/input';
import { metadata } from './meta';
import { compact, KubernetesObject } from './object';
import type { Plan } from '../plan';

/** One pod at a time may be evicted; with a single pod the budget would only block the draining of its node. */
export function disruptionBudget(plan: Plan): KubernetesObject | undefined {
  if (plan.workload.replicas.min <= 1) return undefined;
  return compact({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadata(plan),
    spec: { maxUnavailable: 1, selector: { matchLabels: { ...plan.selector } } },
  } satisfies policy.v1.PodDisruptionBudget) as KubernetesObject;
}
