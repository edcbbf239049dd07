/** What the ecosystems' files share. */
import { Reports, ToolchainBaseProps } from './provider';
import { ToolchainVersionReference } from '../references';
import { Step } from '../step';

/** A script of the ecosystem, in its folder. bash everywhere, so that Windows runs the same. */
export function script(props: ToolchainBaseProps, name: string, run: string): Step {
  return Step.run(run, { name, shell: 'bash', workingDirectory: props.workingDirectory });
}

/** The version of the job at hand, as a late reference. */
export function version(): string {
  return new ToolchainVersionReference().toString();
}

/** Lock files for a cache key, below the package's folder; the user's own are from the root already. */
export function cachePaths(props: ToolchainBaseProps, files: readonly string[]): string {
  if (props.cacheDependencyPath) return props.cacheDependencyPath.join('\n');
  return files.map((file) => (props.workingDirectory ? `${props.workingDirectory}/${file}` : file)).join('\n');
}

export function caches(props: ToolchainBaseProps, allowed: boolean): boolean {
  return allowed && props.cache !== false;
}

/** Where the reports are: as the user says, else as the ecosystem's own commands leave them. */
export function reports(props: ToolchainBaseProps, usual: Reports): Reports {
  return { results: props.results ?? usual.results, coverage: props.coverageFiles ?? usual.coverage };
}
