/** `--json` on every command: data on success, and data where something is wrong. */
import { describe, expect, test, vi } from 'vitest';
import { pipewright } from './command-line';
import { CI, NO_TYPES } from './programs';
import { COMMANDS } from '../../src/cli/registry';
import { repository } from '../write/repository';

const ARGS: Readonly<Record<string, readonly string[]>> = { plan: ['--event', 'push'], cost: ['--event', 'push'], run: ['test'], import: ['.github/workflows/none.yml'] };
const OF_APP = Object.keys(COMMANDS).filter((name) => name !== 'import' && name !== 'init');

const problemsIn = (text: string) => (JSON.parse(text) as { problems: { ruleId: string; severity: string; message: string }[] }).problems;

describe.each(Object.keys(COMMANDS))('%s', (name) => {
  test('says so of itself', async () => {
    expect((await COMMANDS[name].load()).command.flags).toHaveProperty('json');
  });

  test('a wrong option is data, too', async () => {
    const { code, out, err } = await pipewright(repository({}), name, '--josn', '--json');
    expect(code).toBe(2);
    expect(err).toBe('');
    expect(problemsIn(out)).toMatchObject([{ ruleId: 'usage', severity: 'error', message: expect.stringContaining('did you mean --json?') }]);
  });
});

describe.each(OF_APP)('%s', (name) => {
  test.each([
    ['no program', {}, 'no-pipeline-file'],
    ['a program that fails', { 'pipeline.ts': 'throw new Error("no");' }, 'exception'],
  ])('%s', async (_, files, rule) => {
    const { code, out } = await pipewright(repository(files), name, ...ARGS[name] ?? [], NO_TYPES, '--json');
    expect(code).toBe(1);
    expect(problemsIn(out).map(({ ruleId }) => ruleId)).toEqual([rule]);
  });

  test('a program that is right', async () => {
    const { out } = await pipewright(repository({ 'pipeline.ts': CI }), name, ...ARGS[name] ?? [], NO_TYPES, '--json');
    expect(() => JSON.parse(out) as unknown).not.toThrow();
  });
});

test('import, written and printed', async () => {
  const root = repository({ 'ci.yml': 'name: CI\non: push\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps: [{ run: make }]\n' });
  const printed = JSON.parse((await pipewright(root, 'import', 'ci.yml', '--stdout', '--json')).out) as { program: string };
  expect(printed.program).toContain('new Pipeline(');
  expect(JSON.parse((await pipewright(root, 'import', 'ci.yml', '--json')).out)).toMatchObject({ file: 'pipeline.ts', problems: [] });
  const again = await pipewright(root, 'import', 'ci.yml', '--json');
  expect([again.code, problemsIn(again.out)[0].ruleId]).toEqual([2, 'usage']);
});

test('an unknown command', async () => {
  const { code, out } = await pipewright('/', 'plna', '--json');
  expect(code).toBe(2);
  expect(problemsIn(out)).toMatchObject([{ ruleId: 'usage', message: 'unknown command plna; did you mean plan?' }]);
});

test('what follows -- is no option', async () => {
  const { code, out, err } = await pipewright(repository({}), 'plan', '--event', 'push', '--', '--json');
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain('cannot read --json');
});

test('a mistake of the library is data, too', async () => {
  const { command } = await COMMANDS.graph.load();
  const broken = vi.spyOn(command, 'run').mockImplementation(() => {
    throw new TypeError('x is undefined');
  });
  const { code, out } = await pipewright('/', 'graph', '--json');
  broken.mockRestore();
  expect(code).toBe(1);
  expect(problemsIn(out)).toMatchObject([{ ruleId: 'internal-error', message: expect.stringContaining('TypeError: x is undefined') }]);
});
