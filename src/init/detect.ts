/** What a folder holds that a first pipeline should know: its language, its Dockerfile, where it is pushed to. */
import * as fs from 'fs';
import * as path from 'path';
import { Ecosystem, EcosystemUse, useOf } from './ecosystem';
import { findUp } from '../load/package-root';
import { readHeader } from '../synth/header';

export interface Detected {
  readonly toolchain: Ecosystem;
  readonly use: EcosystemUse;
  /** Id of the pipeline: no workflow of somebody else has its file. */
  readonly pipeline: string;
  readonly dockerfile: boolean;
  readonly repository?: { readonly owner: string; readonly name: string };
  /** Name of the folder, which a repository often has. */
  readonly folder: string;
  readonly defaultBranch: string;
}

/** In order: a package.json is often only there for tools. */
const SIGNS: readonly (readonly [Detected['toolchain'], RegExp])[] = [
  ['python', /^(pyproject\.toml|setup\.py|setup\.cfg|requirements.*\.txt|Pipfile)$/],
  ['go', /^go\.mod$/],
  ['rust', /^Cargo\.toml$/],
  ['java', /^(pom\.xml|build\.gradle(\.kts)?)$/],
  ['dotnet', /\.(csproj|fsproj|sln)$/],
  ['ruby', /^Gemfile$/],
];

export function detect(folder: string): Detected {
  const names = list(folder);
  const config = gitFile(folder, 'config') ?? '';
  const toolchain = SIGNS.find(([, sign]) => names.some((name) => sign.test(name)))?.[0] ?? 'node';
  return {
    toolchain,
    use: useOf(toolchain, folder, names),
    pipeline: ['ci', 'pipeline', 'pipewright'].find((id) => !hasWorkflow(folder, id)) ?? 'ci',
    dockerfile: names.includes('Dockerfile'),
    repository: repositoryOf(config),
    folder: path.basename(path.resolve(folder)).replace(/[^A-Za-z0-9._-]+/g, '-'),
    defaultBranch: defaultBranch(folder),
  };
}

/** Written by somebody else: what was generated is generated again. */
function hasWorkflow(folder: string, id: string): boolean {
  const root = findUp(folder, '.git');
  return ['yml', 'yaml'].some((ending) => {
    try {
      return readHeader(fs.readFileSync(path.join(root ?? folder, '.github', 'workflows', `${id}.${ending}`), 'utf8')) === undefined;
    } catch {
      return false; // there is none
    }
  });
}

/** What the remote says; else `main` or `master`, whichever exists; else the branch that is checked out. */
function defaultBranch(folder: string): string {
  const remote = /refs\/remotes\/origin\/(\S+)/.exec(gitFile(folder, 'refs/remotes/origin/HEAD') ?? '')?.[1];
  const usual = ['main', 'master'].find((branch) => gitFile(folder, `refs/heads/${branch}`) !== undefined || gitFile(folder, 'packed-refs')?.includes(` refs/heads/${branch}\n`));
  const current = /^ref: refs\/heads\/(\S+)/.exec(gitFile(folder, 'HEAD') ?? '')?.[1];
  return remote ?? usual ?? current ?? 'main';
}

function list(folder: string): string[] {
  try {
    return fs.readdirSync(folder);
  } catch {
    return [];
  }
}

function gitFile(folder: string, name: string): string | undefined {
  const root = findUp(folder, '.git');
  try {
    return root && fs.readFileSync(path.join(root, '.git', name), 'utf8');
  } catch {
    return undefined; // a worktree, or no such ref
  }
}

/** `git@github.com:acme/shop.git`, `https://github.com/acme/shop` */
function repositoryOf(config: string): Detected['repository'] {
  const origin = /\[remote "origin"\][^[]*?\n\s*url\s*=\s*(\S+)/.exec(config)?.[1] ?? '';
  const match = /[/:]([\w.-]+)\/([\w.-]+?)(?:\.git)?\/?$/.exec(origin);
  return match && /github/.test(origin) ? { owner: match[1], name: match[2] } : undefined;
}
