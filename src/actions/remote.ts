/** What an action's own repository says, asked by git alone: no token, no rate limit. */
import { execFile } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { promisify } from 'util';
import { compareVersions, isExact } from './version';

export const DEFAULT_BASE = 'https://github.com';
const TIMEOUT_MS = 60_000;
const MOST_OUTPUT = 64 * 1024 * 1024;

/** A tag and the commit that it points at. */
export interface Tag {
  readonly name: string;
  readonly sha: string;
}

export class Remote {
  /** `base` is what stands before `owner/name`: a server, or a folder of repositories. */
  constructor(private readonly base: string = DEFAULT_BASE) {}

  /** All tags of a repository; annotated ones by the commit behind them. */
  public async tags(repository: string): Promise<Tag[]> {
    const output = await git(['ls-remote', '--tags', '--', this.url(repository)]);
    const commits = new Map<string, string>();
    for (const line of output.split('\n')) {
      const match = /^([0-9a-f]{40})\trefs\/tags\/(.+?)(\^\{\})?$/.exec(line);
      // the peeled line comes after the tag's own
      if (match) commits.set(match[2], match[1]);
    }
    return [...commits].map(([name, sha]) => ({ name, sha }));
  }

  /**
   * When the commit behind a tag was made, in milliseconds. The committer writes this date himself and can forge it:
   * it keeps away fresh releases of honest authors, and attackers that are in a hurry.
   */
  public async commitTime(repository: string, tag: Tag): Promise<number> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pipewright-action-'));
    try {
      await git(['init', '--quiet', '--bare', folder]);
      await git(['-C', folder, 'fetch', '--quiet', '--depth=1', '--no-tags', '--', this.url(repository), `refs/tags/${tag.name}`]);
      const [sha, seconds] = (await git(['-C', folder, 'log', '-1', '--format=%H %ct', 'FETCH_HEAD'])).trim().split(' ');
      if (sha !== tag.sha) throw new Error(`tag ${tag.name} moved from ${tag.sha} to ${sha} while it was looked at`);
      return Number(seconds) * 1000;
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  }

  private url(repository: string): string {
    return `${this.base.replace(/\/+$/, '')}/${repository}`;
  }
}

/** Releases behind a commit, the most exact and newest first: `v4.2.2` before `v4`. */
export function releasesAt(tags: readonly Tag[], sha: string): string[] {
  return tags.filter((tag) => tag.sha === sha).map((tag) => tag.name)
    .sort((a, b) => Number(isExact(b)) - Number(isExact(a)) || compareVersions(b, a));
}

async function git(args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('git', [...args], {
      timeout: TIMEOUT_MS,
      maxBuffer: MOST_OUTPUT,
      // a repository that does not exist must not ask for a password
      env: { ...process.env, GIT_TERMINAL_PROMPT: '0', GIT_ASKPASS: 'true', LC_ALL: 'C' },
    });
    return stdout;
  } catch (error) {
    const { stderr, code } = error as { stderr?: string; code?: unknown };
    if (code === 'ENOENT') throw new Error('git is not installed');
    throw new Error(/^fatal: (.+)$/m.exec(stderr ?? '')?.[1] ?? (error as Error).message);
  }
}
