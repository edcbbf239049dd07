/** An application load balancer that exists and that several targets share. */
export interface ExistingLoadBalancerProps {
  /** ARN of the listener that gets this target's rule; its load balancer and port are within it. */
  readonly listenerArn: string;
  /** Security group of the load balancer: tasks accept requests from it only. */
  readonly securityGroupId: string;
  /** DNS name of the load balancer, for the output and the smoke test. */
  readonly dnsName: string;
  /** Priority of the rule, unique on the listener. Of previews, the first of a thousand: each takes a free one. */
  readonly priority: number;
  /**
   * Hosts that the rule matches; of previews, with `pr-{number}` in them.
   * @default - the target's domain
   */
  readonly hosts?: string[];
  /**
   * Paths that the rule matches.
   * @default - all
   */
  readonly paths?: string[];
  /**
   * ARN of a listener on another port that blue/green and canary deployments test the new version on.
   * @default - none: the new version is not tested before it gets traffic
   */
  readonly testListenerArn?: string;
}

/** A load balancer to create. */
export interface CreateLoadBalancerProps {
  /**
   * Name, at most 32 characters.
   * @default - derived from the repository and the target
   */
  readonly name?: string;
  /**
   * Address ranges that may reach it.
   * @default - everybody for a public workload, private ranges for an internal one
   */
  readonly allowFrom?: string[];
  /**
   * Seconds that a connection may be idle.
   * @default 60
   */
  readonly idleTimeoutSeconds?: number;
  /**
   * Refuse to delete it; `destroy` fails while this is on.
   * @default false
   */
  readonly deletionProtection?: boolean;
}

/** The load balancer of an ECS target. */
export class EcsLoadBalancer {
  /** Adds a rule to a listener that exists. */
  public static existing(props: ExistingLoadBalancerProps): EcsLoadBalancer {
    return new EcsLoadBalancer(props, undefined);
  }

  /** Creates one for this target. */
  public static create(props: CreateLoadBalancerProps = {}): EcsLoadBalancer {
    return new EcsLoadBalancer(undefined, props);
  }

  /** @internal */
  public readonly _existing?: ExistingLoadBalancerProps;
  /** @internal */
  public readonly _create?: CreateLoadBalancerProps;

  private constructor(existing: ExistingLoadBalancerProps | undefined, create: CreateLoadBalancerProps | undefined) {
    this._existing = existing;
    this._create = create;
  }
}
