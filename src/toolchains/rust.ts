/** Rust: setup-rust-toolchain, Cargo. */
import { Linter } from './linter';
import { ToolchainProps, ToolchainProvider } from './provider';
import { caches, reports, script, version } from './shared';
import { Step } from '../step';

export interface RustToolchainProps extends ToolchainProps {}

export function rust(props: RustToolchainProps): ToolchainProvider {
  return {
    name: 'rust',
    versions: props.versions,
    workingDirectory: props.workingDirectory,
    linters: props.linters ?? [Linter.rustfmt(), Linter.clippy()],
    reports: reports(props, { results: [], coverage: ['lcov.info'] }),
    setup: ({ cache }) => [Step.uses('actions-rust-lang/setup-rust-toolchain', {
      name: 'Set up Rust',
      with: {
        toolchain: version(), components: 'clippy,rustfmt', cache: caches(props, cache),
        // warnings are findings of the linters; they do not fail the tests
        rustflags: '',
        ...(caches(props, cache) && props.workingDirectory ? { 'cache-workspaces': props.workingDirectory } : {}),
      },
    })],
    install: () => [script(props, 'Install dependencies', props.install ?? 'cargo fetch --locked')],
    test: ({ coverage }) => [script(props, 'Run tests', props.test ?? (coverage ? 'cargo llvm-cov --locked --lcov --output-path lcov.info' : 'cargo test --locked'))],
    coverageSummary: 'cargo llvm-cov report --summary-only | tail -n 1',
  };
}
