/** One file a kind of cluster; this is their registry. */
import { aksIdentity } from './aks';
import { eksIdentity } from './eks';
import { existingIdentity } from './existing';
import { gkeIdentity } from './gke';
import { Identity } from './identity';
import { kubeconfigIdentity } from './kubeconfig';
import type { TargetContext } from '../../target';
import type { ClusterSpec } from '../cluster';
import type { Plan } from '../plan';

export type { Identity } from './identity';

export function identityOf(context: TargetContext, plan: Plan, cluster: ClusterSpec): Identity {
  switch (cluster.kind) {
    case 'eks': return eksIdentity(context, plan, cluster.props);
    case 'gke': return gkeIdentity(context, plan, cluster.props);
    case 'aks': return aksIdentity(context, plan, cluster.props);
    case 'existing': return existingIdentity(context, plan, cluster.props);
    case 'kubeconfig': return kubeconfigIdentity(context, plan, cluster.props);
  }
}
