export interface AzureExistingEnvironmentProps {
  /**
   * Resource group of the environment.
   * @default - the target's
   */
  readonly resourceGroup?: string;
}

export interface AzureNewEnvironmentProps {
  /**
   * Name of the managed environment.
   * @default - made from the repository's name and the target's id
   */
  readonly name?: string;
  /**
   * Days that logs are kept, 30 to 730.
   * @default 30
   */
  readonly logRetentionDays?: number;
  /**
   * Resource id of a subnet of one's own, delegated to `Microsoft.App/environments`.
   * @default - Azure's own network
   */
  readonly subnetId?: string;
  /**
   * No address on the internet: public ingress means the virtual network then. Needs `subnetId`.
   * @default false
   */
  readonly internal?: boolean;
  /**
   * Spread over availability zones. Needs `subnetId`.
   * @default false
   */
  readonly zoneRedundant?: boolean;
}

/** A managed environment of Container Apps, which exists or is created. */
export class AzureEnvironment {
  /** One that exists. */
  public static existing(name: string, props: AzureExistingEnvironmentProps = {}): AzureEnvironment {
    return new AzureEnvironment(name, props, undefined);
  }

  /** One of the target's own, with a Log Analytics workspace. */
  public static create(props: AzureNewEnvironmentProps = {}): AzureEnvironment {
    return new AzureEnvironment(props?.name, undefined, props ?? {});
  }

  private constructor(
    /** @internal */
    public readonly _name: string | undefined,
    /** @internal */
    public readonly _existing: AzureExistingEnvironmentProps | undefined,
    /** @internal */
    public readonly _created: AzureNewEnvironmentProps | undefined,
  ) {}
}

export interface AzureContainerAppsPlatformProps {
  /** Id of the directory (tenant). */
  readonly tenantId: string;
  readonly subscriptionId: string;
  /** Resource group of the app, which must exist. */
  readonly resourceGroup: string;
  /** The managed environment that the app runs in. */
  readonly environment: AzureEnvironment;
  /**
   * Region: `westeurope`.
   * @default - the resource group's
   */
  readonly location?: string;
  /**
   * Name of the container app.
   * @default - the workload's name
   */
  readonly appName?: string;
  /**
   * Resource id of a user-assigned identity that the app runs as: it pulls the image and reads the secrets.
   * @default - one of its own, which the bootstrap creates
   */
  readonly identityId?: string;
  /**
   * Client id of the identity that deploys.
   * @default - the variable AZURE_CLIENT_ID of the target's GitHub environment, which the bootstrap sets; AZURE_CLIENT_ID_<TARGET> in an
   * environment of another name, which several targets may share
   */
  readonly clientId?: string;
  /**
   * Workload profile of the environment to run on. Its machines set the limits of CPU and memory then.
   * @default - Consumption
   */
  readonly workloadProfile?: string;
  /**
   * User name that belongs to the registry's `pullSecret`.
   * @default - the repository's owner on GHCR, else none
   */
  readonly registryUsername?: string;
  /**
   * Changes to `app.json`, by path: `{ 'resources.0.tags.team': 'shop' }`. A dot within a key is written `\\.`; null removes.
   * @default - none
   */
  readonly overrides?: { [path: string]: any };
}
