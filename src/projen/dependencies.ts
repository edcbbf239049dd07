/** Dependencies that a project needs for its pipelines, without taking away what somebody chose. */
import * as path from 'path';
import { DependencyType, javascript, Project } from 'projen';
import { readJson } from '../load/package-root';

const SECTIONS = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

/** Package of the ECS targets; they load it when they are synthesized. */
export const CDK = 'aws-cdk-lib';

/**
 * Declares a development dependency of a Node project. A version that package.json names already stays,
 * `file:` and `link:` too; one that the project declares itself is not touched.
 */
export function declareDevDependency(project: Project, name: string, version?: string): void {
  if (!javascript.NodePackage.of(project) || isDeclared(project, name)) return;
  const spec = presentVersion(project.outdir, name) ?? version;
  project.deps.addDependency(spec === undefined ? name : `${name}@${spec}`, DependencyType.BUILD);
}

export function isDeclared(project: Project, name: string): boolean {
  return project.deps.all.some((dependency) => dependency.name === name);
}

/** What package.json asks for now. `*` is what projen writes before it knows better. */
export function presentVersion(folder: string, name: string): string | undefined {
  const manifest = readJson(path.join(folder, 'package.json'));
  for (const section of SECTIONS) {
    const version: unknown = manifest?.[section]?.[name];
    if (typeof version === 'string' && version !== '' && version !== '*') return version;
  }
  return undefined;
}
