import { describe, expect, test } from 'vitest';
import { checkFiles } from '../../src/rules/check-files';

const CALLER = 'on: push\njobs:\n  call:\n    uses: ./.github/workflows/callee.yml\n    with:\n      levle: info\n';
const CALLEE = 'on:\n  workflow_call:\n    inputs:\n      level: {type: string}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: true\n';
const errors = (...files: [string, string][]) => checkFiles(files.map(([file, text]) => ({ file: `.github/workflows/${file}`, text })))
  .filter((problem) => problem.severity === 'error').map(({ source, ruleId, message }) => `${source?.file}:${source?.line}: ${message} [${ruleId}]`);

describe('checkFiles', () => {
  test('knows what the called workflow of the same repository takes', () => {
    expect(errors(['ci.yml', CALLER], ['callee.yml', CALLEE])).toEqual([".github/workflows/ci.yml:6: the called workflow has no input 'levle' [reusable-call]"]);
  });

  test('says a mistake that GitHub\'s parser finds too only once', () => {
    expect(errors(['ci.yml', CALLEE.replace('steps', 'stepz')])).toEqual([".github/workflows/ci.yml:8: a job has no key 'stepz' [syntax]"]);
  });

  test('says what cannot be read, and goes on', () => {
    expect(errors(['a.yml', 'a: ['], ['ci.yml', CALLER], ['callee.yml', CALLEE])).toHaveLength(2);
  });

  test('reads dependabot.yml too', () => {
    const text = 'version: 2\nupdates:\n  - package-ecosystem: npm\n    insecure-external-code-execution: allow\n';
    expect(checkFiles([{ file: '.github/dependabot.yml', text }]).map(({ ruleId }) => ruleId)).toEqual(['dependabot-cooldown', 'dependabot-execution']);
  });
});
