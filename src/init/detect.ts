/** What a folder holds that a first pipeline should know: its packages, their images, where it is pushed to. */
import * as path from 'path';
import { Found } from './ecosystem';
import { ECOSYSTEMS, nodeOf } from './ecosystems';
import { Folder } from './folder';
import { findUp, readText } from '../files';
import { readHeader } from '../synth/header';

/** What is tested, and built, by itself. */
export interface Package {
  /** From the folder that the pipeline is made for; empty for that itself. */
  readonly folder: string;
  /** From the root of the repository. */
  readonly location: string;
  readonly found: Found;
  /** From the package's folder. */
  readonly dockerfile?: string;
}

export interface Detected {
  /** The folder, from the root of the repository; empty for that itself. */
  readonly directory: string;
  /** The folder itself, or the packages below it. */
  readonly packages: readonly Package[];
  /** Id of the pipeline: no workflow of somebody else has its file. */
  readonly pipeline: string;
  /** Workflows that people wrote, from the root of the repository. */
  readonly workflows: readonly string[];
  readonly repository?: { readonly owner: string; readonly name: string };
  /** Of the root folder, which a repository often has. */
  readonly name: string;
  readonly defaultBranch: string;
  /** Another program than vitest runs `*.test.ts` here, and would fail on ours. */
  readonly jest: boolean;
}

const DOCKERFILES = ['Dockerfile', 'Containerfile', 'docker/Dockerfile', 'build/Dockerfile', 'build/package/Dockerfile'];

export function detect(root: string): Detected {
  const folder = new Folder(root);
  const config = gitFile(root, 'config') ?? '';
  const workflows = ownWorkflows(root);
  const directory = relative(findUp(root, '.git') ?? root, root);
  const named = directory ? [path.posix.basename(directory).replace(/^[^A-Za-z0-9_]+|[^\w.-]+/g, '-').replace(/^-+/, '')] : ['ci'];
  return {
    directory,
    packages: packagesOf(folder).map((one) => ({ ...one, location: [directory, one.folder].filter(Boolean).join('/') })),
    pipeline: [...named, 'pipeline', 'pipewright'].find((id) => !workflows.some((file) => id === '' || path.parse(file).name === id)) ?? 'ci',
    workflows,
    repository: repositoryOf(config),
    name: path.basename(findUp(root, '.git') ?? path.resolve(root)).replace(/[^A-Za-z0-9._-]+/g, '-'),
    defaultBranch: defaultBranch(root),
    jest: usesJest(folder.json('package.json')),
  };
}

function packagesOf(root: Folder): Omit<Package, 'location'>[] {
  const here = packageIn(root, '');
  if (here) return [here];
  const inner = root.folders().flatMap((folder) => [folder, ...folder.folders()]).flatMap((folder) => packageIn(folder, relative(root.location, folder.location)) ?? []);
  // a package within another one is that one's
  const outermost = inner.filter(({ folder }) => !inner.some((other) => folder.startsWith(`${other.folder}/`)));
  if (outermost.length) return outermost;
  const remark = 'nothing was found that a toolchain fits: this tests the pipeline itself. Toolchain.custom takes commands of any language';
  return [{ folder: '', found: { ...nodeOf(root), remark }, dockerfile: dockerfileOf(root) }];
}

function packageIn(folder: Folder, at: string): Omit<Package, 'location'> | undefined {
  for (const ecosystem of ECOSYSTEMS) {
    const found = ecosystem(folder);
    if (found) return { folder: at, found, dockerfile: dockerfileOf(folder) };
  }
  return undefined;
}

function relative(from: string, to: string): string {
  return path.relative(from, to).split(path.sep).join('/');
}

function dockerfileOf(folder: Folder): string | undefined {
  return DOCKERFILES.find((name) => folder.has(name));
}

/** Written by somebody else: what was generated is generated again. */
function ownWorkflows(folder: string): string[] {
  const root = findUp(folder, '.git') ?? folder;
  const workflows = new Folder(path.join(root, '.github', 'workflows'));
  const files = workflows.names.filter((name) => /\.ya?ml$/.test(name) && readHeader(workflows.read(name)) === undefined);
  return files.map((name) => `.github/workflows/${name}`);
}

function usesJest(manifest: Record<string, any> | undefined): boolean {
  const has = (name: string) => [manifest?.dependencies, manifest?.devDependencies].some((section) => section?.[name] !== undefined);
  return has('jest') && !has('vitest');
}

/** What the remote says; else `main` or `master`, whichever exists; else the branch that is checked out. */
function defaultBranch(folder: string): string {
  const remote = /refs\/remotes\/origin\/(\S+)/.exec(gitFile(folder, 'refs/remotes/origin/HEAD') ?? '')?.[1];
  const usual = ['main', 'master'].find((branch) => gitFile(folder, `refs/heads/${branch}`) !== undefined || gitFile(folder, 'packed-refs')?.includes(` refs/heads/${branch}\n`));
  const current = /^ref: refs\/heads\/(\S+)/.exec(gitFile(folder, 'HEAD') ?? '')?.[1];
  return remote ?? usual ?? current ?? 'main';
}

/** A file of git's own: of the worktree, or of the repository that it belongs to. */
function gitFile(folder: string, name: string): string | undefined {
  const root = findUp(folder, '.git');
  return root === undefined ? undefined : gitFolders(path.join(root, '.git')).map((git) => readText(path.join(git, name))).find((text) => text !== undefined);
}

/** A worktree has a file `.git` that names its folder, and that names the repository's. */
function gitFolders(git: string): string[] {
  const named = /^gitdir: (.+)/.exec(readText(git) ?? '')?.[1];
  if (named === undefined) return [git];
  const own = path.resolve(path.dirname(git), named);
  return [own, path.resolve(own, readText(path.join(own, 'commondir'))?.trim() ?? '.')];
}

/** `git@github.com:acme/shop.git`, `https://github.com/acme/shop` */
function repositoryOf(config: string): Detected['repository'] {
  const origin = /\[remote "origin"\][^[]*?\n\s*url\s*=\s*(\S+)/.exec(config)?.[1] ?? '';
  const match = /[/:]([\w.-]+)\/([\w.-]+?)(?:\.git)?\/?$/.exec(origin);
  return match && /github/.test(origin) ? { owner: match[1], name: match[2] } : undefined;
}
