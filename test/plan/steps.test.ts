/** Which steps of a job run. */
import { describe, expect, test } from 'vitest';
import { workflow } from './document';
import { Event } from '../../src/plan/event';
import { planWorkflow } from '../../src/plan/plan';
import { PlannedStep } from '../../src/plan/planned-step';

function steps(yaml: string, event = Event.push(), assume: Record<string, string> = {}): PlannedStep[] {
  return planWorkflow(workflow(`
on: [push, pull_request]
env: { LEVEL: workflow, BRANCH: "\${{ github.ref_name }}" }
jobs:
  a:
    runs-on: \${{ matrix.os }}
    env: { LEVEL: job, TOKEN: "\${{ secrets.TOKEN }}" }
    strategy: { matrix: { os: [ubuntu-24.04, windows-2025] } }
    steps:
${yaml}`), event, { assume }).job('a').steps;
}

const outcome = (yaml: string, event?: Event) => steps(yaml, event).map((step) => step.runs);

test.each<[string, string, string]>([
  ['no condition', '{ run: x }', 'yes'],
  ['the event', '{ if: github.event_name == \'pull_request\', run: x }', 'no'],
  ['a failure before it', '{ if: failure(), run: x }', 'no'],
  ['always', '{ if: always(), run: x }', 'yes'],
  ['the environment of the job', '{ if: env.LEVEL == \'job\', run: x }', 'yes'],
  ['its own environment', '{ if: env.LEVEL == \'step\', env: { LEVEL: step }, run: x }', 'yes'],
  ['an environment made of expressions', '{ if: env.BRANCH == \'main\', run: x }', 'yes'],
  ['a secret', '{ if: env.TOKEN != \'\', run: x }', 'unknown'],
  ['an output', '{ if: steps.none.outputs.x == \'\', run: x }', 'yes'],
  ['files', '{ if: hashFiles(\'x\') != \'\', run: x }', 'unknown'],
  ['the runner, beyond its system', '{ if: runner.arch == \'X64\', run: x }', 'unknown'],
  ['the status of the job', '{ if: job.status == \'success\', run: x }', 'yes'],
  ['the number of legs', '{ if: strategy.job-total == 2, run: x }', 'yes'],
])('%s decides', (_, step, runs) => {
  expect(outcome(`      - ${step}`)).toEqual([runs]);
});

test('steps see those before them', () => {
  expect(outcome(`
      - { id: a, run: x }
      - { if: steps.a.outcome == 'success', run: x }
      - { if: steps.a.outputs.go == 'yes', run: x, id: b }
      - { if: steps.b.conclusion == 'skipped', run: x }
      - { if: env.FROM_BEFORE == 'x', run: x }
      - { id: c, if: false, run: x }
      - { if: steps.c.outputs.x == 'y', run: x }`)).toEqual(['yes', 'yes', 'unknown', 'unknown', 'unknown', 'no', 'no']);
});

describe('legs of a matrix', () => {
  test('a step may run in some of them', () => {
    const [step] = steps('      - { if: runner.os == \'Windows\', run: x }');
    expect(step).toMatchObject({
      runs: 'yes',
      legs: [{ os: 'windows-2025' }],
      reason: { text: 'in 1 of 2 legs: `runner.os == \'Windows\'` is true: runner.os is "Windows"' },
    });
  });

  test('the context matrix is the leg', () => {
    expect(steps('      - { if: "startsWith(matrix.os, \'ubuntu\')", run: x }')[0].legs).toEqual([{ os: 'ubuntu-24.04' }]);
  });
});

test('names are those of the log', () => {
  expect(steps('      - { run: "a\\nb" }\n      - { uses: x/y@v1 }\n      - { name: N, run: a }').map((s) => s.name)).toEqual(['Run a', 'Run x/y@v1', 'N']);
});

test('where the job is assumed to fail, which step does is unknown', () => {
  expect(steps('      - { run: x }\n      - { if: failure(), run: x }\n      - { if: always(), run: x }', Event.push(), { a: 'failure' }).map((s) => s.runs))
    .toEqual(['unknown', 'unknown', 'yes']);
});

test('a job that does not run has none', () => {
  expect(planWorkflow(workflow('on: push\njobs: { a: { if: false, steps: [{ run: x }] } }'), Event.push()).job('a').steps).toEqual([]);
});
