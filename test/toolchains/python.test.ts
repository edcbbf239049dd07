// What the default script of pip installs, with a python that only tells its arguments.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { App, Pipeline, testing, TestMatrix, Toolchain, Trigger } from '../../src';
import { repository } from '../write/repository';

const ci = new Pipeline(new App(), 'ci', { triggers: [Trigger.push()] });
new TestMatrix(ci, 'test', { toolchain: Toolchain.python({ versions: ['3.13'] }) });
const script = (testing.Template.fromPipeline(ci).toJson().jobs.test.steps as { name?: string; run?: string }[]).find((step) => step.name === 'Install dependencies')!.run!;

function installed(files: Record<string, string>): string {
  const root = repository(files);
  const bin = join(root, '.bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'python'), '#!/bin/sh\necho "$*"\n');
  chmodSync(join(bin, 'python'), 0o755);
  return execFileSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], { cwd: root, encoding: 'utf8', env: { PATH: `${bin}:${process.env.PATH}` } }).trim();
}

describe('pip installs', () => {
  test('both requirement files in one call, and then only them', () => {
    expect(installed({ 'requirements.txt': '', 'requirements-dev.txt': '', 'pyproject.toml': '[project]\nname = "a"\n' }))
      .toBe('-m pip install --requirement requirements.txt --requirement requirements-dev.txt');
  });

  test('the project with its extras where there is only a pyproject.toml', () => {
    expect(installed({ 'pyproject.toml': '[project]\nname = "a"\n[project.optional-dependencies]\ndev = ["pytest"]\n' })).toBe('-m pip install --editable .[dev,test,tests]');
  });

  test('and its dependency groups, those that there are', () => {
    expect(installed({ 'pyproject.toml': '[project]\nname = "a"\n\n[dependency-groups]\ndev = ["pytest"]\ntests = [\n  "x"\n]\n\n[tool.x]\ntest = 1\n' }))
      .toBe('-m pip install --editable .[dev,test,tests] --group dev --group tests');
  });

  test('no group of another name, table or line end', () => {
    const text = '[dependency-groups]\ndevelop = []\ndocs = []\ntest = []\n[tool.x]\ndev = []\n'.replaceAll('\n', '\r\n');
    expect(installed({ 'pyproject.toml': text })).toBe('-m pip install --editable .[dev,test,tests] --group test');
  });

  test('or only a setup.py', () => {
    expect(installed({ 'setup.py': '' })).toBe('-m pip install --editable .[dev,test,tests]');
  });

  test('nothing where there is nothing: pip says so and fails', () => {
    expect(installed({})).toBe('-m pip install');
  });
});
