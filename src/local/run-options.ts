/** How a workflow is run on this machine. */
import { Emulate } from './emulated/emulation';
import { LegChoice } from './legs';
import { Reporter } from './results';

export interface RunOptions {
  /** The working tree. */
  readonly root: string;
  /** Jobs to run, by id. */
  readonly job: string;
  /** Legs to run. @default - all that belong on this system */
  readonly legs?: readonly LegChoice[];
  /** Also run the jobs that it needs, first. @default false */
  readonly withNeeds?: boolean;
  /** Jobs, constructs or environments that may deploy or publish. @default - none */
  readonly deploy?: readonly string[];
  /** Run in the working tree, not in a copy. @default false */
  readonly inPlace?: boolean;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, string>>;
  /** Folder that keeps caches between runs. @default - none are kept */
  readonly cache?: string;
  /** Folder that artifacts are put into. @default - one that is removed at the end */
  readonly artifacts?: string;
  /** Keep the folders of the jobs. @default false */
  readonly keep?: boolean;
  /**
   * What stands in for an action, by `owner/repository` or `owner/repository/path`.
   * @default - those of this folder
   */
  readonly emulationOf?: (name: string) => Emulate | undefined;
  /** Environment of this process. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly repository?: string;
  readonly defaultBranch?: string;
  readonly reporter: Reporter;
  /** Cancels the run: steps that ask for it still run. @default - nothing does */
  readonly cancel?: AbortSignal;
  /** Ends everything at once. @default - nothing does */
  readonly stop?: AbortSignal;
  /** Milliseconds between asking a process to end, asking again and killing it. @default - the runner's 7500 and 2500 */
  readonly patience?: readonly [number, number];
}
