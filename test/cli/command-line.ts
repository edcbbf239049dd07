/** Runs the command line in a folder, and keeps what it says. */
import { run } from '../../src/cli/run';
import type { Terminal } from '../../src/cli/terminal';

export interface Result {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export async function pipewright(cwd: string, ...args: string[]): Promise<Result> {
  return pipewrightWith({}, cwd, ...args);
}

export async function pipewrightWith(env: Readonly<Record<string, string>>, cwd: string, ...args: string[]): Promise<Result> {
  return pipewrightOn({ env }, cwd, ...args);
}

/** On a terminal of this kind. */
export async function pipewrightOn(terminal: Partial<Terminal>, cwd: string, ...args: string[]): Promise<Result> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(args, {
    cwd, env: {}, color: false, errorColor: false, out: (text) => out.push(text), err: (text) => err.push(text), progress: () => undefined, ...terminal,
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}
