// Each limit: N is taken, N + 1 is refused.
import { describe, expect, test } from 'vitest';
import { documentOf, errorsOf, workflowOf } from './documents';
import { environmentSettingsProblems } from '../../src/rules/environment';
import { runRules } from '../../src/rules/run';
import { relate } from '../../src/rules/support/calls';
import { workflowSizeProblems } from '../../src/rules/workflow-size';

const range = (n: number) => Array.from({ length: n }, (_, i) => i);
const input = (n: number) => Object.fromEntries(range(n).map((i) => [`input${i}`, { type: 'string' }]));
const dispatch = (inputs: object) => workflowOf({}, { on: { workflow_dispatch: { inputs } } });
const group = (length: number) => ({ concurrency: 'g'.repeat(length) });
const nested = (depth: number) => `${'('.repeat(depth - 1)}true${')'.repeat(depth - 1)} == github.ref`.replace('true', 'github');

interface Limit {
  readonly name: string;
  readonly rule: string;
  readonly most: number;
  readonly make: (n: number) => object;
}

const LIMITS: readonly Limit[] = [
  { name: 'characters of a job id', rule: 'job-id', most: 99, make: (n) => ({ on: 'push', jobs: { ['a'.repeat(n)]: { 'runs-on': 'ubuntu-24.04', 'steps': [] } } }) },
  { name: 'characters of a step id', rule: 'step-id', most: 99, make: (n) => workflowOf({ steps: [{ id: 'a'.repeat(n), run: 'true' }] }) },
  { name: 'jobs of a matrix', rule: 'matrix', most: 256, make: (n) => workflowOf({ strategy: { matrix: { i: range(n) } } }) },
  { name: 'jobs of a matrix with include', rule: 'matrix', most: 256, make: (n) => workflowOf({ strategy: { matrix: { i: range(128), include: range(n - 128).map((x) => ({ x })).map(({ x }) => ({ i: 1000 + x })) } } }) },
  { name: 'jobs of a matrix of two axes', rule: 'matrix', most: 256, make: (n) => workflowOf({ strategy: { matrix: { i: range(16), j: range(n <= 256 ? 16 : 17) } } }) },
  { name: 'inputs of workflow_dispatch', rule: 'dispatch-inputs', most: 25, make: (n) => dispatch(input(n)) },
  { name: 'characters of the payload', rule: 'dispatch-inputs', most: 65_535, make: (n) => dispatch({ a: { type: 'string', default: 'x'.repeat(n - 1) } }) },
  { name: 'called workflows', rule: 'reusable-call', most: 50, make: (n) => ({ on: 'push', jobs: Object.fromEntries(range(n).map((i) => [`j${i}`, { uses: `./.github/workflows/w${i}.yml` }])) }) },
  { name: 'characters of an expression', rule: 'expression-length', most: 21_000, make: (n) => workflowOf({ if: `github.ref == '${'x'.repeat(n - 16)}'` }) },
  { name: 'characters of a script with an expression', rule: 'expression-length', most: 21_000, make: (n) => workflowOf({ steps: [{ run: `\${{ github.sha }}${'x'.repeat(n - 17)}` }] }) },
  { name: 'depth of an expression', rule: 'expression-length', most: 50, make: (n) => workflowOf({ if: nested(n) }) },
  { name: 'characters of a concurrency group', rule: 'concurrency-group', most: 399, make: (n) => workflowOf({}, group(n)) },
  { name: 'characters of a job\'s concurrency group', rule: 'concurrency-group', most: 399, make: (n) => workflowOf(group(n)) },
  { name: 'minutes on a hosted runner', rule: 'timeout', most: 360, make: (n) => workflowOf({ 'timeout-minutes': n }) },
  { name: 'minutes on a self-hosted runner', rule: 'timeout', most: 7_200, make: (n) => workflowOf({ 'runs-on': 'self-hosted', 'timeout-minutes': n }) },
  { name: 'characters of an environment', rule: 'environment', most: 255, make: (n) => workflowOf({ environment: 'e'.repeat(n) }) },
];

describe('a workflow', () => {
  test.each(LIMITS)('$name: $most, and not one more', ({ rule, most, make }) => {
    expect(errorsOf(rule, make(most))).toEqual([]);
    expect(errorsOf(rule, make(most + 1))).toHaveLength(1);
  });

  test('a script without an expression has no limit of its own', () => {
    expect(errorsOf('expression-length', workflowOf({ steps: [{ run: 'x'.repeat(30_000) }] }))).toEqual([]);
  });

  test('a timeout is over 0', () => {
    expect(errorsOf('timeout', workflowOf({ 'timeout-minutes': 0 }))).toHaveLength(1);
    expect(errorsOf('timeout', workflowOf({ 'timeout-minutes': 1 }))).toEqual([]);
  });

  test('a schedule is 5 minutes apart', () => {
    const every = (minutes: number) => workflowOf({}, { on: { schedule: [{ cron: `*/${minutes} * * * *` }] } });
    expect(errorsOf('cron', every(5))).toEqual([]);
    expect(errorsOf('cron', every(4))).toHaveLength(1);
  });

  test('a file has 490,000 bytes', () => {
    expect(workflowSizeProblems('a.yml', 'x'.repeat(490_000))).toEqual([]);
    expect(workflowSizeProblems('a.yml', 'x'.repeat(490_001))).toHaveLength(1);
    expect(workflowSizeProblems('a.yml', 'ä'.repeat(245_001))).toHaveLength(1);
  });

  test('workflows call each other 10 levels deep', () => {
    const chain = (levels: number) => range(levels).map((i) => documentOf({
      on: i === 0 ? 'push' : { workflow_call: null },
      jobs: { j: i === levels - 1 ? { 'runs-on': 'ubuntu-24.04', 'steps': [] } : { uses: `./.github/workflows/w${i + 1}.yml` } },
    }, { file: `.github/workflows/w${i}.yml` }));
    const errors = (levels: number) => {
      const documents = chain(levels);
      relate(documents);
      return runRules(documents[0]).filter((problem) => problem.ruleId === 'reusable-call');
    };
    expect(errors(10)).toEqual([]);
    expect(errors(11)).toHaveLength(1);
  });
});

describe('the settings of an environment', () => {
  test('at most 6 reviewers', () => {
    expect(environmentSettingsProblems({ reviewers: range(6).map(String) })).toEqual([]);
    expect(environmentSettingsProblems({ reviewers: range(7).map(String) })).toHaveLength(1);
  });

  test('a wait of 1 to 43,200 minutes', () => {
    expect([1, 43_200].flatMap((waitMinutes) => environmentSettingsProblems({ waitMinutes }))).toEqual([]);
    expect([0, 43_201, 1.5].map((waitMinutes) => environmentSettingsProblems({ waitMinutes }).length)).toEqual([1, 1, 1]);
  });
});
