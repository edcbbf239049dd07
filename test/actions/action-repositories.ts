/** Local bare repositories that stand for those of actions. */
import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { repository } from '../write/repository';

export interface Release {
  readonly tag: string;
  readonly daysOld: number;
  readonly annotated?: boolean;
}

const DAY = 24 * 60 * 60;

/** Commits by tag, in a repository `owner/name` below `base`; the newest commit last. */
export function publish(base: string, name: string, releases: readonly Release[]): Record<string, string> {
  const work = repository();
  const git = (...args: string[]) => execFileSync('git', ['-C', work, ...args], { encoding: 'utf8', env: { ...process.env, ...identity() }, stdio: 'pipe' }).trim();
  git('init', '--quiet');
  const shas: Record<string, string> = {};
  for (const { tag, daysOld, annotated } of releases) {
    const date = `${Math.floor(Date.now() / 1000) - daysOld * DAY} +0000`;
    execFileSync('git', ['-C', work, 'commit', '--quiet', '--allow-empty', '-m', tag], { env: { ...process.env, ...identity(), GIT_COMMITTER_DATE: date, GIT_AUTHOR_DATE: date } });
    git('tag', '--force', ...(annotated ? ['-a', '-m', tag] : []), tag);
    shas[tag] = git('rev-parse', 'HEAD');
  }
  const bare = path.join(base, `${name}.git`);
  fs.mkdirSync(path.dirname(bare), { recursive: true });
  fs.rmSync(bare, { recursive: true, force: true });
  execFileSync('git', ['clone', '--quiet', '--bare', work, bare]);
  return shas;
}

function identity(): Record<string, string> {
  return {
    GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@example.com', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@example.com', GIT_CONFIG_GLOBAL: '/dev/null',
  };
}
