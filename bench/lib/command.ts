/** Whole processes, from their start to their end. Their time is that of the CPU, which others on the machine cannot take away. */
import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import { ROOT } from './machine';

export const PIPEWRIGHT = path.join(ROOT, 'bin', 'pipewright');

export interface Command {
  readonly cwd: string;
  readonly args: readonly string[];
  /** @default Node.js itself */
  readonly program?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Ended {
  readonly ms: number;
  readonly stdout: string;
}

/** The shell's own clock tells user and system time, of the command and of all that it starts. */
const CLOCK = 'TIMEFORMAT="%U %S"; time "$@" 2>&3';
const ENVIRONMENT = { NO_COLOR: '1', NODE_OPTIONS: '', PROJEN_DISABLE_POST: '1', CDK_DISABLE_VERSION_CHECK: '1' };

export function run({ cwd, args, program = process.execPath, env = {} }: Command): Ended {
  const { status, output, error } = spawnSync('bash', ['-c', CLOCK, 'bash', program, ...args], {
    cwd, encoding: 'utf8', maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'pipe', 'pipe'], env: { ...process.env, ...ENVIRONMENT, ...env },
  });
  if (error) throw error;
  const [, stdout, clock, stderr] = output;
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  const [user, system] = clock!.trim().split(' ').map(Number);
  return { ms: (user + system) * 1000, stdout: stdout! };
}

/** A contender that runs a command, after `before`, which is not measured. */
export function timed(command: Command, before?: () => void): () => number {
  return () => {
    before?.();
    return run(command).ms;
  };
}
