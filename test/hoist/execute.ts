/** Runs a hoisted script for real, in a folder of its own. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hoisted } from '../../src/hoist/hoist';

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  /** Files that the script left behind. */
  readonly files: readonly string[];
}

export function execute(command: readonly string[], { script, env }: Hoisted, value: string): Outcome {
  const folder = mkdtempSync(join(tmpdir(), 'hoist-'));
  try {
    const [program, ...args] = command;
    const values = Object.fromEntries(Object.keys(env).map((name) => [name, value]));
    const { stdout, stderr } = spawnSync(program, [...args, script], { cwd: folder, env: { PATH: process.env.PATH, HOME: folder, ...values }, encoding: 'utf8' });
    return { stdout, stderr, files: readdirSync(folder) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
