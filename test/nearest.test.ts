// "Did you mean": what is near, and where that is said.
import { describe, expect, test } from 'vitest';
import { App, Job, Pipeline, Runner, Step, Trigger } from '../src';
import { nearest } from '../src/nearest';
import { Problem } from '../src/problem';
import { synthesizeApp } from '../src/synth/synthesize';

function problemsOf(trigger: Trigger, runner?: Runner): readonly Problem[] {
  const app = new App();
  new Job(new Pipeline(app, 'ci', { triggers: [trigger] }), 'a', { runner, steps: [Step.run('true')] });
  return synthesizeApp(app, { from: 'pipeline.ts' }).problems;
}

describe('nearest', () => {
  test.each([
    ['openned', ['opened', 'closed'], ['opened']],
    ['ghcr', ['ghrc', 'ecr'], ['ghrc']],
    ['w', ['v', 'x'], []],
    ['b', ['a-long-name', 'B'], ['B']],
    ['go', ['os', 'python'], []],
    ['', ['a'], []],
  ])('%j among %j', (value, candidates, expected) => {
    expect(nearest(value, candidates)).toEqual(expected);
  });

  test('is said of a value of GitHub\'s, too', () => {
    expect(problemsOf(Trigger.pullRequest({ types: ['openned'] }))).toMatchObject([{ ruleId: 'trigger', value: 'openned', nearest: ['opened'] }]);
  });

  test('is said of a runner of one\'s own whose label is all but one of GitHub\'s', () => {
    expect(problemsOf(Trigger.push(), Runner.custom('ubunto-24.04'))).toMatchObject([{ ruleId: 'runner-label', severity: 'warning', nearest: expect.arrayContaining(['ubuntu-24.04']) }]);
    expect(problemsOf(Trigger.push(), Runner.custom('ubuntu-24.04-8-cores'))).toEqual([]);
    expect(problemsOf(Trigger.push(), Runner.custom('builder'))).toEqual([]);
  });
});
