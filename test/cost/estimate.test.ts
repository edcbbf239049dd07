/** Time and cost of a plan: the longest path, whole minutes, prices; what is unknown is said. */
import { describe, expect, test } from 'vitest';
import { EstimateProps } from '../../src/cost/estimate-props';
import { median, medians, readDurations } from '../../src/cost/observed';
import { priceOfLabel } from '../../src/cost/price-list';
import { Event } from '../../src/plan/event';
import { planWorkflow } from '../../src/plan/plan';
import { HOSTED } from '../../src/rules/support/runners';
import { workflow } from '../plan/document';

const CI = workflow(`
on: [push, pull_request]
jobs:
  test:
    name: Test
    runs-on: \${{ matrix.os }}
    strategy: { matrix: { python: ['3.9', '3.10'], os: [ubuntu-24.04, windows-2025] } }
    steps: [{ run: x }]
  lint: { runs-on: ubuntu-24.04, steps: [{ run: x }] }
  image: { needs: [test, lint], runs-on: ubuntu-24.04-arm, steps: [{ run: x }] }
  mac: { needs: lint, runs-on: macos-15, steps: [{ run: x }] }
  deploy: { needs: image, if: "github.event_name == 'push'", runs-on: ubuntu-slim, steps: [{ run: x }] }
`);
const DURATIONS = { 'test': 4.2, 'Test (3.10, windows-2025)': 7.5, 'lint': 0.4, 'image': 3, 'mac': 2, 'deploy': 1.5 };
const estimate = (props: EstimateProps, event = Event.push(), document = CI) => planWorkflow(document, event).estimate(props);

describe('time', () => {
  test('the longest path decides; a leg may be slower than the others of its job', () => {
    const { minutes, criticalPath, jobs, complete, notes } = estimate({ durations: DURATIONS });
    expect([minutes, criticalPath, complete, notes]).toEqual([12, ['test', 'image', 'deploy'], true, []]);
    expect(jobs.map(({ id, start, minutes: m, critical }) => [id, start, m, critical])).toEqual([
      ['test', 0, 7.5, true], ['lint', 0, 0.4, false], ['image', 7.5, 3, true], ['mac', 0.4, 2, false], ['deploy', 10.5, 1.5, true],
    ]);
  });

  test('what the event does not run takes none', () => {
    const { minutes, criticalPath } = estimate({ durations: DURATIONS }, Event.pullRequest());
    expect([minutes, criticalPath]).toEqual([10.5, ['test', 'image']]);
    expect(estimate({}, Event.release({ tag: 'v1' }))).toMatchObject({ jobs: [], minutes: 0, billedMinutes: 0, cost: 0, complete: true });
  });

  test('few legs at a time take longer', () => {
    const document = workflow(`
on: push
jobs: { a: { runs-on: ubuntu-24.04, strategy: { max-parallel: 2, matrix: { n: [1, 2, 3] } }, steps: [{ run: x }] } }
`);
    expect(estimate({ durations: { 'a (1)': 5, 'a (2)': 1, 'a (3)': 2 } }, Event.push(), document).minutes).toBe(5);
    expect(estimate({ durations: { a: 5 } }, Event.push(), document)).toMatchObject({ minutes: 10, billedMinutes: 15 });
  });
});

describe('cost', () => {
  test('each leg is rounded up to whole minutes, at the price of its runner', () => {
    const { billedMinutes, cost, quotaMinutes, jobs } = estimate({ durations: DURATIONS });
    // test: 5 + 5 Linux, 5 + 8 Windows; lint 1; image 3 on Arm; mac 2; deploy 2 on slim
    expect(billedMinutes).toBe(31);
    expect(jobs.map(({ billedMinutes: m }) => m)).toEqual([23, 1, 3, 2, 2]);
    expect(cost).toBeCloseTo(10 * 0.006 + 13 * 0.010 + 0.006 + 3 * 0.005 + 2 * 0.062 + 2 * 0.002, 6);
    expect(quotaMinutes).toBe(10 + 2 * 13 + 1 + 3 + 10 * 2 + 2);
  });

  test('public repositories pay for larger runners only, self-hosted ones nobody', () => {
    expect(estimate({ durations: DURATIONS, publicRepository: true })).toMatchObject({ cost: 0, quotaMinutes: 0, billedMinutes: 31 });
    const large = workflow('on: push\njobs: { a: { runs-on: macos-15-xlarge, steps: [{ run: x }] }, b: { runs-on: [self-hosted, linux], steps: [{ run: x }] } }');
    expect(estimate({ durations: { a: 10, b: 100 }, publicRepository: true }, Event.push(), large)).toMatchObject({ cost: 1.02, billedMinutes: 10, complete: true });
  });

  test('a runner of one\'s own naming has a type, or an unknown price', () => {
    const document = workflow('on: push\njobs: { a: { runs-on: big, steps: [{ run: x }] } }');
    expect(estimate({ durations: { a: 10 } }, Event.push(), document).notes).toEqual(['the price of the runner big of a is unknown; runnerTypes can say its type']);
    expect(estimate({ durations: { a: 10 }, runnerTypes: { big: 'linux_16_core' } }, Event.push(), document).cost).toBe(0.42);
    expect(() => estimate({ runnerTypes: { big: 'linux_16_cores' } }, Event.push(), document)).toThrow(/nearest: linux_16_core/);
  });

  test('every runner that GitHub hosts has a price', () => {
    expect([...HOSTED].filter((label) => priceOfLabel(label) === undefined)).toEqual([]);
    const skus = Object.fromEntries([...HOSTED].map((label) => [label, priceOfLabel(label)!.sku]));
    expect(skus).toMatchObject({
      'ubuntu-latest': 'linux', 'ubuntu-24.04-arm': 'linux_2_core_arm', 'ubuntu-slim': 'linux_slim', 'windows-11-arm': 'windows_2_core_arm', 'windows-2025': 'windows',
      'macos-15': 'macos', 'macos-15-intel': 'macos', 'macos-15-large': 'macos_l', 'macos-latest-xlarge': 'macos_xl',
    });
  });
});

