/** What an ecosystem is to the constructs. Each function makes new steps: a step belongs to one job. */
import type { Linter } from './linter';
import type { Step } from '../step';

/** What every ecosystem's props share. */
export interface ToolchainBaseProps {
  /** Versions to test on, as strings: `'3.10'`, not `3.1`. A LintJob uses the first. */
  readonly versions: string[];
  /**
   * Folder of the package within the repository.
   * @default - the root
   */
  readonly workingDirectory?: string;
  /**
   * Files whose change makes the cached packages stale; globs.
   * @default - the ecosystem's lock files
   */
  readonly cacheDependencyPath?: string[];
  /**
   * Restore downloaded packages from a cache. Never done in a job that publishes or in a release pipeline.
   * @default true
   */
  readonly cache?: boolean;
  /**
   * Script that installs the dependencies (bash).
   * @default - the ecosystem's usual
   */
  readonly install?: string;
  /**
   * What a LintJob runs unless it is told otherwise.
   * @default - the ecosystem's usual linters
   */
  readonly linters?: Linter[];
  /**
   * JUnit XML that the tests leave; globs from the working directory.
   * @default - where the ecosystem's usual test command leaves it, if it does
   */
  readonly results?: string[];
  /**
   * Coverage files that the tests leave; globs from the working directory.
   * @default - where the ecosystem's usual test command leaves them
   */
  readonly coverageFiles?: string[];
}

/** What the props of the ecosystems with a usual test command share. */
export interface ToolchainProps extends ToolchainBaseProps {
  /**
   * Script that runs the tests (bash).
   * @default - the ecosystem's usual
   */
  readonly test?: string;
}

/** Where the tests leave their reports, from the working directory. */
export interface Reports {
  /** JUnit XML, globs. */
  readonly results: readonly string[];
  /** Coverage in a format that Codecov reads, and other coverage files. */
  readonly coverage: readonly string[];
}

export interface ToolchainProvider {
  readonly name: string;
  readonly versions: readonly string[];
  readonly workingDirectory?: string;
  readonly linters: readonly Linter[];
  readonly reports: Reports;
  /** Runs a linter in the project's own environment: `uv run `. @default - nothing */
  readonly linterPrefix?: string;
  /** Script that prints the total coverage as Markdown, for the job's summary. */
  readonly coverageSummary?: string;
  /** Sets up the version that `Toolchain.version()` stands for. */
  setup(options: { readonly cache: boolean }): Step[];
  install(): Step[];
  test(options: { readonly coverage: boolean }): Step[];
}
