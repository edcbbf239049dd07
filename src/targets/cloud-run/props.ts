/** A network of its own that the instances reach. */
export interface CloudRunNetwork {
  /** Name of the VPC network. */
  readonly network: string;
  /** Name of the subnetwork, in the service's region. */
  readonly subnetwork: string;
  /**
   * Send all requests that leave through the network, not only those to private addresses.
   * @default false
   */
  readonly allTraffic?: boolean;
}

export interface CloudRunPlatformProps {
  /** Id of the Google Cloud project. */
  readonly project: string;
  /** Number of the project: `gcloud projects describe PROJECT --format='value(projectNumber)'`. */
  readonly projectNumber: string;
  /** Region of the service: `europe-west1`. */
  readonly region: string;
  /**
   * Name of the service.
   * @default - the workload's name
   */
  readonly serviceName?: string;
  /**
   * Email of the service account that the workload runs as.
   * @default - one of its own, which the bootstrap creates, without any right but to read its secrets
   */
  readonly serviceAccount?: string;
  /**
   * Email of the service account that deploys.
   * @default - one of its own, which the bootstrap creates
   */
  readonly deployServiceAccount?: string;
  /**
   * Full name of the workload identity provider, `projects/…/providers/…`, where the bootstrap is not used.
   * @default - the one that the bootstrap creates
   */
  readonly workloadIdentityProvider?: string;
  /**
   * Who may send requests: members of `roles/run.invoker`.
   * @default - everybody (`allUsers`) with public ingress, nobody with internal ingress
   */
  readonly invokers?: string[];
  /**
   * Requests arrive by a load balancer that you own, which also holds the domain and its certificate.
   * @default false: a domain is mapped to the service
   */
  readonly loadBalancer?: boolean;
  /**
   * Seconds that one request may take, 1 to 3600.
   * @default 300
   */
  readonly requestTimeoutSeconds?: number;
  /**
   * Keep the CPU between requests, for work in the background.
   * @default false
   */
  readonly cpuAlwaysAllocated?: boolean;
  /**
   * A VPC network that the instances reach.
   * @default - none: the internet only
   */
  readonly network?: CloudRunNetwork;
  /**
   * Changes to `service.yaml`, by path: `{ 'spec.template.spec.timeoutSeconds': 60 }`. A dot within a key is written `\\.`;
   * null removes.
   * @default - none
   */
  readonly overrides?: { [path: string]: any };
}
