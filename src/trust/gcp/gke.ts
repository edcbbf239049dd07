/** The Google Cloud half of a Kubernetes target's trust: signing in and finding the cluster. What it may do there is RBAC. */
import { identityResources, isTrustable } from './identity';
import { accountEmail, accountId, poolId, providerId, providerName } from './names';
import { terraform } from './terraform';
import type { AccountNeed, Bootstrap, TargetContext } from '../../targets/target';

export interface GkeCluster {
  readonly project: string;
  readonly projectNumber: string;
  readonly location: string;
  readonly clusterName: string;
  readonly namespace: string;
}

export interface GkeBootstrap extends Bootstrap {
  readonly accounts: readonly AccountNeed[];
  /** Inputs of `google-github-actions/auth`. */
  readonly workloadIdentityProvider: string;
  readonly serviceAccount: string;
  /** Subject of the namespace's RoleBinding: `kind: User, name: <this>`. */
  readonly rbacUser: string;
}

export function gkeBootstrap(context: TargetContext, cluster: GkeCluster): GkeBootstrap {
  const { repository, environment, refs, id } = context;
  const account = accountId(repository, id);
  const email = accountEmail(account, cluster.project);
  const pool = poolId(repository);
  const provider = providerId(id);
  const trusted = isTrustable(repository, environment, (problem) => context.report(problem));
  const content = trusted
    ? terraform({
      project: cluster.project,
      resources: [
        identityResources({ ...cluster, repository, environments: [environment], refs, pool, provider, account }),
        {
          google_project_iam_member: {
            // sees clusters, to fetch the endpoint; holds nothing inside them
            cluster_viewer: { project: cluster.project, role: 'roles/container.clusterViewer', member: '${google_service_account.github.member}' },
          },
        },
      ],
      outputs: { service_account: { value: '${google_service_account.github.email}', description: `The user that the Role of ${cluster.namespace} is bound to` } },
    })
    : undefined;
  return {
    files: content ? [{ path: 'bootstrap.tf.json', content }] : [],
    commands: content ? [{
      description: `Create the identity that deploys to ${cluster.clusterName}`,
      command: `terraform -chdir=${context.directory}/bootstrap init && terraform -chdir=${context.directory}/bootstrap apply`,
    }] : [],
    accounts: [{ cloud: 'gcp', account: cluster.project, kind: 'identity-pool', projectNumber: cluster.projectNumber }],
    workloadIdentityProvider: providerName(cluster.projectNumber, pool, provider),
    serviceAccount: email,
    rbacUser: email,
  };
}
