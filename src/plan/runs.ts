/** Whether a job or a step runs. */
export enum Runs {
  /** It runs. */
  YES = 'yes',
  /** It does not. */
  NO = 'no',
  /** It depends on what only the run knows. */
  UNKNOWN = 'unknown',
}

/** Why a job or a step runs or not. */
export interface PlanReason {
  /** One sentence. */
  readonly text: string;
  /**
   * The condition, or the part of it, that decided.
   * @default - it was no condition
   */
  readonly condition?: string;
  /**
   * What the condition read, by name: `github.ref`.
   * @default - nothing
   */
  readonly values?: { [name: string]: any };
  /**
   * The jobs whose results decided.
   * @default - none did
   */
  readonly needs?: string[];
  /**
   * What would have to be known.
   * @default - everything was
   */
  readonly unknown?: string[];
}
