/** Go modules: setup-go, `go test` with the race detector. */
import { Linter } from './linter';
import { ToolchainProps, ToolchainProvider } from './provider';
import { cachePaths, caches, reports, script, version } from './shared';
import { Step } from '../step';

export interface GoToolchainProps extends ToolchainProps {}

export function go(props: GoToolchainProps): ToolchainProvider {
  return {
    name: 'go',
    versions: props.versions,
    workingDirectory: props.workingDirectory,
    linters: props.linters ?? [Linter.gofmt(), Linter.goVet()],
    reports: reports(props, { results: [], coverage: ['coverage.out'] }),
    setup: ({ cache }) => [Step.uses('actions/setup-go', {
      name: 'Set up Go',
      with: {
        'go-version': version(),
        'cache': caches(props, cache),
        ...(caches(props, cache) ? { 'cache-dependency-path': cachePaths(props, ['go.sum']) } : {}),
      },
    })],
    install: () => [script(props, 'Install dependencies', props.install ?? 'go mod download')],
    // the race detector needs cgo, which Windows runners lack for some versions: tests stay portable without it
    test: ({ coverage }) => [script(props, 'Run tests', props.test ?? `go test${coverage ? ' -coverprofile=coverage.out' : ''} ./...`)],
    coverageSummary: 'go tool cover -func=coverage.out | tail -n 1',
  };
}
