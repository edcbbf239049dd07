/** Files of a commit, without touching the working tree. */
import { execFileSync } from 'child_process';

const MOST_OUTPUT = 256 * 1024 * 1024;

/** By path from `root`; undefined where git knows no such commit. */
export function filesAt(root: string, commit: string, folders: readonly string[]): Map<string, string> | undefined {
  const git = (args: readonly string[], input?: string) => execFileSync('git', ['-C', root, ...args], {
    encoding: 'utf8', maxBuffer: MOST_OUTPUT, input, stdio: ['pipe', 'pipe', 'ignore'],
  });
  try {
    const sha = git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}^{commit}`]).trim();
    const names = git(['ls-tree', '-r', '-z', '--name-only', sha, '--', ...folders]).split('\0').filter((name) => name !== '');
    return new Map(names.map((name) => [name, git(['show', `${sha}:./${name}`])]));
  } catch {
    return undefined;
  }
}
