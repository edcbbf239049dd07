/** Who may call the pods: nobody, the cluster, or everybody, as the workload's ingress says; on its port only. */
import type { networking } from '@pulumi/kubernetes/types/input';
import { metadata } from './meta';
import { compact, KubernetesObject } from './object';
import { Plan, takesRequests } from '../plan';

type Peer = networking.v1.NetworkPolicyPeer;

export function networkPolicy(plan: Plan): KubernetesObject | undefined {
  const settings = plan.props.networkPolicy ?? {};
  if (settings.enabled === false) return undefined;
  const egress = peers(settings.toNamespaces, settings.toCidrs);
  return compact({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metadata(plan),
    spec: {
      podSelector: { matchLabels: { ...plan.selector } },
      policyTypes: egress ? ['Ingress', 'Egress'] : ['Ingress'],
      ingress: takesRequests(plan.workload) ? [{ from: callers(plan), ports: [{ protocol: 'TCP', port: 'http' }] }] : [],
      egress: egress && [{ to: egress }, dns()],
    },
  } satisfies networking.v1.NetworkPolicy) as KubernetesObject;
}

/** Undefined is everybody. */
function callers(plan: Plan): Peer[] | undefined {
  const { fromNamespaces, fromCidrs } = plan.props.networkPolicy ?? {};
  const given = peers(fromNamespaces, fromCidrs);
  if (given) return given;
  return plan.workload.ingress === 'public' ? undefined : [{ namespaceSelector: {} }];
}

function peers(namespaces?: readonly string[], cidrs?: readonly string[]): Peer[] | undefined {
  if (!namespaces && !cidrs) return undefined;
  return [
    // the label that every namespace carries
    ...(namespaces ?? []).map((name) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } })),
    ...(cidrs ?? []).map((cidr) => ({ ipBlock: { cidr } })),
  ];
}

/** To any address: node-local caches and the clouds' own resolvers are no pods. */
function dns(): networking.v1.NetworkPolicyEgressRule {
  return { ports: [{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }] };
}
