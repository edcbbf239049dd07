/** What makes a PUBLIC workload reachable from outside: an Ingress, or an HTTPRoute on a Gateway. */
import type { networking } from '@pulumi/kubernetes/types/input';
import { metadata } from './meta';
import { compact, KubernetesObject } from './object';
import { servicePort } from './service';
import { Plan, takesRequests } from '../plan';

export function publish(plan: Plan): KubernetesObject | undefined {
  if (plan.workload.ingress !== 'public' || !takesRequests(plan.workload)) return undefined;
  return plan.props.gateway ? httpRoute(plan) : ingress(plan);
}

function ingress(plan: Plan): KubernetesObject {
  const { props, domain, tlsSecretName } = plan;
  const annotations = {
    ...(props.clusterIssuer && { 'cert-manager.io/cluster-issuer': props.clusterIssuer }),
    ...(props.issuer && { 'cert-manager.io/issuer': props.issuer }),
    ...props.ingressAnnotations,
  };
  const backend = { service: { name: plan.name, port: { name: 'http' } } };
  return compact({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: metadata(plan, annotations),
    spec: {
      ingressClassName: props.ingressClassName,
      tls: tlsSecretName && domain ? [{ hosts: [domain], secretName: tlsSecretName }] : undefined,
      rules: [{ host: domain, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }],
    },
  } satisfies networking.v1.Ingress) as KubernetesObject;
}

/** https://gateway-api.sigs.k8s.io/reference/spec/#httproute; TLS is the Gateway's. */
function httpRoute(plan: Plan): KubernetesObject {
  const { props, domain } = plan;
  return compact<KubernetesObject>({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: metadata(plan, props.ingressAnnotations),
    spec: {
      parentRefs: [{
        group: 'gateway.networking.k8s.io', kind: 'Gateway', name: props.gateway?.name, namespace: props.gateway?.namespace, sectionName: props.gateway?.sectionName,
      }],
      hostnames: domain ? [domain] : undefined,
      rules: [{
        matches: [{ path: { type: 'PathPrefix', value: '/' } }],
        backendRefs: [{ group: '', kind: 'Service', name: plan.name, port: servicePort(plan), weight: 1 }],
      }],
    },
  });
}
