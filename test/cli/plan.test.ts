import { describe, expect, test } from 'vitest';
import { pipewright } from './command-line';
import { CI, NO_TYPES } from './programs';
import { contents, repository } from '../write/repository';

const root = repository({ 'pipeline.ts': CI });
const plan = async (...args: string[]) => pipewright(root, 'plan', NO_TYPES, ...args);

describe('plan', () => {
  test('says which jobs run, and which condition decided', async () => {
    const { code, out } = await plan('--event', 'pull_request');
    expect(code).toBe(0);
    expect(out).toMatch(/test +runs/);
    expect(out).toMatch(/publish +- .*github\.event_name == 'push'/);
  });

  test.each([
    [['--event', 'push', '--branch', 'main'], ['test', 'publish']],
    [['--event', 'push', '--branch', 'other'], []],
    [['--event', 'pr', '--fork'], ['test']],
    [['--event', 'push', '--assume', 'test=failure'], ['test']],
  ])('%j', async (args, runs) => {
    const [found] = JSON.parse((await plan(...args, '--json')).out);
    expect(found.runs).toEqual(runs);
  });

  test('--explain in sentences; a workflow that is not started needs one line', async () => {
    expect((await plan('--event', 'push', '--explain')).out).toContain('test runs in wave 1');
    expect((await plan('--event', 'release', '--tag', 'v1')).out.split('\n')).toHaveLength(1);
  });

  test.each([['pul_request', 'pull_request'], ['issue', 'issues'], ['Push', 'push']])('--event %s is no event: %s is meant', async (given, meant) => {
    const { code, err } = await plan('--event', given);
    expect(code).toBe(2);
    expect(err).toContain(`--event ${given}: GitHub has no such event; did you mean ${meant}?`);
  });

  test('an event that no workflow has is still an event', async () => {
    expect((await plan('--event', 'merge_group')).code).toBe(0);
  });

  test('--explain says what each job is given', async () => {
    const matrix = repository({
      'w.yml': 'name: W\non: push\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    environment: prod\n    permissions: { contents: read, id-token: write }\n'
        + '    strategy: { matrix: { node: [20, \'22\'] } }\n    steps: [{ run: "true", env: { T: "${{ secrets.TOKEN }}" } }]\n',
    });
    const { out } = await pipewright(matrix, 'plan', 'w.yml', '--event', 'push', '--explain');
    expect(out.split('\n').slice(1)).toEqual([
      '  a runs in wave 1, 2 jobs: it has no condition and needs no other job',
      '    legs: node=20; node=22', '    token: contents: read, id-token: write', '    environment: prod', '    secrets: TOKEN',
    ]);
  });

  test('any workflow YAML', async () => {
    await pipewright(root, 'synth', NO_TYPES);
    const file = Object.keys(contents(root)).find((name) => name.endsWith('ci.yml'))!;
    expect((await pipewright(root, 'plan', file, '--event', 'push', '--branch', 'main')).out).toMatch(/publish +runs/);
  });

  test('an unknown pipeline, job or event is said with what there is', async () => {
    expect(await plan('--event', 'push', '--pipeline', 'co')).toMatchObject({ code: 2, err: expect.stringContaining('did you mean ci?') });
    expect((await plan('--event', 'push', '--assume', 'tset=failure')).code).not.toBe(0);
  });
});
