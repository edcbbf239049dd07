/** What a user says about a Kubernetes target, beside the workload. */
import type { KubernetesCluster } from './cluster';

/** A gateway of the Gateway API that takes the place of an ingress controller. */
export interface KubernetesGatewayProps {
  /** Name of the Gateway. */
  readonly name: string;
  /**
   * Namespace of the Gateway.
   * @default - the target's
   */
  readonly namespace?: string;
  /**
   * Listener of the Gateway.
   * @default - every listener that admits the route
   */
  readonly sectionName?: string;
}

/** Who may call the pods, and whom they may call. */
export interface KubernetesNetworkPolicyProps {
  /**
   * False leaves the namespace's own policies in charge.
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * Namespaces whose pods may call the workload.
   * @default - PUBLIC: everybody, INTERNAL: every namespace of the cluster
   */
  readonly fromNamespaces?: string[];
  /**
   * Address ranges that may call the workload, such as a load balancer's.
   * @default - none beyond `fromNamespaces`
   */
  readonly fromCidrs?: string[];
  /**
   * Namespaces that the workload may call; DNS stays allowed.
   * @default - everything, unless `toCidrs` is given
   */
  readonly toNamespaces?: string[];
  /**
   * Address ranges that the workload may call; DNS stays allowed.
   * @default - everything, unless `toNamespaces` is given
   */
  readonly toCidrs?: string[];
}

/** A kustomize patch. */
export interface KubernetesPatchProps {
  /** A partial object, merged strategically; or a list of JSON 6902 operations, which needs `target`. */
  readonly patch: any;
  /**
   * Which objects: `kind`, `name`, `group`, `version`, `namespace`, `labelSelector`, `annotationSelector`.
   * @default - the object that the patch names
   */
  readonly target?: { [selector: string]: string };
}

/** Deploy with a Pulumi program instead of kubectl. One mode a target: two owners never hold one object. */
export interface KubernetesPulumiProps {
  /**
   * URL of the state: `s3://…`, `gs://…`, `azblob://…`, in the cluster's own cloud.
   * @default - Pulumi Cloud, which needs `organization`
   */
  readonly backend?: string;
  /**
   * Organization in Pulumi Cloud, which must trust the repository's OIDC tokens.
   * @default - none; required without `backend`
   */
  readonly organization?: string;
  /**
   * What encrypts the state: `awskms://…`, `gcpkms://…`, `azurekeyvault://…`, `hashivault://…`.
   * @default - Pulumi Cloud's own; required with `backend`
   */
  readonly secretsProvider?: string;
  /**
   * Name of the Pulumi project.
   * @default - the target's id
   */
  readonly project?: string;
  /**
   * Name of the stack.
   * @default - the GitHub environment's
   */
  readonly stack?: string;
}

export interface KubernetesPlatformProps {
  /** Namespace of everything that is deployed. */
  readonly namespace: string;
  /** Where it runs. */
  readonly cluster: KubernetesCluster;
  /**
   * Deploy by a Pulumi program.
   * @default - kubectl and kustomize
   */
  readonly pulumi?: KubernetesPulumiProps;
  /**
   * Whether the bootstrap creates the namespace, with Pod Security's `restricted` labels.
   * The deploy job never does: it may work within the namespace only.
   * @default true
   */
  readonly createNamespace?: boolean;
  /**
   * Class of the Ingress.
   * @default - the cluster's default class
   */
  readonly ingressClassName?: string;
  /**
   * Annotations of the Ingress or the HTTPRoute.
   * @default - none
   */
  readonly ingressAnnotations?: { [name: string]: string };
  /**
   * Publish by an HTTPRoute on this Gateway instead of an Ingress.
   * @default - an Ingress
   */
  readonly gateway?: KubernetesGatewayProps;
  /**
   * TLS secret of the domain.
   * @default - the target's `certificate`; with an issuer `<name>-tls`
   */
  readonly tlsSecretName?: string;
  /**
   * cert-manager ClusterIssuer that fills the TLS secret.
   * @default - none
   */
  readonly clusterIssuer?: string;
  /**
   * cert-manager Issuer of the namespace that fills the TLS secret.
   * @default - none
   */
  readonly issuer?: string;
  /**
   * Port of the Service.
   * @default 80
   */
  readonly servicePort?: number;
  /**
   * What may call the pods, and whom they may call.
   * @default - calls in as the workload's ingress says, calls out are free
   */
  readonly networkPolicy?: KubernetesNetworkPolicyProps;
  /**
   * Annotations of the ServiceAccount, such as a cloud's workload identity.
   * @default - none
   */
  readonly serviceAccountAnnotations?: { [name: string]: string };
  /**
   * Labels of the pods, over the generated ones.
   * @default - what the workload identity needs
   */
  readonly podLabels?: { [name: string]: string };
  /**
   * Annotations of the pods.
   * @default - none
   */
  readonly podAnnotations?: { [name: string]: string };
  /**
   * Numeric user of the process. The image's own user must not be root.
   * @default - the image's
   */
  readonly runAsUser?: number;
  /**
   * Folders that the process may write to; the rest of its file system is read-only.
   * @default - /tmp
   */
  readonly writablePaths?: string[];
  /**
   * Seconds that a pod may take to stop.
   * @default 30
   */
  readonly terminationGracePeriodSeconds?: number;
  /**
   * Further objects of the namespace, as plain objects with `apiVersion`, `kind` and `metadata.name`.
   * @default - none
   */
  readonly extraObjects?: any[];
  /**
   * Changes to the generated objects (not with `pulumi`).
   * @default - none
   */
  readonly patches?: KubernetesPatchProps[];
}
