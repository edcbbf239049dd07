import { IdentityOf } from './identity';
import { Step } from '../../../step';
import { aksBootstrap } from '../../../trust/azure';
import { script } from '../../support/script';
import { word } from '../../support/shell';
import { roleName } from '../bootstrap/rbac';
import type { AksClusterProps } from '../cluster';

/** Application id of AKS' API servers in every tenant. */
const AKS_SERVER = '6dae42f8-4368-4678-94ff-3960e28e3630';

/**
 * kubectl asks the Azure CLI for a token. That is what kubelogin does, too, but GitHub's runners do not have it
 * (actions/runner-images#14752), and the CLI can answer in the form that kubectl reads.
 */
const USE_AZURE_CLI = `
kubectl config set-credentials azure --exec-api-version client.authentication.k8s.io/v1beta1 --exec-command az \\
  --exec-arg account --exec-arg get-access-token --exec-arg --resource --exec-arg ${AKS_SERVER} --exec-arg --output --exec-arg json --exec-arg --query \\
  --exec-arg "{ apiVersion: 'client.authentication.k8s.io/v1beta1', kind: 'ExecCredential', status: { token: accessToken } }"
kubectl config set-context --current --user azure
kubectl auth whoami
`;

/** A managed identity: the API server sees its object id, which exists once the bootstrap made it. */
export const aksIdentity: IdentityOf<AksClusterProps> = (context, plan, { tenantId, subscriptionId, resourceGroup, name }) => {
  const trust = aksBootstrap(context, { tenantId, subscriptionId, resourceGroup, clusterName: name, namespace: plan.namespace });
  return {
    login: () => [
      Step.uses('azure/login', {
        name: 'Log in to Azure', with: { 'client-id': trust.clientId, 'tenant-id': tenantId, 'subscription-id': subscriptionId },
      }),
      Step.uses('azure/aks-set-context', {
        name: 'Connect to the cluster', with: { 'subscription': subscriptionId, 'resource-group': resourceGroup, 'cluster-name': name },
      }),
      script('Sign in to the cluster', USE_AZURE_CLI),
    ],
    before: trust.commands,
    after: [{
      description: 'Give the managed identity the role in the namespace: Kubernetes knows it by its object id',
      command: [
        `kubectl create rolebinding ${roleName(plan)} --namespace ${plan.namespace} --role ${roleName(plan)} \\`,
        `  --user ${trust.principalIdCommand} \\`,
        '  --dry-run=client --output yaml | kubectl apply --server-side -f -',
      ].join('\n'),
    }],
    files: trust.files,
    objects: [],
    accounts: trust.accounts,
    notes: ['the AKS cluster must use Entra ID for authentication, and Kubernetes RBAC for authorization'],
    principal: trust.principalIdCommand,
    connect: `az aks get-credentials --subscription ${subscriptionId} --resource-group ${word(resourceGroup)} --name ${word(name)}`,
  };
};
