import { checkNew } from './checks/guard';
import { SecretRef } from './secret-ref';

/** Who may reach the workload. */
export enum Ingress {
  /** Everybody. */
  PUBLIC = 'public',
  /** The network it runs in. */
  INTERNAL = 'internal',
  /** Nobody: it takes no requests. */
  NONE = 'none',
}

/** How many instances run. */
export interface Replicas {
  /** Fewest instances. */
  readonly min: number;
  /**
   * Most instances.
   * @default - min
   */
  readonly max?: number;
}

/** What adds and removes instances between `replicas.min` and `max`. */
export interface ScaleOn {
  /**
   * Mean CPU use to hold, in percent of what is requested.
   * @default - 70 where the platform scales on CPU and nothing else is said
   */
  readonly cpuPercent?: number;
  /**
   * Mean memory use to hold, in percent.
   * @default - none
   */
  readonly memoryPercent?: number;
  /**
   * Concurrent requests an instance (ECS: requests a minute and target).
   * @default - none
   */
  readonly requests?: number;
}

export interface WorkloadProps {
  /** Name on every platform; `^[a-z][-a-z0-9]{0,22}[a-z0-9]$` fits all of them. */
  readonly name: string;
  /**
   * TCP port that the container listens on.
   * @default - none: it takes no requests
   */
  readonly port?: number;
  /** vCPU of one instance: 0.5, 1, 2 … */
  readonly cpu: number;
  /** Memory of one instance, in MiB. */
  readonly memoryMiB: number;
  /**
   * How many instances run.
   * @default - one
   */
  readonly replicas?: Replicas;
  /**
   * What more or fewer instances follow from.
   * @default - CPU at 70 % where min and max differ
   */
  readonly scaleOn?: ScaleOn;
  /**
   * Environment variables.
   * @default - none
   */
  readonly env?: { [name: string]: string };
  /**
   * Environment variables from secrets.
   * @default - none
   */
  readonly secrets?: { [name: string]: SecretRef };
  /**
   * Path that answers 200 when the workload is healthy.
   * @default - none: only the process is watched
   */
  readonly healthPath?: string;
  /**
   * Command that exits 0 within the container when it is healthy, for platforms that run one.
   * @default - made from `healthPath` where the platform needs it
   */
  readonly healthCommand?: string[];
  /**
   * Entry point, over the image's.
   * @default - the image's
   */
  readonly command?: string[];
  /**
   * Arguments, over the image's.
   * @default - the image's
   */
  readonly args?: string[];
  /**
   * Who can reach it.
   * @default - INTERNAL, or NONE without a port
   */
  readonly ingress?: Ingress;
}

/** What runs, said once for every platform. */
export class Workload {
  constructor(public readonly props: WorkloadProps) {
    checkNew('Workload', undefined, props);
  }

  /** The same workload with some props replaced. */
  public with(props: WorkloadOverrides): Workload {
    return new Workload({ ...this.props, ...props });
  }
}

/** What may be replaced by `Workload.with`. */
export interface WorkloadOverrides {
  /** @default - as it is */
  readonly name?: string;
  /** @default - as it is */
  readonly port?: number;
  /** @default - as it is */
  readonly cpu?: number;
  /** @default - as it is */
  readonly memoryMiB?: number;
  /** @default - as it is */
  readonly replicas?: Replicas;
  /** @default - as it is */
  readonly scaleOn?: ScaleOn;
  /** @default - as it is */
  readonly env?: { [name: string]: string };
  /** @default - as it is */
  readonly secrets?: { [name: string]: SecretRef };
  /** @default - as it is */
  readonly healthPath?: string;
  /** @default - as it is */
  readonly healthCommand?: string[];
  /** @default - as it is */
  readonly command?: string[];
  /** @default - as it is */
  readonly args?: string[];
  /** @default - as it is */
  readonly ingress?: Ingress;
}
