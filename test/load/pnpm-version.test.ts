// Warned where package.json makes pnpm's own action fail, and nowhere else.
import { describe, expect, test } from 'vitest';
import { synthesizeProgramSync } from '../../src/load/program';
import { repository } from '../write/repository';

const program = (props = '') => `import { App, LintJob, NodePackageManager, Pipeline, TestMatrix, Toolchain, Trigger } from 'pipewright';
const ci = new Pipeline(new App(), 'ci', { triggers: [Trigger.push()] });
const toolchain = Toolchain.node({ versions: ['22'], packageManager: NodePackageManager.PNPM${props} });
new TestMatrix(ci, 'test', { toolchain });
new LintJob(ci, 'lint', { toolchain });
`;

function problems(files: Readonly<Record<string, string>>, props?: string) {
  const root = repository({ ...files, 'pipeline.ts': program(props) });
  return synthesizeProgramSync('pipeline.ts', { cwd: root, typeCheck: false }).problems;
}

describe('pnpm', () => {
  test('without a version is warned of once, at the construct and its line', () => {
    expect(problems({ 'package.json': '{}' })).toMatchObject([{
      ruleId: 'pnpm-version', severity: 'warning', where: 'ci/test', source: { line: 4 },
      message: 'package.json names no version of pnpm, so the step that sets it up fails', fix: expect.stringContaining('"packageManager": "pnpm@10.0.0"'),
    }]);
    expect(problems({ 'package.json': '{"packageManager":"yarn@4.5.0"}' })).toMatchObject([{ value: 'yarn@4.5.0' }]);
  });

  test('of a folder is looked for there', () => {
    const files = { 'package.json': '{"packageManager":"pnpm@10.1.0"}', 'web/package.json': '{}' };
    expect(problems(files)).toEqual([]);
    expect(problems(files, ', workingDirectory: \'web\'')).toMatchObject([{ message: expect.stringMatching(/^web\/package\.json names no version/) }]);
  });

  test.each([
    [{}, undefined],
    [{ 'package.json': 'not JSON' }, undefined],
    [{ 'package.json': '{"packageManager":"pnpm@10.1.0+sha512.abc"}' }, undefined],
    [{ 'package.json': '{"devEngines":{"packageManager":{"name":"pnpm","version":"11.x"}}}' }, undefined],
    [{ 'package.json': '{}' }, ', packageManagerVersion: \'10\''],
    [{ 'package.json': '{"packageManager":"pnpm@10.1.0"}' }, ', packageManagerVersion: \'10.1.0\''],
  ])('of %j with%s is as it should be', (files, props) => expect(problems(files as Record<string, string>, props)).toEqual([]));

  test('that is said twice is warned of', () => {
    expect(problems({ 'package.json': '{"packageManager":"pnpm@9.1.0"}' }, ', packageManagerVersion: \'10\'')).toMatchObject([{ value: '10', fix: 'leave packageManagerVersion out' }]);
  });
});
