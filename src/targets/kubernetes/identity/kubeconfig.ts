import { repositoryFlag, serviceAccountIdentity } from './existing';
import { IdentityOf } from './identity';
import { Step } from '../../../step';
import { word } from '../../support/shell';
import { roleName } from '../bootstrap/rbac';
import type { KubeconfigClusterProps } from '../cluster';

/** A stored kubeconfig; the bootstrap makes a service account for it that may do no more than deploy. */
export const kubeconfigIdentity: IdentityOf<KubeconfigClusterProps> = (context, plan, { secret, context: name }) => ({
  login: () => [
    Step.uses('azure/k8s-set-context', {
      name: 'Connect to the cluster',
      with: { method: 'kubeconfig', kubeconfig: `\${{ secrets.${secret} }}`, ...(name !== undefined && { context: name }) },
    }),
  ],
  ...serviceAccountIdentity(plan),
  before: [],
  after: [{
    description: `Store a kubeconfig of the service account ${roleName(plan)} as the secret ${secret} of the environment ${context.environment}`,
    command: [
      'kubectl config view --raw --minify --flatten --output json |',
      `  TOKEN=$(kubectl get secret ${roleName(plan)} --namespace ${plan.namespace} --output 'jsonpath={.data.token}' | base64 --decode) jq '.users[].user = { token: env.TOKEN }' |`,
      `  gh secret set ${secret} --env ${word(context.environment)}${repositoryFlag(context)}`,
    ].join('\n'),
  }],
  files: [],
  accounts: [],
  notes: [`${context.id} signs in by a stored kubeconfig, a standing credential: prefer KubernetesCluster.eks, gke, aks or existing`],
  principal: '',
  connect: undefined,
});
