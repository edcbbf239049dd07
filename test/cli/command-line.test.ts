import { describe, expect, test, vi } from 'vitest';
import { pipewright } from './command-line';
import { COMMANDS } from '../../src/cli/registry';
import { repository } from '../write/repository';

describe('the command line', () => {
  test('without a command says what there is, and fails', async () => {
    const { code, out, err } = await pipewright('/');
    expect(code).toBe(2);
    expect(out).toBe('');
    for (const name of Object.keys(COMMANDS)) expect(err).toContain(`  ${name}`);
  });

  test.each(['--help', '-h', 'help'])('%s lists the commands', async (flag) => {
    const { code, out } = await pipewright('/', flag);
    expect(code).toBe(0);
    expect(out).toContain('Exit codes');
  });

  test.each(Object.keys(COMMANDS))('%s explains itself', async (name) => {
    const { code, out } = await pipewright('/', name, '--help');
    expect(code).toBe(0);
    expect(out).toContain(`pipewright ${name}`);
    expect(out).toContain('Exit codes');
    expect(out).toContain('--json');
    expect(await pipewright('/', 'help', name)).toEqual({ code, out, err: '' });
  });

  test('the version', async () => {
    expect(await pipewright('/', '--version')).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+/) });
  });

  test.each([
    [['synht'], 'unknown command synht; did you mean synth?'],
    [['--frobnicate'], 'unknown option --frobnicate'],
    [['synth', '--forse'], 'unknown option --forse; did you mean --force?'],
    [['synth', '--force=1'], '--force takes no value'],
    [['synth', '--app'], '--app needs a value: --app <file>'],
    [['synth', '--app', 'a', '--app', 'b'], '--app is given 2 times'],
    [['synth', 'extra'], 'unexpected argument extra'],
    [['check', 'absent.yml'], 'there is no absent.yml'],
    [['plan'], 'say which event: --event push'],
    [['plan', '--event', 'release'], 'a release has a tag'],
    [['plan', '--event', 'push', '--payload', 'absent.json'], '--payload absent.json'],
    [['actions', '--update', '--verify'], 'not both'],
  ])('%j is an error of usage', async (args, message) => {
    const { code, out, err } = await pipewright(repository(), ...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });

  test('a mistake of ours says so, and how to report it', async () => {
    vi.spyOn(COMMANDS.init, 'load').mockResolvedValue({
      command: {
        usage: 'init', description: '', flags: {}, run: () => {
          throw new TypeError('oops');
        },
      },
    });
    const { code, err } = await pipewright('/', 'init');
    vi.restoreAllMocks();
    expect(code).toBe(1);
    expect(err).toContain('this is a mistake in pipewright');
    expect(err).toMatch(/TypeError: oops\n\s+at /);
    expect(err).toContain(`Node.js ${process.version}`);
  });

  test('no file: what to do, and no stack trace', async () => {
    const { code, err } = await pipewright(repository(), 'synth');
    expect(code).toBe(1);
    expect(err).toContain('npx pipewright init');
    expect(err).not.toMatch(/^\s+at /m);
  });
});
