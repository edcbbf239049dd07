/** The .NET SDK: setup-dotnet, NuGet with lock files. */
import { Linter } from './linter';
import { ToolchainProps, ToolchainProvider } from './provider';
import { cachePaths, caches, reports, script, version } from './shared';
import { Step } from '../step';

export interface DotnetToolchainProps extends ToolchainProps {}

export function dotnet(props: DotnetToolchainProps): ToolchainProvider {
  return {
    name: 'dotnet',
    versions: props.versions,
    workingDirectory: props.workingDirectory,
    linters: props.linters ?? [Linter.dotnetFormat()],
    reports: reports(props, { results: ['**/TestResults/*.trx'], coverage: ['**/TestResults/**/coverage.cobertura.xml'] }),
    setup: ({ cache }) => [Step.uses('actions/setup-dotnet', {
      name: 'Set up .NET',
      with: {
        'dotnet-version': version(),
        ...(caches(props, cache) ? cached(cachePaths(props, ['**/packages.lock.json'])) : {}),
      },
    })],
    install: () => [script(props, 'Install dependencies', props.install ?? 'dotnet restore --locked-mode')],
    test: ({ coverage }) => [script(props, 'Run tests', props.test ?? `dotnet test --no-restore --logger trx${coverage ? ' --collect "XPlat Code Coverage"' : ''}`)],
  };
}

/** Few projects have NuGet's lock file, and setup-dotnet fails where there is nothing to cache by. */
function cached(paths: string): Record<string, unknown> {
  const files = paths.split('\n').map((path) => `'${path.replaceAll('\'', '\'\'')}'`).join(', ');
  return { 'cache': `\${{ hashFiles(${files}) != '' }}`, 'cache-dependency-path': paths };
}
