import type { core } from '@pulumi/kubernetes/types/input';
import { metadata } from './meta';
import { compact, KubernetesObject } from './object';
import type { Plan } from '../plan';

/** An identity of its own, whose token is not given to the process. */
export function serviceAccount(plan: Plan): KubernetesObject {
  return compact({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: metadata(plan, plan.props.serviceAccountAnnotations),
    automountServiceAccountToken: false,
  } satisfies core.v1.ServiceAccount) as KubernetesObject;
}
