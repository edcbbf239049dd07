import { describe, expect, test } from 'vitest';
import { documentOf, workflowOf } from './documents';
import { RULES } from '../../src/rules/registry';
import { Rule } from '../../src/rules/rule';
import { runRules } from '../../src/rules/run';

const MODEL = workflowOf({ 'runs-on': 'ubuntu-20.04', 'timeout-minutes': 400, 'if': 'secrets.A' });
const ids = (problems: readonly { readonly ruleId: string }[]) => problems.map((problem) => problem.ruleId);

describe('runRules', () => {
  test('is the same every time', () => {
    expect(runRules(documentOf(MODEL))).toEqual(runRules(documentOf(MODEL)));
  });

  test('honours an exception for the whole document', () => {
    const exceptions = [{ ruleId: 'runner-label', reason: 'a runner of ours has this label' }];
    expect(ids(runRules(documentOf(MODEL)))).toContain('runner-label');
    expect(ids(runRules(documentOf(MODEL, { exceptions })))).not.toContain('runner-label');
  });

  test('honours an exception for a part only there', () => {
    const model = { on: 'push', jobs: { a: { 'runs-on': 'ubuntu-20.04', 'steps': [] }, b: { 'runs-on': 'ubuntu-20.04', 'steps': [] } } };
    const exceptions = [{ ruleId: 'runner-label', reason: 'old', under: ['jobs', 'a'] }];
    const found = runRules(documentOf(model, { exceptions })).filter((problem) => problem.ruleId === 'runner-label');
    expect(found.map((problem) => problem.where)).toEqual(['.github/workflows/ci.yml: jobs.b.runs-on']);
  });

  test('asks the document where a finding is', () => {
    const document = documentOf(MODEL, { locate: () => ({ where: 'app/ci/build', source: { file: 'pipeline.ts', line: 7 } }) });
    expect(runRules(document)[0]).toMatchObject({ where: expect.stringContaining('app/ci/build'), source: { line: 7 } });
  });

  test('sorts steps by their number', () => {
    const steps = Array.from({ length: 12 }, () => ({ uses: 'nothing' }));
    const found = runRules(documentOf(workflowOf({ steps })), RULES.filter((rule) => rule.id === 'action-reference'));
    expect(found.map((problem) => /\d+/.exec(problem.where)![0])).toEqual(steps.map((_, i) => String(i)));
  });

  test('gives a Dependabot file to the rules for it alone', () => {
    const document = documentOf({ version: 2, updates: [{ 'package-ecosystem': 'npm' }] }, { file: '.github/dependabot.yml' });
    expect(ids(runRules(document))).toEqual(['dependabot-cooldown']);
  });

  test('takes other rules', () => {
    const rule: Rule = { id: 'mine', severity: 'warning', description: '', reason: '', source: '', check: () => [{ path: ['on'], message: 'hm' }] };
    expect(runRules(documentOf(MODEL), [rule])).toMatchObject([{ ruleId: 'mine', severity: 'warning', message: 'hm' }]);
  });

  // what a person wrote can be anything
  const ODD: unknown[] = [null, undefined, 1, true, '', 'x', [], [[]], {}, { a: null }, [null], [1], '${{', '${{ a', '${{ }}', { '${{ insert }}': 1 }, NaN];
  const KEYS = ['name', 'on', 'permissions', 'env', 'defaults', 'concurrency', 'jobs', 'run-name'];
  const JOB_KEYS = ['name', 'needs', 'if', 'runs-on', 'permissions', 'environment', 'concurrency', 'timeout-minutes', 'strategy', 'outputs', 'env',
    'defaults', 'container', 'services', 'steps', 'uses', 'with', 'secrets', 'snapshot'];
  const STEP_KEYS = ['id', 'name', 'if', 'uses', 'with', 'run', 'shell', 'env', 'timeout-minutes', 'continue-on-error', 'working-directory'];
  const run = (model: unknown) => runRules(documentOf(model as object));

  test('never throws, whatever stands where', () => {
    for (const odd of ODD) {
      run(odd);
      for (const key of KEYS) run({ ...workflowOf({}), [key]: odd });
      for (const event of ['push', 'schedule', 'workflow_dispatch', 'workflow_call', 'workflow_run', 'x']) run({ ...workflowOf({}), on: { [event]: odd } });
      for (const key of JOB_KEYS) run(workflowOf({ [key]: odd }));
      for (const key of ['matrix', 'include', 'exclude', 'os']) run(workflowOf({ strategy: { [key]: odd, matrix: { a: [1], [key]: odd } } }));
      for (const key of STEP_KEYS) run(workflowOf({ steps: [{ uses: 'actions/checkout@v4', [key]: odd }, { run: 'true', [key]: odd }, odd] }));
      for (const key of ['inputs', 'secrets', 'outputs']) run({ ...workflowOf({}), on: { workflow_call: { [key]: { a: odd } }, workflow_dispatch: { [key]: odd } } });
      expect(run(workflowOf({ 'runs-on': odd, 'not-a-key': odd }))).not.toEqual([]);
    }
  });
});
