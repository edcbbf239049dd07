/** The example's jobs, for real: packages are installed from PyPI, tests and linters run. */
import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { expect, test } from 'vitest';
import { folder } from './local';
import { pipewrightWith } from '../cli/command-line';

const SHOP = path.resolve(__dirname, '../../examples/shop');
const MINUTES = 60_000;
const env = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));

/** What lies in the example, to see that nothing is left behind. */
const listing = () => spawnSync('git', ['status', '--short', '--ignored', '.'], { cwd: SHOP, encoding: 'utf8' }).stdout;

test('test: both versions of Python on this system; the legs for Windows are named', async () => {
  const before = listing();
  const artifacts = folder();
  const { code, out, err } = await pipewrightWith(env, SHOP, 'run', 'test', '--json', '--artifacts', artifacts);
  expect(code, err).toBe(0);
  const [{ legs, result }] = JSON.parse(out).jobs;
  expect(result).toBe('success');
  expect(legs.map(({ leg, conclusion }: any) => [leg.python, leg.os, conclusion])).toEqual([
    ['3.9', 'ubuntu-24.04', 'success'], ['3.9', 'windows-2025', 'not run'], ['3.10', 'ubuntu-24.04', 'success'], ['3.10', 'windows-2025', 'not run'],
  ]);
  expect(legs[0].steps.map(({ kind }: any) => kind)).toEqual(['emulated', 'emulated', 'script', 'script', 'script', 'emulated', 'emulated']);
  expect(legs[0].summary).toMatch(/### Coverage[^]*TOTAL/);
  expect(err).toMatch(/77 passed/);
  expect(fs.readFileSync(path.join(artifacts, 'test-results-ubuntu-24.04-3.10/test-results.xml'), 'utf8')).toMatch(/<testsuite /);
  expect(fs.existsSync(path.join(artifacts, 'test-coverage-ubuntu-24.04-3.9/coverage.xml'))).toBe(true);
  expect(listing()).toBe(before);
}, 10 * MINUTES);

test('lint: every linter runs', async () => {
  const { code, out, err } = await pipewrightWith(env, SHOP, 'run', 'lint', '--json');
  expect(code, err).toBe(0);
  const [{ legs }] = JSON.parse(out).jobs;
  expect(legs[0].steps.map(({ name, outcome }: any) => `${name}: ${outcome}`)).toEqual([
    'Check out: success', 'Set up Python: success', 'Install dependencies: success', 'flake8: success', 'flake8 (advice): success', 'black: success', 'isort: success',
  ]);
}, 10 * MINUTES);
