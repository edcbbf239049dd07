/** The workflow of the contract's example, as YAML: what runs when. */
import { describe, expect, test } from 'vitest';
import { workflow } from './document';
import { Event } from '../../src/plan/event';
import { planWorkflow } from '../../src/plan/plan';

const cicd = workflow(`
name: CI/CD Pipeline
on:
  push: { branches: [main, develop] }
  pull_request:
  workflow_dispatch:
permissions: {}
jobs:
  test:
    runs-on: \${{ matrix.runner }}
    permissions: { contents: read }
    strategy: { matrix: { python: ['3.9', '3.10'], runner: [ubuntu-24.04, windows-2025] } }
    steps: [{ run: pytest }]
  lint:
    runs-on: ubuntu-24.04
    permissions: { contents: read }
    steps: [{ run: flake8 }]
  image-build:
    needs: test
    runs-on: ubuntu-24.04
    permissions: { contents: read }
    steps: [{ run: build }]
  image:
    needs: image-build
    if: contains(fromJSON('["push","workflow_dispatch"]'), github.event_name) && contains(fromJSON('["refs/heads/main","refs/heads/develop"]'), github.ref)
    runs-on: ubuntu-24.04
    permissions: { contents: read, packages: write, id-token: write }
    environment: { name: publish, deployment: false }
    outputs: { digest: '\${{ steps.push.outputs.digest }}' }
    steps: [{ id: push, run: push, env: { TOKEN: '\${{ secrets.DOCKERHUB_TOKEN }}' } }]
  scan:
    needs: image-build
    runs-on: ubuntu-24.04
    permissions: { security-events: write }
    steps: [{ run: scan }]
  staging:
    needs: image
    if: contains(fromJSON('["push","workflow_dispatch"]'), github.event_name) && github.ref == 'refs/heads/main'
    runs-on: ubuntu-24.04
    environment: staging
    steps: [{ run: deploy }]
  production:
    needs: [image, staging]
    if: contains(fromJSON('["push","workflow_dispatch"]'), github.event_name) && github.ref == 'refs/heads/main'
    runs-on: ubuntu-24.04
    environment: { name: production, url: https://shop.example.com }
    steps: [{ run: deploy }]
`, { 'image-build': 'image' });

const ALL = ['test', 'lint', 'image', 'scan', 'staging', 'production'];
const UNTIL_SCAN = ['test', 'lint', 'image', 'scan'];

describe('which constructs run', () => {
  test.each<[string, Event, string[]]>([
    ['a push to main deploys', Event.push({ branch: 'main' }), ALL],
    ['a push to develop does not', Event.push({ branch: 'develop' }), UNTIL_SCAN],
    ['a push elsewhere starts nothing', Event.push({ branch: 'feature/x' }), []],
    ['nor does a tag, as only branches are listed', Event.push({ tag: 'v1' }), []],
    ['a pull request builds and scans', Event.pullRequest({ base: 'main' }), UNTIL_SCAN],
    ['one from a fork, too', Event.pullRequest({ base: 'main', fork: true }), UNTIL_SCAN],
    ['one by Dependabot, too', Event.pullRequest({ actor: 'dependabot[bot]' }), UNTIL_SCAN],
    ['one that is closed starts nothing', Event.pullRequest({ action: 'closed', merged: true }), []],
    ['by hand from main deploys', Event.manual(), ALL],
    ['by hand from a tag builds only', Event.manual({ tag: 'v1' }), UNTIL_SCAN],
    ['a schedule starts nothing', Event.schedule(), []],
    ['nor does a release', Event.release({ tag: 'v1' }), []],
    ['nor a call', Event.call(), []],
  ])('%s', (_, event, runs) => {
    const plan = planWorkflow(cicd, event);
    expect(plan.runs).toEqual(runs);
    expect(plan.uncertain).toEqual([]);
    expect([...plan.runs, ...plan.skipped].sort()).toEqual([...ALL].sort());
  });
});

describe('what follows from results', () => {
  test('a test that fails lets nothing behind it run', () => {
    const plan = planWorkflow(cicd, Event.push(), { assume: { test: 'failure' } });
    expect(plan.runs).toEqual(['test', 'lint']);
    expect(plan.job('image-build').reason.text).toBe('it needs test, which failed');
    expect(plan.job('staging').reason.text).toBe('it needs image, which is skipped');
  });

  test('the id of a construct is that of its main job', () => {
    const plan = planWorkflow(cicd, Event.push(), { assume: { image: 'cancelled' } });
    expect(plan.runs).toEqual(['test', 'lint', 'image', 'scan']);
  });

  test('an assumption without effect is said to be one', () => {
    const plan = planWorkflow(cicd, Event.pullRequest(), { assume: { image: 'failure' } });
    expect(plan.notes).toEqual(['image does not run, so that it cannot be failure']);
  });

  test('what does not exist, or is no result, is an error that helps', () => {
    expect(() => planWorkflow(cicd, Event.push(), { assume: { stagign: 'failure' } })).toThrow(/nearest: staging/);
    expect(() => planWorkflow(cicd, Event.push(), { assume: { staging: 'failed' } })).toThrow(/allowed: success, failure/);
  });
});

