/** What the repository on this machine says. Nothing is changed in it. */
import { spawnSync } from 'child_process';

export interface RepositoryFacts {
  /** Commit that is checked out; undefined where there is none. */
  readonly sha?: string;
  readonly branch?: string;
  readonly author?: string;
  /** The folder is the top of its repository. */
  readonly isTop: boolean;
}

export function repositoryFacts(root: string): RepositoryFacts {
  return {
    sha: git(root, 'rev-parse', '--verify', '--quiet', 'HEAD')?.trim() || undefined,
    branch: git(root, 'symbolic-ref', '--short', '--quiet', 'HEAD')?.trim() || undefined,
    author: git(root, 'config', 'user.name')?.trim() || undefined,
    isTop: git(root, 'rev-parse', '--show-prefix')?.trim() === '',
  };
}

/** Files as a commit of the working tree would have them: tracked ones and new ones, without those that are ignored. Undefined outside of git. */
export function workingFiles(root: string): string[] | undefined {
  const listed = git(root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', '.');
  return listed === undefined ? undefined : [...new Set(listed.split('\0').filter((name) => name !== ''))];
}

/** Undefined where git is missing, or refuses. */
export function git(cwd: string, ...args: string[]): string | undefined {
  const result = spawnSync('git', args, { cwd, encoding: 'utf8', maxBuffer: 512 * 1024 * 1024, stdio: ['ignore', 'pipe', 'ignore'] });
  return result.status === 0 ? result.stdout : undefined;
}
