import { IdentityOf } from './identity';
import { Step } from '../../../step';
import { eksBootstrap } from '../../../trust/aws/eks-bootstrap';
import { derivedName } from '../../support/names';
import { script } from '../../support/script';
import { word } from '../../support/shell';
import { MAX_LABEL } from '../check-names';
import type { EksClusterProps } from '../cluster';

/** An IAM role with an access entry: the API server sees its group. */
export const eksIdentity: IdentityOf<EksClusterProps> = (context, plan, { account, region, name, roleName }) => {
  // the owner's name is in it: targets of the same id in two repositories must not share a group
  const group = derivedName(['pipewright', String(context.repository?.owner), String(context.repository?.name), context.id], MAX_LABEL);
  const trust = eksBootstrap(context, { account, region, clusterName: name, namespace: plan.namespace, roleName, group });
  return {
    login: () => [
      Step.uses('aws-actions/configure-aws-credentials', {
        name: 'Log in to AWS',
        with: { 'role-to-assume': trust.role.arn, 'aws-region': region, 'allowed-account-ids': account },
      }),
      script('Connect to the cluster', 'aws eks update-kubeconfig --name "$CLUSTER" --region "$REGION"', { env: { CLUSTER: name, REGION: region } }),
    ],
    subject: { kind: 'Group', name: trust.group },
    before: trust.commands,
    after: [],
    files: trust.files,
    objects: [],
    accounts: trust.accounts,
    notes: ['the EKS cluster\'s authentication mode must admit access entries: API or API_AND_CONFIG_MAP'],
    principal: trust.role.name,
    connect: `aws eks update-kubeconfig --name ${word(name)} --region ${word(region)}`,
  };
};