describe('what a job may do', () => {
  test('from the same repository it has what it asks for', () => {
    const image = planWorkflow(cicd, Event.push()).job('image');
    expect(image).toMatchObject({
      permissions: { 'contents': 'read', 'packages': 'write', 'id-token': 'write' },
      environment: 'publish',
      secrets: ['DOCKERHUB_TOKEN'],
      secretsAvailable: true,
      runners: ['ubuntu-24.04'],
      wave: 3,
    });
  });

  test('from a fork nothing writes, nobody has an identity, and there are no secrets', () => {
    const plan = planWorkflow(cicd, Event.pullRequest({ fork: true }));
    expect(plan.job('scan')).toMatchObject({ permissions: { 'security-events': 'read' }, secretsAvailable: false });
    expect(plan.job('image').permissions).toEqual({ contents: 'read', packages: 'read' });
  });

  test('Dependabot has no secrets, but the scopes that the workflow names', () => {
    const plan = planWorkflow(cicd, Event.pullRequest({ actor: 'dependabot[bot]' }));
    expect(plan.job('scan')).toMatchObject({ permissions: { 'security-events': 'write' }, secretsAvailable: false });
  });
});

test('the legs of the matrix, in GitHub\'s order', () => {
  expect(planWorkflow(cicd, Event.push()).matrix('test')).toEqual([
    { python: '3.9', runner: 'ubuntu-24.04' }, { python: '3.9', runner: 'windows-2025' },
    { python: '3.10', runner: 'ubuntu-24.04' }, { python: '3.10', runner: 'windows-2025' },
  ]);
  expect(planWorkflow(cicd, Event.push()).matrix('lint')).toEqual([{}]);
  expect(planWorkflow(cicd, Event.push({ branch: 'x' })).matrix('test')).toEqual([]);
  expect(planWorkflow(cicd, Event.push()).job('test').runners).toEqual(['ubuntu-24.04', 'windows-2025', 'ubuntu-24.04', 'windows-2025']);
});

test('for people: a table, sentences and JSON', () => {
  const plan = planWorkflow(cicd, Event.pullRequest({ fork: true }), { repository: 'acme/shop' });
  expect(plan.toTable()).toMatchInlineSnapshot(`
    ".github/workflows/ci.yml: pull_request (opened) from a fork starts it: it has the trigger pull_request

    wave  job                  runs  jobs  why
    1     test                 runs  4     it has no condition and needs no other job
    1     lint                 runs  1     it has no condition and needs no other job
    2     image-build (image)  runs  1     test succeeded
          image                -           \`contains(fromJSON('["push","workflow_dispatch"]'), github.event_name)\` is false: github.event_name is "pull_request"
    3     scan                 runs  1     image-build succeeded
          staging              -           \`contains(fromJSON('["push","workflow_dispatch"]'), github.event_name)\` is false: github.event_name is "pull_request"
          production           -           \`contains(fromJSON('["push","workflow_dispatch"]'), github.event_name)\` is false: github.event_name is "pull_request""
  `);
  expect(plan.toString()).toMatchInlineSnapshot(`
    ".github/workflows/ci.yml: pull_request (opened) from a fork starts it: it has the trigger pull_request
      test runs in wave 1, 4 jobs: it has no condition and needs no other job
        legs: python=3.9,runner=ubuntu-24.04; python=3.9,runner=windows-2025; python=3.10,runner=ubuntu-24.04; python=3.10,runner=windows-2025
        token: contents: read
      lint runs in wave 1: it has no condition and needs no other job
        token: contents: read
      image-build runs in wave 2: test succeeded
        token: contents: read
      image does not run: \`contains(fromJSON('["push","workflow_dispatch"]'), github.event_name)\` is false: github.event_name is "pull_request"
      scan runs in wave 3: image-build succeeded
        token: security-events: read
      staging does not run: \`contains(fromJSON('["push","workflow_dispatch"]'), github.event_name)\` is false: github.event_name is "pull_request"
      production does not run: \`contains(fromJSON('["push","workflow_dispatch"]'), github.event_name)\` is false: github.event_name is "pull_request""
  `);
  expect(JSON.parse(JSON.stringify(plan.toJson()))).toMatchObject({ runs: UNTIL_SCAN, skipped: ['staging', 'production'], triggered: true });
});
