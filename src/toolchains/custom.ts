/** Any ecosystem that has no file of its own here. */
import { ToolchainBaseProps, ToolchainProvider } from './provider';
import { script } from './shared';
import { Step } from '../step';

export interface CustomToolchainProps extends ToolchainBaseProps {
  /** Name, also of its axis in a matrix: `[A-Za-z_][A-Za-z0-9_-]*`. */
  readonly name: string;
  /** Steps that set up the version which `Toolchain.version()` stands for. */
  readonly setup: Step[];
  /** Script that runs the tests (bash). */
  readonly test: string;
  /**
   * Script that prints the total coverage as Markdown (bash).
   * @default - none
   */
  readonly coverageSummary?: string;
}

export function custom(props: CustomToolchainProps): ToolchainProvider {
  return {
    name: props.name,
    versions: props.versions,
    workingDirectory: props.workingDirectory,
    linters: props.linters ?? [],
    reports: { results: props.results ?? [], coverage: props.coverageFiles ?? [] },
    // the user made these steps once; each job gets its own copy
    setup: () => Step._copies(props.setup),
    install: () => (props.install === undefined ? [] : [script(props, 'Install dependencies', props.install)]),
    test: () => [script(props, 'Run tests', props.test)],
    coverageSummary: props.coverageSummary,
  };
}
