/** Commands that let the deploy identity read and write the stack's state, and use the key that encrypts it. */
import { partitionOf } from '../../../trust/aws/names';
import { word } from '../../support/shell';
import type { TargetOutput } from '../../target';
import type { ClusterSpec, EksClusterProps } from '../cluster';
import type { KubernetesPulumiProps } from '../props';

type Commands = TargetOutput['bootstrapCommands'];

/** Who is let in, as its cloud names it: a role's name, a service account's address, or a command substitution of its object id. */
export function stateCommands(pulumi: KubernetesPulumiProps, cluster: ClusterSpec, who: string): Commands {
  if (pulumi.backend === undefined) {
    return [{
      description: `Let Pulumi Cloud trust GitHub's tokens of this repository and environment: add an OIDC issuer to ${pulumi.organization}`,
      command: `echo https://app.pulumi.com/${pulumi.organization}/settings/oidc`,
    }];
  }
  const backend = location(pulumi.backend);
  const key = location(pulumi.secretsProvider ?? '');
  if (cluster.kind === 'eks') return [...aws(backend, key, cluster.props, who)];
  if (cluster.kind === 'gke') return google(backend, key, who);
  return cluster.kind === 'aks' ? azure(backend, key, who, cluster.props.subscriptionId) : [];
}

interface Location {
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
  readonly query: URLSearchParams;
}

/** By hand: `URL` lower-cases no host of an unknown scheme, but refuses some. */
function location(url: string): Location {
  const [, scheme, host, path, query] = /^([a-z]+):\/\/([^/?]*)\/?([^?]*)(?:\?(.*))?$/.exec(url) ?? ['', '', '', '', ''];
  return { scheme, host, path, query: new URLSearchParams(query ?? '') };
}

function aws(backend: Location, key: Location, cluster: EksClusterProps, role: string): Commands {
  const partition = partitionOf(cluster.region);
  const bucket = `arn:${partition}:s3:::${backend.host}`;
  const region = key.query.get('region') ?? cluster.region;
  const keys = `arn:${partition}:kms:${region}:${cluster.account}:key/`;
  const alias = key.host === 'alias';
  const statements = [
    { Effect: 'Allow', Action: ['s3:ListBucket'], Resource: bucket },
    { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], Resource: `${bucket}/*` },
    ...(key.scheme === 'awskms' ? [{
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'],
      Resource: alias ? `${keys}*` : `${keys}${key.host}`,
      ...(alias && { Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': `alias/${key.path}` } } }),
    }] : []),
  ];
  return [{
    description: `Let the role keep Pulumi's state in ${backend.host}`,
    command: `aws iam put-role-policy --role-name ${word(role)} --policy-name pulumi-state --policy-document ${word(JSON.stringify({ Version: '2012-10-17', Statement: statements }))}`,
  }];
}

function google(backend: Location, key: Location, email: string): Commands {
  const member = `--member ${word(`serviceAccount:${email}`)}`;
  return [
    {
      description: `Let the service account keep Pulumi's state in ${backend.host}`,
      command: `gcloud storage buckets add-iam-policy-binding ${word(`gs://${backend.host}`)} ${member} --role roles/storage.objectUser`,
    },
    ...(key.scheme === 'gcpkms' ? [{
      description: 'Let it use the key of the state',
      command: `gcloud kms keys add-iam-policy-binding ${word(`${key.host}/${key.path}`)} ${member} --role roles/cloudkms.cryptoKeyEncrypterDecrypter`,
    }] : []),
  ];
}

function azure(backend: Location, key: Location, objectId: string, subscription: string): Commands {
  const assign = (role: string, scope: string) =>
    `az role assignment create --subscription ${subscription} --assignee-principal-type ServicePrincipal --assignee-object-id ${objectId} --role ${word(role)} \\\n  --scope ${scope}`;
  const account = backend.query.get('storage_account') ?? '';
  const vault = key.host.split('.')[0];
  return [
    {
      description: `Let the identity keep Pulumi's state in ${backend.host}`,
      command: assign('Storage Blob Data Contributor', `"$(az storage account show --subscription ${subscription} --name ${word(account)} --query id --output tsv)/blobServices/default/containers/${backend.host}"`),
    },
    ...(key.scheme === 'azurekeyvault' ? [{
      description: 'Let it use the key of the state',
      command: assign('Key Vault Crypto User', `"$(az keyvault show --subscription ${subscription} --name ${word(vault)} --query id --output tsv)/${key.path}"`),
    }] : []),
  ];
}
