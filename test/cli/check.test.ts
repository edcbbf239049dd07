import { describe, expect, test } from 'vitest';
import { pipewright } from './command-line';
import { CI, NO_TYPES } from './programs';
import { repository } from '../write/repository';

const INJECTION = 'name: A\non: pull_request\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo ${{ github.head_ref }}\n';

describe('check', () => {
  test('one line a finding: file, line, column, severity, message, rule', async () => {
    const { code, out, err } = await pipewright(repository({ 'a.yml': INJECTION }), 'check', 'a.yml');
    expect(code).toBe(1);
    expect(out.split('\n')).toContainEqual(expect.stringMatching(/^a\.yml:8:\d+: error: .+ \[template-injection\]$/));
    for (const line of out.split('\n')) expect(line).toMatch(/^a\.yml:\d+:\d+: (error|warning): .+ \[[a-z-]+\]$/);
    expect(err).toMatch(/^1 file checked: \d+ errors?, \d+ warnings?$/);
  });

  test('warnings fail with --strict only', async () => {
    const root = repository({ 'a.yml': INJECTION.replace('echo ${{ github.head_ref }}', 'echo') });
    const lenient = await pipewright(root, 'check', 'a.yml');
    expect(lenient.out).toContain('warning');
    expect(lenient.out).not.toContain(': error: ');
    expect(lenient.code).toBe(0);
    expect((await pipewright(root, 'check', 'a.yml', '--strict')).code).toBe(1);
    expect((await pipewright(root, 'check', 'a.yml', '--quiet')).out).toBe('');
  });

  test('what is no YAML, or no workflow', async () => {
    const root = repository({ 'a.yml': 'a: [', 'b.yml': '- 1\n' });
    const { code, out } = await pipewright(root, 'check', 'a.yml', 'b.yml');
    expect(code).toBe(1);
    expect(out).toMatch(/^a\.yml:1:\d+: error: /);
    expect(out).toContain('b.yml:1:1: error: the file is a list');
  });

  test('a folder, and .github/workflows where there is no app', async () => {
    const root = repository({ '.github/workflows/a.yml': INJECTION, '.github/workflows/notes.md': '' });
    expect((await pipewright(root, 'check')).err).toMatch(/^1 file checked/);
    expect((await pipewright(root, 'check', '.github/workflows')).err).toMatch(/^1 file checked/);
  });

  test('the app, at its constructs', async () => {
    const root = repository({ 'pipeline.ts': `${CI}\nnew Job(ci, 'late', { runner: Runner.custom('ubuntu-20.04'), steps: [Step.run('true')] });\n` });
    const { out } = await pipewright(root, 'check', NO_TYPES);
    expect(out).toMatch(/^pipeline\.ts:10:1: \w+: .+ \[runner-label\]$/m);
  });

  test('--json', async () => {
    const { out } = await pipewright(repository({ 'a.yml': INJECTION }), 'check', 'a.yml', '--json');
    const data = JSON.parse(out);
    expect(data).toMatchObject({ checked: ['a.yml'] });
    expect(data.problems).toContainEqual(expect.objectContaining({ ruleId: 'template-injection', source: { file: 'a.yml', line: 8, column: expect.any(Number) } }));
  });
});
