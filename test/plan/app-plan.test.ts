/** The plans of several workflows together. */
import { expect, test } from 'vitest';
import { workflow } from './document';
import { AppPlan } from '../../src/plan/app-plan';
import { Event } from '../../src/plan/event';
import { planWorkflow } from '../../src/plan/plan';

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
    '.github/workflows/release.yml: push does not start it: its triggers are release',
  ]);
  expect(app.toTable()).toContain('a    runs');
  expect(app.toJson()).toMatchObject({ event: 'push', workflows: [{ runs: ['a'] }, { triggered: false }] });
});
