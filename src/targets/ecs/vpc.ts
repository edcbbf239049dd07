/** A network that exists. */
export interface ExistingVpcProps {
  /** `vpc-…` */
  readonly vpcId: string;
  /** Zones of the subnets, in their order: `eu-west-1a`, `eu-west-1b`. */
  readonly availabilityZones: string[];
  /**
   * Public subnets, one a zone; a public load balancer stands here.
   * @default - none
   */
  readonly publicSubnetIds?: string[];
  /**
   * Private subnets with a way out (NAT or endpoints), one a zone; tasks and internal load balancers run here.
   * @default - none: tasks run in the public subnets, with a public address
   */
  readonly privateSubnetIds?: string[];
}

/** A network to create. */
export interface CreateVpcProps {
  /** At least two for a load balancer: `eu-west-1a`, `eu-west-1b`. */
  readonly availabilityZones: string[];
  /**
   * Addresses of the network.
   * @default 10.0.0.0/16
   */
  readonly cidr?: string;
  /**
   * NAT gateways, at most one a zone. With none, tasks run in public subnets, with a public address.
   * @default 1
   */
  readonly natGateways?: number;
}

/** The network of an ECS target. It is never looked up: synthesis needs no AWS account. */
export class EcsVpc {
  /** Uses a network that exists. */
  public static existing(props: ExistingVpcProps): EcsVpc {
    return new EcsVpc(props, undefined);
  }

  /** Creates a network with a public and a private subnet a zone. */
  public static create(props: CreateVpcProps): EcsVpc {
    return new EcsVpc(undefined, props);
  }

  /** @internal */
  public readonly _existing?: ExistingVpcProps;
  /** @internal */
  public readonly _create?: CreateVpcProps;

  private constructor(existing: ExistingVpcProps | undefined, create: CreateVpcProps | undefined) {
    this._existing = existing;
    this._create = create;
  }
}
