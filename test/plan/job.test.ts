/** What a planned job says beside whether it runs. */
import { expect, test } from 'vitest';
import { workflow } from './document';
import { workflowSchema } from '../../src/expressions/github-workflow-parser';
import { Event } from '../../src/plan/event';
import { SCOPES } from '../../src/plan/permissions';
import { planWorkflow } from '../../src/plan/plan';

function job(yaml: string, event = Event.push(), head = '') {
  return planWorkflow(workflow(`on: [push, pull_request, pull_request_target]\n${head}\njobs: { a: ${yaml} }`), event).job('a');
}

test('the scopes of read-all and write-all are those of GitHub\'s schema', () => {
  const schema = workflowSchema().definitions['permissions-mapping'].mapping!.properties!;
  expect([...SCOPES].sort()).toEqual(Object.keys(schema).sort());
  const level = (scope: string) => (schema[scope] as { type: string }).type.replace('permission-level-', '');
  const read = job('{ permissions: read-all }').permissions!;
  const write = job('{ permissions: write-all }').permissions!;
  for (const scope of SCOPES) {
    expect(read[scope]).toBe(level(scope) === 'write-or-no-access' ? undefined : 'read');
    expect(write[scope]).toBe(level(scope) === 'read-or-no-access' ? 'read' : 'write');
  }
});

test('permissions of the job stand in for those of the workflow; none at all is the repository\'s default', () => {
  expect(job('{}', Event.push(), 'permissions: { contents: read, issues: none }').permissions).toEqual({ contents: 'read' });
  expect(job('{ permissions: {} }', Event.push(), 'permissions: write-all').permissions).toEqual({});
  expect(job('{}').permissions).toBeUndefined();
});

test('a pull request from a fork reads, and nothing else; pull_request_target is trusted', () => {
  const yaml = '{ permissions: write-all }';
  const fork = job(yaml, Event.pullRequest({ fork: true })).permissions!;
  expect(new Set(Object.values(fork))).toEqual(new Set(['read']));
  expect(fork).not.toHaveProperty('id-token');
  expect(job(yaml, Event.pullRequest({ fork: true, target: true }))).toMatchObject({ secretsAvailable: true, permissions: { 'id-token': 'write' } });
});

test('secrets are found wherever a job reads them', () => {
  const yaml = `{ if: "secrets.IN_IF", env: { A: "\${{ secrets.ENV }}" }, container: { image: x, credentials: { password: "\${{ secrets['IN-DEX'] }}" } },
    steps: [{ run: "echo \${{ secrets.RUN && '}}' || secrets.B }}", with: { token: "\${{ secrets.GITHUB_TOKEN }}" } }] }`;
  expect(job(yaml, Event.push(), 'env: { W: "${{ secrets.WORKFLOW }}" }').secrets).toEqual(['WORKFLOW', 'IN_IF', 'ENV', 'IN-DEX', 'RUN', 'B']);
  expect(job('{ uses: ./x.yml, secrets: inherit }').secrets).toEqual(['*']);
  expect(job('{ uses: ./x.yml, secrets: { a: "${{ secrets.A }}" } }').secrets).toEqual(['A']);
  expect(job('{ steps: [{ run: "${{ toJSON(secrets) }}" }] }').secrets).toEqual(['*']);
});

test('the environment is evaluated, for each leg', () => {
  expect(job('{ environment: production }').environment).toBe('production');
  expect(job('{ environment: { name: "${{ github.ref_name }}-env" } }').environment).toBe('main-env');
  expect(job('{ environment: "${{ matrix.e }}", strategy: { matrix: { e: [a, b, a] } } }').environment).toBe('a, b');
  expect(job('{ environment: "${{ vars.E }}" }').environment).toBe('<unknown: vars.E>');
  expect(job('{}').environment).toBeUndefined();
});

test('runners, one for each leg', () => {
  expect(job('{ runs-on: [self-hosted, linux] }').runners).toEqual(['self-hosted, linux']);
  expect(job('{ runs-on: { group: big, labels: x } }').runners).toEqual(['big, x']);
  expect(job('{ uses: ./x.yml }').runners).toEqual([]);
});

test('the table leaves out what no row has, and marks what is absent', () => {
  const plan = planWorkflow(workflow(`
on: pull_request
jobs:
  a: { env: { T: "\${{ secrets.T }}" }, permissions: { contents: write } }
  b: { needs: a, if: vars.X }`), Event.pullRequest({ fork: true }));
  expect(plan.toTable().split('\n').slice(2)).toEqual([
    'wave  job  runs  jobs  secrets    writes   why',
    '1     a    runs  1     absent: T           it has no condition and needs no other job',
    '2     b    ?     1                default  only the run knows vars.X, on which `vars.X` depends',
  ]);
  expect(plan.toString()).toContain('it gets none of its secrets: T');
});
