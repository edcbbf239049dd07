/** The comment that says what a pull request changes: its jobs, and their scripts run with a stand-in for gh. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { App } from '../../src/app';
import { DiffComment, DiffCommentProps } from '../../src/constructs';
import { Pipeline } from '../../src/pipeline';
import { Event } from '../../src/plan';
import { synthesizeApp } from '../../src/synth/synthesize';
import { Template } from '../../src/testing/template';
import { Toolchain } from '../../src/toolchains';
import { Trigger } from '../../src/trigger';
import { hasTool, shellcheck, temporary } from '../targets/support/tools';

function pipeline(props: DiffCommentProps = {}, triggers = [Trigger.push({ branches: ['main'] }), Trigger.pullRequest()]): Pipeline {
  const ci = new Pipeline(new App({ repository: { owner: 'acme', name: 'shop' } }), 'ci', { triggers });
  new DiffComment(ci, 'diff', props);
  return ci;
}

interface Job {
  readonly permissions: Record<string, string>;
  readonly steps: { readonly name: string; readonly run?: string; readonly env?: Record<string, string>; readonly uses?: string }[];
}

const jobsOf = (ci: Pipeline) => Template.fromPipeline(ci).toJson().jobs as Record<string, Job>;
const jobs = jobsOf(pipeline());
const compare = jobs.diff.steps.find(({ run }) => run?.includes(' diff '))!;
const comment = jobs['diff-comment'].steps.at(-1)!;

describe('the jobs', () => {
  test('what runs the pull request\'s code cannot write; what can write runs none of it', () => {
    expect(jobs.diff.permissions).toEqual({ contents: 'read' });
    expect(jobs['diff-comment'].permissions).toEqual({ 'pull-requests': 'write' });
    expect(jobs['diff-comment'].steps.map(({ uses, run }) => uses?.split('@')[0] ?? run)).toEqual(['actions/download-artifact', comment.run]);
    expect(JSON.stringify(jobs.diff)).not.toMatch(/github\.token|secrets/);
    expect(comment.run).not.toMatch(/npx|npm|pipewright diff --|eval|source /);
  });

  test.each<[string, Event, string[]]>([
    ['a pull request', Event.pullRequest(), ['diff', 'diff-comment']],
    ['one from a fork', Event.pullRequest({ fork: true }), ['diff']],
    ['a push', Event.push(), []],
  ])('%s', (_, event, run) => {
    expect(pipeline().plan(event).jobs.filter((job) => job.runs === 'yes').map(({ id }) => id)).toEqual(run);
  });

  test('without pull requests it is an error', () => {
    const { problems } = synthesizeApp(pipeline({}, [Trigger.push()])._app, { from: 'pipeline.ts' });
    expect(problems.map(({ ruleId, severity }) => [severity, ruleId])).toContainEqual(['error', 'diff-comment']);
    expect(synthesizeApp(pipeline()._app, { from: 'pipeline.ts' }).problems).toEqual([]);
  });

  test('another folder, program and package manager', () => {
    const own = jobsOf(pipeline({ toolchain: Toolchain.node({ versions: ['22'], workingDirectory: 'ops' }), file: 'ci/pipeline.ts', command: 'pnpm exec pipewright' }));
    const step = own.diff.steps.find(({ run }) => run?.includes('pnpm exec pipewright diff'));
    expect(step).toMatchObject({ 'working-directory': 'ops', 'env': { PIPELINE_FILE: 'ci/pipeline.ts' } });
  });

  test.skipIf(!hasTool('shellcheck'))('shellcheck', () => {
    for (const { run, name } of [compare, comment]) shellcheck(run!, name);
  });
});

function bash(script: string, folder: string, env: Record<string, string>) {
  const files = { GITHUB_OUTPUT: join(folder, 'output'), GITHUB_STEP_SUMMARY: join(folder, 'summary') };
  const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    encoding: 'utf8', cwd: folder, env: { ...process.env, RUNNER_TEMP: folder, PATH: `${folder}:${process.env.PATH}`, ...files, ...env },
  });
  const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  return { status, said: stdout + stderr, output: read(files.GITHUB_OUTPUT), summary: read(files.GITHUB_STEP_SUMMARY) };
}

function executable(folder: string, name: string, text: string): void {
  writeFileSync(join(folder, name), `#!/usr/bin/env bash\n${text}\n`);
  chmodSync(join(folder, name), 0o755);
}

describe('comparing', () => {
  function run(command: string, elsewhere = 'false') {
    const folder = temporary();
    executable(folder, 'npx', command);
    return { folder, ...bash(compare.run!, folder, { PIPELINE_FILE: 'pipeline.ts', FROM_ELSEWHERE: elsewhere }) };
  }

  test.each([['echo "### It changes"; exit 1', 'true'], ['echo "### Nothing"', 'false']])('%s', (command, changed) => {
    const { status, output, summary, folder } = run(`[ "$*" = "--no-install pipewright diff --app pipeline.ts --against HEAD^1 --markdown" ] || exit 9; ${command}`);
    expect([status, output]).toEqual([0, `changed=${changed}\n`]);
    expect(summary).toBe(readFileSync(join(folder, 'pipewright-diff/diff.md'), 'utf8'));
    expect(summary).toMatch(/^### /);
  });

  test.each(['echo "error: no" >&2; exit 1', 'exit 2', 'echo "### half"; exit 139', 'exit 0'])('fails: %s', (command) => {
    expect(run(command)).toMatchObject({ status: 1, output: '', summary: '', said: expect.stringContaining('::error::there is no diff') });
  });

  test('from a fork the summary says that nobody comments', () => {
    expect(run('echo "### It changes"; exit 1', 'true').summary).toMatch(/^> \[!NOTE\]\n> The pull request comes from another repository.*\n\n### It changes\n$/);
  });
});

const MARKER = '<!-- pipewright diff: ci/diff -->';
const BOT = { login: 'github-actions[bot]' };
const OWN = [{ id: 7, user: { login: 'mallory' }, body: `${MARKER}\nforged` }, { id: 8, user: BOT, body: 'another' }, { id: 9, user: BOT, body: `${MARKER}\nold` }];

/** Answers with the comments page by page; what changes something is logged. */
function gh(folder: string, pages: readonly object[][]): void {
  writeFileSync(join(folder, 'pages'), pages.map((page) => JSON.stringify(page)).join(''));
  executable(folder, 'gh', `case "$*" in
  "api --paginate repos/acme/shop/issues/12/comments?per_page=100") cat "\${RUNNER_TEMP}/pages" ;;
  "api --silent --method "*) echo "$*" >> "\${RUNNER_TEMP}/log"; cp "\${*: -1}" "\${RUNNER_TEMP}/sent" ;;
  *) echo "unexpected: $*" >&2; exit 1 ;;
esac`);
}

