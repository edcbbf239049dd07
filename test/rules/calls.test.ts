import { describe, expect, test } from 'vitest';
import { documentOf } from './documents';
import { RULES } from '../../src/rules/registry';
import { runRules } from '../../src/rules/run';
import { relate } from '../../src/rules/support/calls';

const CALLEE = {
  on: {
    workflow_call: {
      inputs: { level: { type: 'string', required: true }, dry: { type: 'boolean' } },
      secrets: { key: { required: true } },
      outputs: { digest: { value: '${{ jobs.build.outputs.digest }}' } },
    },
  },
  jobs: { build: { 'runs-on': 'ubuntu-24.04', 'permissions': { packages: 'write' }, 'outputs': { digest: 'x' }, 'steps': [] } },
};
const SOUND = { uses: './.github/workflows/callee.yml', with: { level: 'info' }, secrets: { key: 'x' }, permissions: { packages: 'write' } };

function messages(job: object, more: object = {}, callee: object = CALLEE): string[] {
  const caller = documentOf({ on: 'push', permissions: {}, jobs: { call: job, ...more } });
  relate([caller, documentOf(callee, { file: '.github/workflows/callee.yml' })]);
  return runRules(caller, RULES.filter((rule) => rule.id === 'reusable-call')).map((problem) => problem.message);
}

describe('a call within the repository', () => {
  test('that gives all that is wanted is fine', () => {
    expect(messages(SOUND, { after: { 'needs': 'call', 'runs-on': 'ubuntu-24.04', 'env': { D: '${{ needs.call.outputs.digest }}' }, 'steps': [] } })).toEqual([]);
  });

  test('names inputs and secrets that exist', () => {
    expect(messages({ ...SOUND, with: { levle: 'info', level: 'x' } })).toEqual(["the called workflow has no input 'levle'"]);
    expect(messages({ ...SOUND, secrets: { key: 'x', keys: 'y' } })).toEqual(["the called workflow has no secret 'keys'"]);
  });

  test('gives what is required', () => {
    expect(messages({ ...SOUND, with: {} })).toEqual(["./.github/workflows/callee.yml needs the input 'level'"]);
    expect(messages({ ...SOUND, secrets: undefined })).toEqual(["./.github/workflows/callee.yml needs the secret 'key'"]);
    expect(messages({ ...SOUND, secrets: 'inherit' })).toEqual([]);
  });

  test('gives values of the right type', () => {
    expect(messages({ ...SOUND, with: { level: 'x', dry: 'yes' } })).toEqual(["the input 'dry' is a boolean"]);
    expect(messages({ ...SOUND, with: { level: 'x', dry: '${{ true }}' } })).toEqual([]);
  });

  test('reads outputs that exist', () => {
    const after = { 'needs': 'call', 'runs-on': 'ubuntu-24.04', 'env': { D: '${{ needs.call.outputs.digets }}' }, 'steps': [] };
    expect(messages(SOUND, { after })).toEqual(["./.github/workflows/callee.yml has no output 'digets'"]);
  });

  test('has the permissions that the called workflow wants', () => {
    expect(messages({ ...SOUND, permissions: { packages: 'read' } })).toEqual(['.github/workflows/callee.yml needs packages: write, but this job has read']);
    expect(messages({ ...SOUND, permissions: undefined })).toEqual(['.github/workflows/callee.yml needs packages: write, but this job has none']);
  });

  test('is a workflow that can be called', () => {
    expect(messages(SOUND, {}, { on: 'push', jobs: {} })).toEqual(['.github/workflows/callee.yml cannot be called: it has no trigger workflow_call']);
  });

  test('is no circle', () => {
    const circle = { ...CALLEE, jobs: { again: SOUND } };
    expect(messages(SOUND, {}, circle)).toEqual(['workflows call each other at most 10 levels deep; this is a circle']);
  });
});
