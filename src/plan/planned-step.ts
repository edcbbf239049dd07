import { PlanReason, Runs } from './runs';

/** One step of a job in a plan. */
export interface PlannedStep {
  /** Its place in the job, from 0. */
  readonly index: number;
  /**
   * @default - none
   */
  readonly id?: string;
  /** Its name in the log. */
  readonly name: string;
  /** Whether it runs: yes where it does in any leg. */
  readonly runs: Runs;
  /** The legs of the job's matrix in which it certainly runs. */
  readonly legs: { [axis: string]: any }[];
  readonly reason: PlanReason;
}
