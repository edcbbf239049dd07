/** A Kubernetes target of the tests: the workload of the contract on a cluster of each kind. */
import { parse } from 'yaml';
import { KubernetesCluster, KubernetesPlatformProps, KubernetesTarget } from '../../../src/targets/kubernetes';
import { ContextChanges, fakeContext } from '../context';

export const CLUSTERS: Readonly<Record<string, KubernetesCluster>> = {
  eks: KubernetesCluster.eks({ account: '111122223333', region: 'eu-west-1', name: 'staging' }),
  gke: KubernetesCluster.gke({ project: 'acme-prod', projectNumber: '123456789012', location: 'europe-west1', name: 'prod' }),
  aks: KubernetesCluster.aks({
    tenantId: '00000000-0000-4000-8000-000000000001', subscriptionId: '00000000-0000-4000-8000-000000000002', resourceGroup: 'prod', name: 'prod',
  }),
  oidc: KubernetesCluster.existing({ server: 'https://kubernetes.example.com:6443' }),
  token: KubernetesCluster.existing({ server: 'https://kubernetes.example.com:6443', tokenSecret: 'KUBE_TOKEN' }),
  kubeconfig: KubernetesCluster.kubeconfig({ secret: 'KUBECONFIG' }),
};

/** State in the cluster's own cloud; Pulumi Cloud where there is none. */
export const PULUMI: Readonly<Record<string, KubernetesPlatformProps['pulumi']>> = {
  eks: { backend: 's3://acme-state/pulumi?region=eu-west-1', secretsProvider: 'awskms://alias/pulumi?region=eu-west-1' },
  gke: { backend: 'gs://acme-state', secretsProvider: 'gcpkms://projects/acme-prod/locations/europe/keyRings/pulumi/cryptoKeys/state' },
  aks: { backend: 'azblob://pulumi-state?storage_account=acmeprod', secretsProvider: 'azurekeyvault://acme.vault.azure.net/keys/pulumi' },
  oidc: { organization: 'acme' },
  token: { organization: 'acme' },
  kubeconfig: { organization: 'acme' },
};

/** What a workload of the contract looks like when everything is said. */
export const EVERYTHING: ContextChanges = {
  id: 'staging',
  domain: 'shop.example.com',
  certificate: 'shop-tls',
  url: 'https://shop.example.com',
  workload: { name: 'shop', port: 8000, cpu: 0.5, memoryMiB: 1024, replicas: { min: 2, max: 6 } },
};

export function synthesize(changes: ContextChanges = {}, props: Partial<KubernetesPlatformProps> = {}) {
  const context = fakeContext(changes);
  const output = new KubernetesTarget({ namespace: 'shop', cluster: CLUSTERS.eks, ...props }).synthesize(context);
  const file = (path: string) => [...output.files, ...output.bootstrap].find((one) => one.path === path);
  return {
    ...output,
    problems: context.problems,
    paths: output.files.map(({ path }) => path),
    /** Parsed as Kubernetes parses it. */
    object: (path: string) => parse(String(file(path)?.content), { version: '1.1' }) as any,
    text: (path: string) => String(file(path)?.content),
    json: (path: string) => file(path)?.content as any,
  };
}
