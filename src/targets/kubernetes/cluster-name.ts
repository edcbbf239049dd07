import type { ClusterSpec } from './cluster';

/** As people would name it. What a stored kubeconfig reaches is known to the environment that holds it. */
export function clusterName(spec: ClusterSpec, environment: string): string {
  switch (spec.kind) {
    case 'eks': return `the EKS cluster ${spec.props.name} in ${spec.props.account}/${spec.props.region}`;
    case 'gke': return `the GKE cluster ${spec.props.name} in ${spec.props.project}/${spec.props.location}`;
    case 'aks': return `the AKS cluster ${spec.props.name} in ${spec.props.subscriptionId}/${spec.props.resourceGroup}`;
    case 'existing': return `the cluster of ${spec.props.server}`;
    case 'kubeconfig': return `the cluster of the secret ${spec.props.secret}${spec.props.context ? `, context ${spec.props.context},` : ''} of the environment ${environment}`;
  }
}
