import type { core } from '@pulumi/kubernetes/types/input';
import { metadata } from './meta';
import { compact, KubernetesObject } from './object';
import { Plan, takesRequests } from '../plan';

/** The Service; none where nobody may call. */
export function service(plan: Plan): KubernetesObject | undefined {
  if (!takesRequests(plan.workload)) return undefined;
  return compact({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(plan),
    spec: {
      type: 'ClusterIP',
      selector: { ...plan.selector },
      ports: [{ name: 'http', port: servicePort(plan), targetPort: 'http', protocol: 'TCP' }],
    },
  } satisfies core.v1.Service) as KubernetesObject;
}

export function servicePort(plan: Plan): number {
  return plan.props.servicePort ?? 80;
}
