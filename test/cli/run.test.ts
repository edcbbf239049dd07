/** `pipewright run`: which job of which workflow, and what the exit code says. */
import * as fs from 'fs';
import * as path from 'path';
import { describe, expect, test } from 'vitest';
import { pipewright, pipewrightWith } from './command-line';
import { folder } from '../local/local';

const WORKFLOW = `
on: push
jobs:
  ok: { runs-on: ubuntu-24.04, steps: [{ run: 'echo "ok \${{ secrets.TOKEN }}"' }] }
  bad: { runs-on: ubuntu-24.04, steps: [{ run: exit 4 }] }
  windows: { runs-on: windows-2025, steps: [{ run: dir }] }
  deploy: { runs-on: ubuntu-24.04, environment: production, steps: [{ run: echo deployed }] }
`;
const here = () => folder({ 'ci.yml': WORKFLOW, 'secrets.env': '# mine\nTOKEN="topsecret"\n' });
const run = (cwd: string, ...args: string[]) => pipewrightWith({ PATH: process.env.PATH! }, cwd, 'run', ...args);

describe('a workflow file', () => {
  test('the exit code is that of the job', async () => {
    const cwd = here();
    const ok = await run(cwd, 'ok', '--workflow', 'ci.yml', '--env-file', 'secrets.env');
    expect(ok.code).toBe(0);
    expect(ok.out).toMatch(/ok \*\*\*[^]*\nok: success$/);
    expect((await run(cwd, 'bad', '-w', 'ci.yml')).code).toBe(1);
    const windows = await run(cwd, 'windows', '-w', 'ci.yml');
    expect(windows.code).toBe(1);
    expect(windows.out).toMatch(/windows: not run: none of its legs runs on this machine$/);
  });

  test('deploys only what is named', async () => {
    const cwd = here();
    const refused = await run(cwd, 'deploy', '-w', 'ci.yml');
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/it deploys to the environment production[^]*--deploy deploy/);
    expect((await run(cwd, 'deploy', '-w', 'ci.yml', '--deploy', 'production')).out).toMatch(/deployed/);
  });

  test('JSON on the output, the story beside it', async () => {
    const { out, err } = await run(here(), 'ok', '-w', 'ci.yml', '--env-file', 'secrets.env', '--json');
    expect(JSON.parse(out)).toMatchObject({ workflow: 'ci.yml', event: 'push on main', jobs: [{ id: 'ok', result: 'success', legs: [{ steps: [{ kind: 'script', outcome: 'success' }] }] }] });
    expect(err).toMatch(/ok \*\*\*/);
    expect(out + err).not.toMatch(/topsecret/);
  });
});

describe('the app', () => {
  const app = () => {
    const cwd = folder({
      'pipeline.ts': `
import { App, Job, Pipeline, Runner, Step, Trigger } from 'pipewright';
const app = new App({ repository: { owner: 'acme', name: 'shop' }, defaultBranch: 'trunk' });
const ci = new Pipeline(app, 'ci', { triggers: [Trigger.push({ branches: ['trunk'] })] });
new Job(ci, 'test', { runner: Runner.UBUNTU_24_04, steps: [Step.run('echo "$GITHUB_REPOSITORY $GITHUB_REF_NAME $GITHUB_WORKFLOW"')] });
const nightly = new Pipeline(app, 'nightly', { triggers: [Trigger.daily()] });
new Job(nightly, 'test', { runner: Runner.UBUNTU_24_04, steps: [Step.run('echo nightly')] });
new Job(nightly, 'only-at-night', { runner: Runner.UBUNTU_24_04, steps: [Step.run('echo "$GITHUB_EVENT_NAME"')] });
`,
    });
    fs.mkdirSync(path.join(cwd, 'node_modules'));
    fs.symlinkSync(path.resolve(__dirname, '../..'), path.join(cwd, 'node_modules/pipewright'));
    return cwd;
  };

  test('a job by its name: of the pipeline that a push starts, or of the one that is named', async () => {
    const cwd = app();
    expect((await run(cwd, 'test', '--no-type-check')).out).toMatch(/acme\/shop trunk CI/);
    expect((await run(cwd, 'test', '--no-type-check', '-w', 'nightly')).out).toMatch(/nightly/);
    expect((await run(cwd, 'only-at-night', '--no-type-check')).out).toMatch(/schedule/);
  });

  test('mistakes are met with what there is', async () => {
    const cwd = app();
    expect(await run(cwd, 'tets', '--no-type-check')).toMatchObject({ code: 2, err: expect.stringContaining('no pipeline has a job tets; there are test, only-at-night; did you mean test?') });
    expect(await run(cwd, 'test', '--no-type-check', '-w', 'nigthly')).toMatchObject({ code: 2, err: expect.stringContaining('did you mean nightly?') });
    expect(await run(cwd, 'test', '--no-type-check', '-w', 'ci', '--event', 'schedule')).toMatchObject({ code: 1, err: expect.stringContaining('does not start it') });
  });
});

test('the command line', async () => {
  expect(await pipewright(here(), 'run')).toMatchObject({ code: 2, err: expect.stringContaining('say which job') });
  expect(await pipewright(here(), 'run', 'ok', '--copy', '--in-place')).toMatchObject({ code: 2 });
  const bad = await run(folder({ 'ci.yml': WORKFLOW, 'bad.env': 'not a line with topsecret' }), 'ok', '-w', 'ci.yml', '--env-file', 'bad.env');
  expect(bad).toMatchObject({ code: 1, err: expect.stringContaining('bad.env:1') });
  expect(bad.err).not.toMatch(/topsecret/);
});
