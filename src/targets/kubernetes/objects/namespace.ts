import type { core } from '@pulumi/kubernetes/types/input';
import { compact, KubernetesObject } from './object';
import { MANAGED_BY, Plan } from '../plan';

/** Part of the bootstrap: the deploy identity may not create namespaces, nor loosen what they enforce. */
export function namespace(plan: Plan): KubernetesObject {
  const labels = ['enforce', 'audit', 'warn'].flatMap((mode) => [
    [`pod-security.kubernetes.io/${mode}`, 'restricted'],
    [`pod-security.kubernetes.io/${mode}-version`, 'latest'],
  ]);
  return compact({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: plan.namespace, labels: { ...MANAGED_BY, ...Object.fromEntries(labels) } },
  } satisfies core.v1.Namespace) as KubernetesObject;
}
