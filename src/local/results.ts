/** What a run on this machine yields, and what it tells while it goes on. */
import { JobResult } from '../plan/assumptions';

export type Outcome = 'success' | 'failure' | 'cancelled' | 'skipped';

export interface StepResult {
  readonly name: string;
  readonly id?: string;
  /** `script`: it ran here. `emulated`: an action with a meaning on this machine. `not run`: any other action. */
  readonly kind: 'script' | 'emulated' | 'not run';
  /** Before `continue-on-error`. */
  readonly outcome: Outcome;
  /** After it. */
  readonly conclusion: Outcome;
  /** Why it was skipped or failed, or what stood in for the action. */
  readonly reason?: string;
  readonly seconds: number;
  readonly outputs: Readonly<Record<string, string>>;
}

/** `::error::`, `::warning::`, `::notice::` */
export interface Annotation {
  readonly level: string;
  readonly message: string;
  readonly properties: Readonly<Record<string, string>>;
}

export interface LegResult {
  readonly leg: Readonly<Record<string, unknown>>;
  /** Labels of the runner that it asks for. */
  readonly runner?: string;
  /** `not run`: it belongs on another machine, or another leg failed fast. */
  readonly conclusion: Outcome | 'not run';
  readonly reason?: string;
  readonly steps: readonly StepResult[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly annotations: readonly Annotation[];
  /** Markdown that the steps wrote into GITHUB_STEP_SUMMARY. */
  readonly summary: string;
  readonly seconds: number;
}

export interface JobRunResult {
  readonly id: string;
  readonly construct: string;
  /** As the jobs behind it see it. */
  readonly result: JobResult;
  readonly reason?: string;
  /** Nothing of it ran here: its result is taken for granted. */
  readonly assumed: boolean;
  readonly legs: readonly LegResult[];
  readonly outputs: Readonly<Record<string, string>>;
}

export interface RunResult {
  readonly workflow: string;
  readonly event: string;
  readonly jobs: readonly JobRunResult[];
  /** Names of artifacts and the number of their files. */
  readonly artifacts: Readonly<Record<string, number>>;
  /** What was not known here. */
  readonly notes: readonly string[];
}

/** Told what happens. Every text is masked already. */
export interface Reporter {
  job(title: string): void;
  step(name: string): void;
  /** What this program says, as opposed to the step. */
  note(text: string): void;
  line(text: string): void;
  group(title: string): void;
  endGroup(): void;
  annotation(annotation: Annotation): void;
  stepEnd(result: StepResult): void;
  jobEnd(title: string, result: LegResult): void;
}
