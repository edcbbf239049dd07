/** Colour, width and progress follow the terminal. */
import { describe, expect, test, vi } from 'vitest';
import { pipewright, pipewrightOn } from './command-line';
import { CI, NO_TYPES } from './programs';
import { COMMANDS } from '../../src/cli/registry';
import { forErrors, processTerminal } from '../../src/cli/terminal';
import { repository } from '../write/repository';

const root = repository({ 'pipeline.ts': CI });
const ESCAPE = '\x1b[';

/** A terminal of the process, where its streams are these. */
function withStreams<T>(out: boolean, err: boolean, env: Record<string, string | undefined>, ask: (terminal: ReturnType<typeof processTerminal>, said: string[]) => T): T {
  const said: string[] = [];
  for (const [name, value] of Object.entries({ NO_COLOR: undefined, FORCE_COLOR: undefined, CI: undefined, TERM: 'xterm', ...env })) vi.stubEnv(name, value);
  const own = [process.stdout, process.stderr].map((stream) => [stream, Object.getOwnPropertyDescriptors(stream)] as const);
  for (const [stream, tty] of [[process.stdout, out], [process.stderr, err]] as const) {
    Object.defineProperties(stream, { isTTY: { value: tty, configurable: true }, columns: { value: tty ? 60 : undefined, configurable: true } });
  }
  const write = vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  try {
    return ask(processTerminal(), said);
  } finally {
    write.mockRestore();
    vi.unstubAllEnvs();
    for (const [stream, before] of own) {
      for (const key of ['isTTY', 'columns'] as const) {
        if (before[key]) Object.defineProperty(stream, key, before[key]);
        else delete (stream as Partial<typeof stream>)[key];
      }
    }
  }
}

describe('the terminal of the process', () => {
  test.each<[string, boolean, boolean, Record<string, string>, boolean, boolean, number | undefined]>([
    ['both on a terminal', true, true, {}, true, true, 60],
    ['the output in a file', false, true, {}, false, true, undefined],
    ['the errors in a file', true, false, {}, true, false, 60],
    ['NO_COLOR', true, true, { NO_COLOR: '1' }, false, false, 60],
    ['FORCE_COLOR', false, false, { FORCE_COLOR: '1' }, true, true, undefined],
    ['a terminal without colors', true, true, { TERM: 'dumb' }, false, false, 60],
  ])('%s', (_, out, err, env, color, errorColor, width) => {
    expect(withStreams(out, err, env, (terminal) => [terminal.color, terminal.errorColor, terminal.width])).toEqual([color, errorColor, width]);
    expect(withStreams(out, err, env, (terminal) => forErrors(terminal).color)).toBe(errorColor);
  });

  test.each([[true, {}, true], [false, {}, false], [true, { CI: 'true' }, false]])('progress on a terminal only, on one line: %s %j', (tty, env, shown) => {
    const said = withStreams(true, tty, env, (terminal, texts) => {
      terminal.progress('loading '.repeat(20));
      terminal.progress(undefined);
      return texts;
    });
    expect(said.join('')).toBe(shown ? `${'loading '.repeat(20).slice(0, 57)} …\r\x1b[K` : '');
  });
});

describe('width', () => {
  test.each([40, 60, 80, 120])('a plan of %i columns', async (width) => {
    const { out } = await pipewrightOn({ width }, root, 'plan', NO_TYPES, '--event', 'pr');
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(width);
    expect(out.replace(/\s+/g, ' ')).toContain('`github.event_name == \'push\'` is false: github.event_name is "pull_request"');
  });

  test('a file gets whole lines', async () => {
    const { out } = await pipewright(root, 'plan', NO_TYPES, '--event', 'pr');
    expect(out).toMatch(/^ +publish +- .*github\.event_name is "pull_request"$/m);
  });

  test.each(Object.keys(COMMANDS))('the help of %s in 40 columns, but for what can be pasted', async (name) => {
    const lines = (await pipewrightOn({ width: 40 }, '/', name, '--help')).out.split('\n');
    const prose = lines.filter((line) => !/^ {2}(pipewright|gh) |^ {2}.{4}--/.test(line));
    expect(prose.filter((line) => line.length > 40)).toEqual([]);
  });
});

test('colours only where they are shown', async () => {
  const args = [NO_TYPES, '--event', 'pr'];
  expect((await pipewrightOn({ color: true }, root, 'plan', ...args)).out).toContain(`${ESCAPE}2m      publish`);
  expect((await pipewright(root, 'plan', ...args)).out).not.toContain(ESCAPE);
  const broken = repository({ 'pipeline.ts': 'throw new Error("no");' });
  expect((await pipewrightOn({ color: true }, broken, 'plan', ...args)).err).not.toContain(ESCAPE);
  expect((await pipewrightOn({ errorColor: true }, broken, 'plan', ...args)).err).toContain(`${ESCAPE}31merror`);
});

const EVENT: Readonly<Record<string, readonly string[]>> = { plan: ['--event', 'push'], cost: ['--event', 'push'], run: ['test', '--event', 'push'] };

test.each(Object.keys(COMMANDS).filter((name) => name !== 'init' && name !== 'import'))('%s says what it is busy with, and takes it away', async (name) => {
  const progress = vi.fn<(what: string | undefined) => void>();
  await pipewrightOn({ progress }, root, name, NO_TYPES, ...EVENT[name] ?? []);
  expect(progress.mock.calls[0][0]).toBe('loading pipeline.ts');
  expect(progress.mock.calls.map(([what]) => what)).toContain('synthesizing');
  expect(progress.mock.lastCall).toEqual([undefined]);
});
