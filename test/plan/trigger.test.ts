/** Which filter of `on` lets an event in. */
import { describe, expect, test } from 'vitest';
import { workflow } from './document';
import { Event } from '../../src/plan/event';
import { Plan, planWorkflow } from '../../src/plan/plan';

function on(trigger: string, event: Event): Plan {
  return planWorkflow(workflow(`on: ${trigger}\njobs: { a: { runs-on: x, steps: [] } }`), event);
}

/** [`on` in YAML, an event, whether it starts, what the reason says] */
type Row = [string, Event, boolean, RegExp];

describe('push', () => {
  test.each<Row>([
    ['push', Event.push({ branch: 'any/thing' }), true, /trigger push/],
    ['push', Event.push({ tag: 'v1' }), true, /trigger push/],
    ['[push, pull_request]', Event.push(), true, /trigger push/],
    ['[release]', Event.push(), false, /its triggers are release/],
    ['{ push: { branches: [main] } }', Event.push(), true, /branch main matches branches: main/],
    ['{ push: { branches: main } }', Event.push({ branch: 'refs/heads/main' }), true, /matches/],
    ['{ push: { branches: [main] } }', Event.push({ branch: 'dev' }), false, /branch dev does not match branches: main/],
    ['{ push: { branches: [main] } }', Event.push({ tag: 'v1' }), false, /filters branches only/],
    ['{ push: { tags: ["v*"] } }', Event.push({ branch: 'main' }), false, /filters tags only/],
    ['{ push: { tags: ["v*"] } }', Event.push({ tag: 'v1' }), true, /tag v1 matches tags: v\*/],
    ['{ push: { tags: ["v*"], branches: [main] } }', Event.push({ tag: 'x' }), false, /tag x does not match/],
    ['{ push: { tags-ignore: ["v*"] } }', Event.push({ tag: 'v1' }), false, /is ignored by tags-ignore/],
    ['{ push: { tags-ignore: ["v*"] } }', Event.push({ branch: 'main' }), false, /filters tags-ignore only/],
    ['{ push: { branches-ignore: [gh-pages, "dependabot/**"] } }', Event.push({ branch: 'dependabot/npm/x' }), false, /is ignored by/],
    ['{ push: { branches-ignore: [gh-pages] } }', Event.push({ branch: 'main' }), true, /is not ignored by/],
    ['{ push: { paths: ["docs/**"] } }', Event.push({ paths: ['src/a.ts', 'docs/b.md'] }), true, /docs\/b\.md matches paths/],
    ['{ push: { paths: ["docs/**", "!docs/x/**"] } }', Event.push({ paths: ['src/a.ts', 'docs/x/b.md'] }), false, /no changed file matches/],
    ['{ push: { paths: ["docs/**"] } }', Event.push({ tag: 'v1', paths: ['a'] }), true, /trigger push/],
    ['{ push: { paths-ignore: ["docs/**"] } }', Event.push({ paths: ['docs/a', 'docs/b'] }), false, /every changed file is ignored/],
    ['{ push: { paths-ignore: ["docs/**"] } }', Event.push({ paths: ['docs/a', 'src/b'] }), true, /src\/b is not ignored/],
    ['{ push: { branches: [main], paths: ["a/**"] } }', Event.push({ paths: ['b'] }), false, /no changed file/],
    ['push', Event.push({ message: 'Fix [skip ci]' }), false, /\[skip ci\]/],
    ['push', Event.push({ message: 'Fix\n\nskip-checks: true' }), false, /skip-checks: true/],
    ['push', Event.push({ message: 'Fix skip ci' }), true, /trigger push/],
  ])('%s', (trigger, event, triggered, reason) => {
    const plan = on(trigger, event);
    expect([plan.triggered, plan.triggerReason]).toEqual([triggered, expect.stringMatching(reason)]);
    expect(plan.runs).toEqual(triggered ? ['a'] : []);
  });

  test('changed files that were not given are taken to match, and the plan says so', () => {
    const plan = on('{ push: { paths: ["docs/**"] } }', Event.push());
    expect(plan.runs).toEqual(['a']);
    expect(plan.notes).toEqual(['the changed files were not given; taken to pass paths: docs/**']);
  });
});

describe('pull requests', () => {
  test.each<Row>([
    ['pull_request', Event.pullRequest(), true, /trigger pull_request/],
    ['pull_request', Event.pullRequest({ action: 'synchronize' }), true, /./],
    ['pull_request', Event.pullRequest({ action: 'reopened' }), true, /./],
    ['pull_request', Event.pullRequest({ action: 'labeled' }), false, /labeled is not among its default types: opened, synchronize, reopened/],
    ['{ pull_request: { types: [labeled] } }', Event.pullRequest({ action: 'labeled' }), true, /labeled is among/],
    ['{ pull_request: { types: [labeled] } }', Event.pullRequest(), false, /opened is not among/],
    ['{ pull_request: { branches: ["release/**"] } }', Event.pullRequest({ base: 'release/1', head: 'x' }), true, /base release\/1 matches/],
    ['{ pull_request: { branches: ["release/**"] } }', Event.pullRequest({ base: 'main', head: 'release/1' }), false, /base main does not match/],
    ['pull_request_target', Event.pullRequest({ target: true }), true, /./],
    ['pull_request_target', Event.pullRequest(), false, /./],
    ['{ pull_request: { paths: [a] } }', Event.pullRequest({ paths: ['b'] }), false, /no changed file/],
    ['pull_request', Event.custom('pull_request', { branch: 'main', action: 'opened' }), true, /./],
  ])('%s', (trigger, event, triggered, reason) => {
    const plan = on(trigger, event);
    expect([plan.triggered, plan.triggerReason]).toEqual([triggered, expect.stringMatching(reason)]);
  });
});

