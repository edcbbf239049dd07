/** `pipewright cost` */
import { expect, test } from 'vitest';
import { pipewright } from './command-line';
import { folder } from '../local/local';

const cwd = () => folder({
  'ci.yml': 'name: CI\non: push\njobs:\n  test: { runs-on: ubuntu-24.04, steps: [{ run: x }] }\n  ship: { needs: test, runs-on: windows-2025, steps: [{ run: x }] }\n',
  'runs.json': JSON.stringify([{ jobs: [{ name: 'test', conclusion: 'success', startedAt: '2026-11-01T10:00:00Z', completedAt: '2026-11-01T10:03:30Z' }] }]),
  'list.json': JSON.stringify([{ workflowName: 'CI', event: 'push', conclusion: 'success', startedAt: '2026-11-01T10:00:00Z', updatedAt: '2026-11-01T10:12:00Z' }]),
  'bad.json': '{',
});

test('a table, with the critical path and what is unknown', async () => {
  const { out, code } = await pipewright(cwd(), 'cost', 'ci.yml', '--event', 'push', '--durations', 'runs.json', '--durations', 'list.json');
  expect(code).toBe(0);
  expect(out).toMatchInlineSnapshot(`
    "ci.yml: push

      job   legs  starts  takes  billed    USD
    * test     1       0    3.5       4  0.024
    * ship     1     3.5      ?       ?      ?

    time:   at least 3.5 min, by test → ship (*)
    billed: at least 4 min, at least 0.024 USD beyond the minutes of the plan
    quota:  at least 4 min of the plan, if Windows counts twice and macOS ten times, as was documented until 2025
    seen:   12 min, the median of 1 whole run
    unknown: the duration of ship is unknown
    https://docs.github.com/en/billing/reference/actions-runner-pricing, prices in USD from 2026-01-01 on"
  `);
});

test('JSON', async () => {
  const { out } = await pipewright(cwd(), 'cost', 'ci.yml', '--event', 'push', '--duration', 'test=2', '--duration', 'ship=1.5', '--public', '--json');
  expect(JSON.parse(out)[0]).toMatchObject({ workflow: 'ci.yml', minutes: 3.5, cost: 0, billedMinutes: 4, complete: true, criticalPath: ['test', 'ship'] });
});

test('mistakes', async () => {
  expect(await pipewright(cwd(), 'cost', 'ci.yml', '--event', 'push', '--durations', 'bad.json')).toMatchObject({ code: 2 });
  expect(await pipewright(cwd(), 'cost', 'ci.yml', '--event', 'push', '--duration', 'test=x')).toMatchObject({ code: 2, err: expect.stringContaining('minutes are a number') });
  expect((await pipewright(cwd(), 'cost', 'ci.yml', '--event', 'pull_request')).out).toBe('ci.yml: pull_request (opened) does not start it');
});
