/** What is known of a workflow's times and runners. */
export interface EstimateProps {
  /**
   * Minutes by the id of a job, the id of a construct (of its main job), or the name that GitHub shows for a leg: `Test (3.10, ubuntu-24.04)`.
   * The most exact one is taken. A job without one is unknown, and the estimate says so.
   * @default - none is known
   */
  readonly durations?: { [job: string]: number };
  /**
   * Standard runners cost nothing in a public repository.
   * @default false
   */
  readonly publicRepository?: boolean;
  /**
   * GitHub's name of the runner type behind a label of one's own: `{ 'big-linux': 'linux_16_core' }`.
   * @default - labels that GitHub does not define have no known price
   */
  readonly runnerTypes?: { [label: string]: string };
}

/** Time and cost of one job. */
export interface JobEstimate {
  /** Id of the job. */
  readonly id: string;
  /** Id of its construct. */
  readonly construct: string;
  /** How many legs start. */
  readonly legs: number;
  /**
   * Minutes from its start to its end: those of its longest leg, or more where few legs run at a time.
   * @default - unknown
   */
  readonly minutes?: number;
  /** Minutes after the start of the run when it starts; unknown times before it count as nothing. */
  readonly start: number;
  /** It is on the longest path: a faster one would make the run faster. */
  readonly critical: boolean;
  /**
   * Whole minutes of all legs, each rounded up.
   * @default - unknown
   */
  readonly billedMinutes?: number;
  /**
   * What they cost in USD, beyond the minutes of the plan.
   * @default - unknown
   */
  readonly cost?: number;
}

/** Time and cost of what an event runs. */
export interface Estimate {
  /** The jobs that run. */
  readonly jobs: JobEstimate[];
  /** Minutes from the start of the run to its end, without waiting for runners and approvals; of what is known. */
  readonly minutes: number;
  /** Ids of the jobs that decide it, in order. */
  readonly criticalPath: string[];
  /** Whole minutes of all jobs, each leg rounded up; of what is known. */
  readonly billedMinutes: number;
  /** What they cost in USD, beyond the minutes of the plan; of what is known. */
  readonly cost: number;
  /** Minutes of the plan's quota that they use, by the multipliers that GitHub documented until the end of 2025: Linux 1, Windows 2, macOS 10. */
  readonly quotaMinutes: number;
  /** Nothing was unknown. */
  readonly complete: boolean;
  /** What is unknown or taken for granted, in sentences. */
  readonly notes: string[];
  /** Where the prices come from. */
  readonly prices: string;
}
