/** What a reader of the plan should know: what was assumed, what was chosen. */
import type { Identity } from './identity';
import { Plan, takesRequests } from './plan';

export function notes(plan: Plan, identity: Identity, imagePlatforms: readonly string[]): string[] {
  const { workload, props, domain, tlsSecretName } = plan;
  const published = workload.ingress === 'public' && takesRequests(workload);
  return [
    ...identity.notes,
    ...(props.runAsUser === undefined ? ['the image must run as a numeric user that is not root, or set runAsUser'] : []),
    ...(props.writablePaths === undefined ? ['the file system is read-only but for /tmp; writablePaths adds more'] : []),
    ...(imagePlatforms.includes('linux/amd64') ? [] : [`the image runs on ${imagePlatforms.join(', ')} only: choose such nodes by a patch, nodeSelector: { 'kubernetes.io/arch': … }`]),
    ...(published && domain === undefined ? ['no domain: the route answers for every host name'] : []),
    ...(published && domain !== undefined && tlsSecretName === undefined && !props.gateway
      ? [`no certificate for ${domain}: the Ingress itself answers without TLS, unless its controller adds it`] : []),
    ...(workload.healthPath === undefined && workload.port !== undefined ? ['no health path: the probes only see whether the port is open'] : []),
    props.pulumi
      ? 'a rollback updates the stack to the image that ran before, with the definition of today'
      : 'a rollback restores the pods; Service, Ingress and autoscaler keep the new definition until the next deploy',
  ];
}
