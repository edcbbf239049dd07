/** The plans of several workflows together. */
import { expect, test } from 'vitest';
import { workflow } from './document';
import { App } from '../../src/app';
import { Job } from '../../src/job';
import { Pipeline } from '../../src/pipeline';
import { AppPlan } from '../../src/plan/app-plan';
import { Event } from '../../src/plan/event';
import { planWorkflow } from '../../src/plan/plan';
import { Step } from '../../src/step';
import { Trigger } from '../../src/trigger';

const event = Event.push();
const documents = [
  { ...workflow('on: push\njobs: { a: {} }'), file: '.github/workflows/ci.yml' },
  { ...workflow('on: release\njobs: { a: {} }'), file: '.github/workflows/release.yml' },
];
const app = AppPlan._of(event, documents.map((document) => planWorkflow(document, event)));

test('which workflows start', () => {
  expect(app.started.map(({ file }) => file)).toEqual(['.github/workflows/ci.yml']);
  expect(app.plan('release').triggerReason).toBe('its triggers are release');
  expect(app.plan('.github/workflows/ci.yml').runs).toEqual(['a']);
  expect(() => app.plan('relaese')).toThrow(/nearest: release/);
});

test('for people, and as data', () => {
  expect(app.toString().split('\n')).toEqual([
    '.github/workflows/ci.yml: push starts it: it has the trigger push',
    '  a runs in wave 1: it has no condition and needs no other job',
    '    token: the repository\'s default permissions',
    '.github/workflows/release.yml: push does not start it: its triggers are release',
  ]);
  expect(app.toTable()).toContain('a    runs');
  expect(app.toJson()).toMatchObject({ event: 'push', workflows: [{ runs: ['a'] }, { triggered: false }] });
});

test('a result is assumed in those workflows that have the job', () => {
  const constructs = new App();
  const pipelines = ['ci', 'nightly'].map((id) => new Pipeline(constructs, id, { triggers: [Trigger.push()] }));
  const job = (pipeline: Pipeline, id: string) => new Job(pipeline, id, { steps: [Step.run('true')] });
  new Job(pipelines[0], 'b', { needs: [job(pipelines[0], 'a')], steps: [Step.run('true')] });
  job(pipelines[1], 'c');
  const plan = constructs.plan(event, { assume: { a: 'failure' } });
  expect(plan.plan('ci').runs).toEqual(['a']);
  expect(plan.plan('nightly').runs).toEqual(['c']);
  expect(() => constructs.plan(event, { assume: { d: 'failure' } })).toThrow(/there is no such job[^]*allowed: a, b, c/);
});
