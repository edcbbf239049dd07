export interface RollingProps {
  /**
   * Seconds to wait for the rollout before it counts as failed.
   * @default 600
   */
  readonly timeoutSeconds?: number;
}

export interface BlueGreenProps {
  /**
   * Minutes that the old version is kept after the switch.
   * @default 5
   */
  readonly bakeMinutes?: number;
  /**
   * Seconds to wait for the rollout before it counts as failed.
   * @default 1800
   */
  readonly timeoutSeconds?: number;
}

export interface CanaryProps {
  /** Percentage of the traffic that the new version gets first. */
  readonly percent: number;
  /**
   * Minutes before the rest follows.
   * @default 5
   */
  readonly bakeMinutes?: number;
  /**
   * Seconds to wait for the rollout before it counts as failed.
   * @default 1800
   */
  readonly timeoutSeconds?: number;
}

/** How a new version replaces the old one. What a platform cannot do natively is an error at synthesis. */
export class Rollout {
  /** Instance by instance. */
  public static rolling(props: RollingProps = {}): Rollout {
    return new Rollout('rolling', props.timeoutSeconds ?? 600, 0, 100);
  }

  /** The new version beside the old one, tested there, then all traffic at once. */
  public static blueGreen(props: BlueGreenProps = {}): Rollout {
    return new Rollout('blueGreen', props.timeoutSeconds ?? 1800, props.bakeMinutes ?? 5, 100);
  }

  /** A part of the traffic first. */
  public static canary(props: CanaryProps): Rollout {
    return new Rollout('canary', props.timeoutSeconds ?? 1800, props.bakeMinutes ?? 5, props.percent);
  }

  private constructor(
    /** `rolling`, `blueGreen` or `canary`. */
    public readonly kind: string,
    public readonly timeoutSeconds: number,
    public readonly bakeMinutes: number,
    /** Share of the traffic that the new version gets first. */
    public readonly percent: number,
  ) {}
}