function post(text: string, { pages = [[]], changed = 'true' }: { pages?: object[][]; changed?: string } = {}) {
  const folder = temporary();
  mkdirSync(join(folder, 'pipewright-diff'));
  writeFileSync(join(folder, 'pipewright-diff/diff.md'), text);
  gh(folder, pages);
  const result = bash(comment.run!, folder, { GITHUB_REPOSITORY: 'acme/shop', PR_NUMBER: '12', CHANGED: changed, MARKER, RUN_URL: 'https://github.com/acme/shop/actions/runs/1' });
  const sent = join(folder, 'sent');
  const log = join(folder, 'log');
  return {
    ...result,
    calls: existsSync(log) ? readFileSync(log, 'utf8').trim().replaceAll(folder, '$T').split('\n') : [],
    body: existsSync(sent) ? (JSON.parse(readFileSync(sent, 'utf8')) as { body: string }).body : undefined,
  };
}

describe.skipIf(!hasTool('jq'))('commenting', () => {
  test('the first time', () => {
    expect(post('### Title\n\n"quoted" `code` \\ ü\n', { pages: [OWN.slice(0, 2)] })).toMatchObject({
      status: 0, calls: ['api --silent --method POST repos/acme/shop/issues/12/comments --input $T/comment.json'], body: `${MARKER}\n### Title\n\n"quoted" \`code\` \\ ü\n`,
    });
  });

  test.each([['true'], ['false']])('again, also on a further page; changed: %s', (changed) => {
    expect(post('new\n', { pages: [OWN.slice(0, 2), OWN.slice(2)], changed })).toMatchObject({
      status: 0, calls: ['api --silent --method PATCH repos/acme/shop/issues/comments/9 --input $T/comment.json'], body: `${MARKER}\nnew\n`,
    });
  });

  test('nothing changes, and nothing was said before', () => {
    expect(post('Nothing\n', { changed: 'false' })).toMatchObject({ status: 0, calls: [] });
  });

  test('it mentions nobody and gives no bot a command', () => {
    expect(post('/merge\n  /deploy production\ncc @acme/admins a/b\n').body).toBe(`${MARKER}\n&#47;merge\n  &#47;deploy production\ncc &#64;acme/admins a/b\n`);
  });

  test('what does not fit is cut between lines, and the summary is named', () => {
    const line = 'ü'.repeat(99);
    const { body } = post(`<details>\n${`${line}\n`.repeat(2000)}`);
    expect(body!.length).toBeLessThanOrEqual(65_536);
    expect(body!.length).toBeGreaterThan(60_000);
    const rest = '</details>\n\nThe rest does not fit into a comment; [the summary of the run](https://github.com/acme/shop/actions/runs/1) has it.\n';
    expect(body!.endsWith(`\n${line}\n\n${rest}`)).toBe(true);
  });

  test('@ are made longer before it is cut', () => {
    expect(post('@@@@@@@@@@\n'.repeat(6000)).body!.length).toBeLessThanOrEqual(65_536);
  });

  test('a text that is none, or a link to another file, is refused', () => {
    const folder = temporary();
    mkdirSync(join(folder, 'pipewright-diff'));
    gh(folder, [[]]);
    const env = { GITHUB_REPOSITORY: 'acme/shop', PR_NUMBER: '12', CHANGED: 'true', MARKER, RUN_URL: '' };
    expect(bash(comment.run!, folder, env)).toMatchObject({ status: 1, said: expect.stringContaining('handed over no text') });
    symlinkSync('/etc/hostname', join(folder, 'pipewright-diff/diff.md'));
    expect(bash(comment.run!, folder, env).status).toBe(1);
    expect(existsSync(join(folder, 'log'))).toBe(false);
  });

  test('what GitHub refuses fails the job', () => {
    const folder = temporary();
    mkdirSync(join(folder, 'pipewright-diff'));
    writeFileSync(join(folder, 'pipewright-diff/diff.md'), 'x');
    executable(folder, 'gh', 'echo "HTTP 403" >&2; exit 1');
    expect(bash(comment.run!, folder, { GITHUB_REPOSITORY: 'a/b', PR_NUMBER: '1', CHANGED: 'true', MARKER, RUN_URL: '' })).toMatchObject({ status: 1, said: expect.stringContaining('403') });
  });
});
