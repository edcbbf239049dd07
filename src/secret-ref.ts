/** A key of a Kubernetes Secret. */
export interface KubernetesSecretKey {
  /** Name of the Secret, in the target's namespace. */
  readonly name: string;
  readonly key: string;
}

/** A version of a Google Secret Manager secret. */
export interface CloudRunSecret {
  /** Name of the secret, or `projects/<number>/secrets/<name>` for another project's. */
  readonly name: string;
  /**
   * A version's number: `latest` would change under a running revision.
   */
  readonly version: string;
}

/** The homes of one secret: where each platform finds it. */
export interface SecretHomes {
  /**
   * ARN of a Secrets Manager secret (optionally `:json-key::`) or an SSM parameter.
   * @default - none on ECS
   */
  readonly ecs?: string;
  /**
   * @default - none on Kubernetes
   */
  readonly kubernetes?: KubernetesSecretKey;
  /**
   * @default - none on Cloud Run
   */
  readonly cloudRun?: CloudRunSecret;
  /**
   * URL of a Key Vault secret, `https://<vault>.vault.azure.net/secrets/<name>[/<version>]`.
   * @default - none on Container Apps
   */
  readonly azureContainerApps?: string;
  /**
   * Name of an external Swarm secret, with its version in the name. It is mounted at `/run/secrets/<variable>`.
   * @default - none on Swarm
   */
  readonly swarm?: string;
  /**
   * Name of a GitHub secret of the target's environment, for custom platforms.
   * @default - none on custom platforms
   */
  readonly custom?: string;
}

/** One secret: one name in the workload, a home on each platform. Its value is never seen here. */
export class SecretRef {
  public static of(homes: SecretHomes): SecretRef {
    return new SecretRef(homes);
  }

  private constructor(public readonly homes: SecretHomes) {}
}