describe('other events', () => {
  test.each<Row>([
    ['release', Event.release({ tag: 'v1', action: 'edited' }), true, /./],
    ['{ release: { types: [published] } }', Event.release({ tag: 'v1' }), true, /published is among/],
    ['{ release: { types: [published] } }', Event.release({ tag: 'v1', action: 'created' }), false, /created is not among/],
    ['{ schedule: [{ cron: "17 3 * * 1" }] }', Event.schedule(), true, /at '17 3 \* \* 1'/],
    ['{ schedule: [{ cron: "17 3 * * 1" }] }', Event.schedule({ cron: '0 0 * * *' }), false, /is not among its times/],
    ['push', Event.schedule(), false, /its triggers are push/],
    ['workflow_call', Event.call(), true, /./],
    ['workflow_dispatch', Event.call(), false, /./],
    ['{ issues: { types: [opened, edited] } }', Event.custom('issues', { action: 'closed' }), false, /closed is not among/],
    ['{ issues: { types: [opened, edited] } }', Event.custom('issues', { action: 'edited' }), true, /./],
    ['{ repository_dispatch: { types: [go] } }', Event.custom('repository_dispatch', { action: 'stop' }), false, /stop is not among/],
    ['{ workflow_run: { workflows: [CI], branches: [main] } }', Event.custom('workflow_run', { branch: 'dev' }), false, /branch dev/],
    ['{ workflow_run: { workflows: [CI] } }', Event.custom('workflow_run', { payload: { workflow_run: { name: 'Docs' } } }), false, /Docs is not among/],
    ['{ workflow_run: { workflows: ["Team *"] } }', Event.custom('workflow_run', { payload: { workflow_run: { name: 'Team A' } } }), true, /Team A ran/],
  ])('%s', (trigger, event, triggered, reason) => {
    const plan = on(trigger, event);
    expect([plan.triggered, plan.triggerReason]).toEqual([triggered, expect.stringMatching(reason)]);
  });

  test('what was left open is noted', () => {
    expect(on('{ issues: { types: [opened, edited] } }', Event.custom('issues')).notes).toEqual([
      'the activity was not given; taken to be one of its types: opened, edited',
    ]);
    expect(on('{ schedule: [{ cron: "1 1 * * *" }, { cron: "2 2 * * *" }] }', Event.schedule()).notes).toEqual([
      'which of its times has come was not given: 1 1 * * * | 2 2 * * *',
    ]);
  });
});

describe('inputs', () => {
  const inputs = `{ workflow_dispatch: { inputs: {
    level: { type: choice, options: [info, debug], default: info }, dry: { type: boolean }, name: { required: true } } } }`;

  test.each<Row>([
    [inputs, Event.manual({ inputs: { name: 'x' } }), true, /./],
    [inputs, Event.manual(), false, /the input 'name' is required/],
    [inputs, Event.manual({ inputs: { nmae: 'x' } }), false, /no input 'nmae'; did you mean 'name'/],
    [inputs, Event.manual({ inputs: { name: 'x', level: 'trace' } }), false, /"trace" is no option of the input 'level': info, debug/],
    [inputs, Event.manual({ inputs: { NAME: 'x' } }), true, /./],
    ['workflow_dispatch', Event.manual({ inputs: { a: 1 } }), false, /no input 'a'/],
  ])('%#', (trigger, event, triggered, reason) => {
    const plan = on(trigger, event);
    expect([plan.triggered, plan.triggerReason]).toEqual([triggered, expect.stringMatching(reason)]);
  });
});

test('a workflow that GitHub refuses does not start, and the plan says why', () => {
  const cycle = planWorkflow(workflow('on: push\njobs: { a: { needs: b }, b: { needs: a }, c: {} }'), Event.push());
  expect([cycle.triggered, cycle.triggerReason]).toEqual([false, 'GitHub refuses the workflow: the jobs a, b wait for each other']);
  const stranger = planWorkflow(workflow('on: push\njobs: { a: { needs: zz } }'), Event.push());
  expect(stranger.triggerReason).toMatch(/the job a needs zz, which does not exist/);
});

test('a branch and a tag at once is an error', () => {
  expect(() => Event.push({ branch: 'a', tag: 'b' })).toThrow('takes a branch or a tag, not both');
  expect(() => Event.release({} as { tag: string })).toThrow('a release has a tag');
});
