/** Rust: setup-rust-toolchain, Cargo. */
import { Linter } from './linter';
import { ToolchainProps, ToolchainProvider } from './provider';
import { caches, reports, script, version } from './shared';
import { Step } from '../step';

export interface RustToolchainProps extends ToolchainProps {}

// a restored cache may hold the program
const INSTALL_COVERAGE = [
  'rustup component add llvm-tools',
  'if ! command -v cargo-llvm-cov; then',
  '  cargo install --locked cargo-llvm-cov@0.6.21',
  'fi',
].join('\n');

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
    test: ({ coverage }) => {
      const run = (command: string) => script(props, 'Run tests', props.test ?? command);
      if (!coverage || props.test !== undefined) return [run('cargo test --locked')];
      return [script(props, 'Install cargo-llvm-cov', INSTALL_COVERAGE), run('cargo llvm-cov --locked --lcov --output-path lcov.info')];
    },
    coverageSummary: 'cargo llvm-cov report --summary-only | tail -n 1',
  };
}