describe('what is unknown', () => {
  test('is named, and counts as nothing', () => {
    const { complete, notes, minutes, jobs } = estimate({ durations: { 'Test (3.9, ubuntu-24.04)': 4, 'image': 3 } });
    expect(complete).toBe(false);
    expect(minutes).toBe(7);
    expect(jobs[0]).toEqual({ id: 'test', construct: 'test', legs: 4, start: 0, critical: true });
    expect(notes).toEqual([
      'the duration of 3 of 4 legs of test is unknown', 'the duration of lint is unknown', 'the duration of mac is unknown', 'the duration of deploy is unknown',
    ]);
  });

  test('also jobs and matrices that only the run knows, and called workflows', () => {
    const { notes } = estimate({ durations: { b: 1, c: 2 } }, Event.push(), workflow(`
on: push
jobs:
  a: { if: vars.A == 'x', runs-on: ubuntu-24.04, steps: [{ run: x }] }
  b: { runs-on: ubuntu-24.04, strategy: { matrix: '\${{ fromJSON(vars.M) }}' }, steps: [{ run: x }] }
  c: { uses: ./.github/workflows/x.yml }
`));
    expect(notes).toEqual([
      'only the run knows the matrix of b: it depends on vars.M', 'c calls ./.github/workflows/x.yml, whose jobs are not part of the estimate', 'only the run knows whether a runs; not counted',
    ]);
  });

  test('no time at all is a mistake', () => {
    expect(() => estimate({ durations: { test: -1 } })).toThrow(/the duration of test is no number of minutes/);
    expect(() => estimate({ durations: { test: '4' as any } })).toThrow(/no number of minutes/);
  });
});

describe('exported runs', () => {
  const job = (name: string, minutes: number, conclusion = 'success') => ({ name, conclusion, startedAt: '2026-11-01T10:00:00Z', completedAt: new Date(Date.UTC(2026, 10, 1, 10) + minutes * 60_000).toISOString() });

  test('jobs of several runs: the median of those that succeeded', () => {
    const seen = readDurations([{ jobs: [job('Lint', 1), job('Test', 9, 'failure')] }, { jobs: [job('Lint', 4)] }, { jobs: [job('Lint', 2), job('Deploy', 0, 'skipped')] }]);
    expect(medians(seen.jobs)).toEqual({ Lint: 2 });
    expect(seen.ignored).toBe(2);
  });

  test('the API\'s spelling, a map of minutes, whole runs', () => {
    const { name, conclusion, startedAt: started_at, completedAt: completed_at } = job('Lint', 3);
    expect(medians(readDurations({ total_count: 1, jobs: [{ name, conclusion, started_at, completed_at }] }).jobs)).toEqual({ Lint: 3 });
    expect(medians(readDurations({ test: 4, lint: 1.5 }).jobs)).toEqual({ test: 4, lint: 1.5 });
    const runs = readDurations([{ workflowName: 'CI', event: 'push', conclusion: 'success', startedAt: '2026-11-01T10:00:00Z', updatedAt: '2026-11-01T10:12:00Z' }]);
    expect(medians(runs.runs)).toEqual({ 'CI (push)': 12 });
  });

  test.each([[null], [[]], ['x'], [{ test: 'four' }], [[{ databaseId: 1 }]]])('%j is none of these', (data) => expect(() => readDurations(data)).toThrow());

  test('the median of an even number is between the two in the middle', () => expect([median([4, 1]), median([3, 1, 2])]).toEqual([2.5, 2]));
});
