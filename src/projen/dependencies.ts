/** Dependencies that a project needs for its pipelines, without taking away what somebody chose. */
import * as path from 'path';
import { DependencyType, javascript, Project } from 'projen';
import { readJson } from '../files';

const SECTIONS = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

/** Package of the ECS targets; they load it when they are synthesized. */
export const CDK = 'aws-cdk-lib';

/** What projen cannot resolve anew by itself: `file:…`, `link:…`, `workspace:…`, git and web addresses. */
const ADDRESS = /^[a-z+]+:/;

/**
 * Declares a development dependency of a Node project. The address that package.json names already stays;
 * a dependency that the project declares itself is not touched.
 */
export function declareDevDependency(project: Project, name: string, version?: string): void {
  if (!javascript.NodePackage.of(project) || isDeclared(project, name)) return;
  const present = presentVersion(project.outdir, name);
  const spec = present !== undefined && ADDRESS.test(present) ? present : version;
  project.deps.addDependency(spec === undefined ? name : `${name}@${spec}`, DependencyType.BUILD);
}

export function isDeclared(project: Project, name: string): boolean {
  return project.deps.all.some((dependency) => dependency.name === name);
}

/** What package.json asks for now. */
function presentVersion(folder: string, name: string): string | undefined {
  const manifest = readJson(path.join(folder, 'package.json'));
  return SECTIONS.map((section) => manifest?.[section]?.[name] as unknown).find((version): version is string => typeof version === 'string');
}
