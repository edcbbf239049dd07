import { IdentityOf } from './identity';
import { Step } from '../../../step';
import { gkeBootstrap } from '../../../trust/gcp';
import { word } from '../../support/shell';
import type { GkeClusterProps } from '../cluster';

/** A service account of the project, impersonated because a federated token ends within minutes: the API server sees its address. */
export const gkeIdentity: IdentityOf<GkeClusterProps> = (context, plan, { project, projectNumber, location, name, dnsEndpoint }) => {
  const trust = gkeBootstrap(context, { project, projectNumber, location, clusterName: name, namespace: plan.namespace });
  return {
    login: () => [
      Step.uses('google-github-actions/auth', {
        name: 'Log in to Google Cloud',
        with: { project_id: project, workload_identity_provider: trust.workloadIdentityProvider, service_account: trust.serviceAccount },
      }),
      Step.uses('google-github-actions/get-gke-credentials', {
        name: 'Connect to the cluster',
        with: { project_id: project, location, cluster_name: name, ...(dnsEndpoint && { use_dns_based_endpoint: true }) },
      }),
    ],
    subject: { kind: 'User', name: trust.rbacUser },
    before: trust.commands,
    after: [],
    files: trust.files,
    objects: [],
    accounts: trust.accounts,
    notes: [],
    principal: trust.serviceAccount,
    connect: `gcloud container clusters get-credentials ${word(name)} --location ${word(location)} --project ${word(project)}${dnsEndpoint ? ' --dns-endpoint' : ''}`,
  };
};
