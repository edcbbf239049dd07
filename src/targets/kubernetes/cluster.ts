/** Where a Kubernetes target runs, and how its deploy job signs in. */

export interface EksClusterProps {
  /** AWS account: 12 digits. */
  readonly account: string;
  readonly region: string;
  readonly name: string;
  /**
   * Name of the role that the deploy job assumes.
   * @default - derived from the repository and the target
   */
  readonly roleName?: string;
}

export interface GkeClusterProps {
  /** Project id. */
  readonly project: string;
  /** Number of the project: `gcloud projects describe PROJECT --format 'value(projectNumber)'`. */
  readonly projectNumber: string;
  /** Region or zone. */
  readonly location: string;
  readonly name: string;
  /**
   * Reach the control plane by its DNS name, which works for private clusters.
   * @default false
   */
  readonly dnsEndpoint?: boolean;
}

export interface AksClusterProps {
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
}

export interface ExistingClusterProps {
  /** URL of the API server: `https://…`. */
  readonly server: string;
  /**
   * Certificate of the authority that signed the server's, in PEM.
   * @default - the server's certificate is publicly trusted
   */
  readonly certificateAuthority?: string;
  /**
   * GitHub secret of the environment that holds a service account's token.
   * @default - none: the API server trusts GitHub's OIDC tokens by structured authentication
   */
  readonly tokenSecret?: string;
  /**
   * Audience of the OIDC token.
   * @default - the server's URL
   */
  readonly oidcAudience?: string;
}

export interface KubeconfigClusterProps {
  /** GitHub secret of the environment that holds a kubeconfig. */
  readonly secret: string;
  /**
   * Context within it.
   * @default - its current one
   */
  readonly context?: string;
}

/** @internal */
export type ClusterSpec =
  | { readonly kind: 'eks'; readonly props: EksClusterProps }
  | { readonly kind: 'gke'; readonly props: GkeClusterProps }
  | { readonly kind: 'aks'; readonly props: AksClusterProps }
  | { readonly kind: 'existing'; readonly props: ExistingClusterProps }
  | { readonly kind: 'kubeconfig'; readonly props: KubeconfigClusterProps };

/** A Kubernetes cluster that exists. */
export class KubernetesCluster {
  /** Amazon EKS. The job assumes an IAM role that has an access entry on the cluster. */
  public static eks(props: EksClusterProps): KubernetesCluster {
    return new KubernetesCluster({ kind: 'eks', props });
  }

  /** Google GKE. The job acts as a service account of the project. */
  public static gke(props: GkeClusterProps): KubernetesCluster {
    return new KubernetesCluster({ kind: 'gke', props });
  }

  /** Azure AKS with Entra ID. The job signs in as a managed identity. */
  public static aks(props: AksClusterProps): KubernetesCluster {
    return new KubernetesCluster({ kind: 'aks', props });
  }

  /** Any cluster whose API server trusts GitHub's OIDC tokens, or by a service account's token. */
  public static existing(props: ExistingClusterProps): KubernetesCluster {
    return new KubernetesCluster({ kind: 'existing', props });
  }

  /** Any cluster by a stored kubeconfig: the last resort, because it is a standing credential. */
  public static kubeconfig(props: KubeconfigClusterProps): KubernetesCluster {
    return new KubernetesCluster({ kind: 'kubeconfig', props });
  }

  /** `eks`, `gke`, `aks`, `existing` or `kubeconfig`. */
  public readonly kind: string;

  /** @internal */
  public readonly _spec: ClusterSpec;

  private constructor(spec: ClusterSpec) {
    this.kind = spec.kind;
    this._spec = spec;
  }
}
