/** The script that creates GitHub's environments, run against a stand-in for gh. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Repository, SubjectFormat } from '../../src/app';
import { checkEnvironments, environmentsScript, GithubEnvironment } from '../../src/trust/github';
import { REPOSITORY } from '../targets/context';
import { hasTool, shellcheck, temporary } from '../targets/support/tools';

const ENVIRONMENTS: GithubEnvironment[] = [
  { name: 'production', reviewers: ['alice', 'acme/ops'], waitMinutes: 30, refs: ['refs/heads/main', 'refs/tags/v*'] },
  { name: 'my preview' },
];

/** Answers like GitHub; each call that changes something is logged. */
const GH = `#!/usr/bin/env bash
args="$*"
case "$args" in
  *'--method'*) echo "$args" >> "$LOG" ;;
  *--jq*.use_default*) echo "\${USE_DEFAULT:-true}" ;;
  *--jq*sub_claim_prefix*) echo "$PREFIX" ;;
  *customization/sub*) echo '{}' ;;
  *'repos/acme/api --jq .id'*) echo 7654321 ;;
  *'repos/acme/api --jq .owner.id'*) echo 1234567 ;;
  *users/alice*) echo 11 ;;
  *orgs/acme/teams/ops*) echo 22 ;;
  *deployment-branch-policies*) printf '%s\\n' '1 branch:main' '2 branch:old' ;;
  *) echo "unexpected: $args" >&2; exit 1 ;;
esac
`;

function run(repository: Repository, environments: readonly GithubEnvironment[], env: Record<string, string>) {
  const folder = temporary();
  const log = join(folder, 'log');
  writeFileSync(join(folder, 'gh'), GH);
  chmodSync(join(folder, 'gh'), 0o755);
  const script = join(folder, 'environments.sh');
  writeFileSync(script, environmentsScript(repository, environments).content as string);
  const result = spawnSync('bash', [script], { encoding: 'utf8', env: { ...process.env, PATH: `${folder}:${process.env.PATH}`, LOG: log, ...env } });
  return { ...result, calls: existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [] };
}

const IMMUTABLE = 'repo:acme@1234567/api@7654321';

test('creates what is defined, removes what is not', () => {
  const { status, stderr, calls } = run(REPOSITORY, ENVIRONMENTS, { PREFIX: IMMUTABLE });
  expect(status, stderr).toBe(0);
  expect(calls).toEqual([
    'api --silent --method PUT repos/acme/api/environments/my%20preview -F wait_timer=0 -F reviewers[] -F deployment_branch_policy=null',
    'api --silent --method PUT repos/acme/api/environments/production -F wait_timer=30 -F reviewers[][type]=User -F reviewers[][id]=11 -F reviewers[][type]=Team -F reviewers[][id]=22 -F deployment_branch_policy[protected_branches]=false -F deployment_branch_policy[custom_branch_policies]=true',
    'api --silent --method DELETE repos/acme/api/environments/production/deployment-branch-policies/2',
    'api --silent --method POST repos/acme/api/environments/production/deployment-branch-policies -f name=v* -f type=tag',
  ]);
});

test.each<[string, Repository, Record<string, string>, string]>([
  ['GitHub says the other format', REPOSITORY, { PREFIX: 'repo:acme/api' }, 'Set repository.subjectFormat'],
  ['legacy, where GitHub says immutable', { ...REPOSITORY, subjectFormat: SubjectFormat.LEGACY }, { PREFIX: IMMUTABLE }, 'begin with repo:acme@1234567/api@7654321; the clouds would expect repo:acme/api'],
  ['a template of one\'s own', REPOSITORY, { PREFIX: IMMUTABLE, USE_DEFAULT: 'false' }, 'has a subject template of its own'],
  ['another id', { ...REPOSITORY, id: 1 }, { PREFIX: 'repo:acme@1234567/api@1' }, 'set repository.id'],
  ['another owner', { ...REPOSITORY, ownerId: 1 }, { PREFIX: 'repo:acme@1/api@7654321' }, 'set repository.ownerId'],
])('stops before anything is created: %s', (_, repository, env, message) => {
  const { status, stderr, calls } = run(repository, ENVIRONMENTS, env);
  expect(status).toBe(1);
  expect(stderr).toContain(message);
  expect(calls).toEqual([]);
});

test('where GitHub does not say the prefix, it goes on and says so', () => {
  const { status, stderr } = run(REPOSITORY, ENVIRONMENTS, { PREFIX: '' });
  expect(status).toBe(0);
  expect(stderr).toContain(`the clouds will expect ${IMMUTABLE}`);
});

test.skipIf(!hasTool('shellcheck'))('clean', () => {
  shellcheck(environmentsScript(REPOSITORY, ENVIRONMENTS).content as string, 'environments.sh');
  shellcheck(environmentsScript({ owner: 'a', name: 'b' }, []).content as string, 'environments.sh');
});

describe('what GitHub would refuse', () => {
  test.each<[Partial<GithubEnvironment>, string]>([
    [{ reviewers: Array.from({ length: 7 }, (_, i) => `u${i}`) }, 'environments.e.reviewers'],
    [{ reviewers: ['a b'] }, 'environments.e.reviewers'],
    [{ reviewers: 'alice' as never }, 'environments.e.reviewers'],
    [{ reviewers: ['$(id)'] }, 'environments.e.reviewers'],
    [{ waitMinutes: 0 }, 'environments.e.waitMinutes'],
    [{ waitMinutes: 43_201 }, 'environments.e.waitMinutes'],
    [{ waitMinutes: 1.5 }, 'environments.e.waitMinutes'],
    [{ refs: ['main'] }, 'environments.e.refs'],
    [{ name: 'x'.repeat(256) }, `environments.${'x'.repeat(256)}.name`],
    [{ name: '' }, 'environments..name'],
  ])('%j', (changes, at) => expect(checkEnvironments([{ name: 'e', ...changes }])).toMatchObject([{ at }]));
  test('at the limits nothing', () => {
    expect(checkEnvironments([...ENVIRONMENTS, { name: 'x'.repeat(255), waitMinutes: 43_200, reviewers: ['a', 'b', 'c', 'd', 'e', 'acme/f'] }])).toEqual([]);
  });
});
