/** Runs the scripts of a job one after the other, as a runner would: outputs, `if: failure()`, environment. */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporary } from './tools';
import type { Step } from '../../../src/step';

export interface Run {
  readonly ok: boolean;
  /** Names of the steps that ran. */
  readonly ran: readonly string[];
  readonly output: string;
}

export interface RunOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly secrets?: Readonly<Record<string, string>>;
}

/** Steps that use an action are passed over. */
export async function runSteps(steps: readonly Step[], options: RunOptions): Promise<Run> {
  const outputs: Record<string, Record<string, string>> = {};
  const ran: string[] = [];
  let ok = true;
  let output = '';
  for (const { _spec: { run, props } } of steps) {
    if (run === undefined || ok === (props.if === 'failure()')) continue;
    const file = join(temporary(), 'output');
    writeFileSync(file, '');
    const env = Object.fromEntries(Object.entries(props.env ?? {}).map(([name, value]) => [name, resolve(value, outputs, options.secrets ?? {})]));
    const result = await bash(run, { ...process.env, ...options.env, ...env, GITHUB_OUTPUT: file }, options.cwd);
    ran.push(props.name ?? '');
    output += `== ${props.name}\n${result.output}`;
    ok &&= result.status === 0;
    if (props.id) outputs[props.id] = Object.fromEntries(readFileSync(file, 'utf8').trim().split('\n').filter(Boolean).map((line) => line.split(/=(.*)/s).slice(0, 2)));
  }
  return { ok, ran, output };
}

function resolve(value: string, outputs: Record<string, Record<string, string>>, secrets: Readonly<Record<string, string>>): string {
  return value
    .replace(/\$\{\{ steps\.(\w+)\.outputs\.(\w+) \}\}/g, (_, id: string, name: string) => outputs[id]?.[name] ?? '')
    .replace(/\$\{\{ secrets\.(\w+) \}\}/g, (_, name: string) => secrets[name] ?? '');
}

function bash(script: string, env: NodeJS.ProcessEnv, cwd: string): Promise<{ status: number | null; output: string }> {
  return new Promise((done) => {
    const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], { env, cwd });
    let output = '';
    child.stdout.on('data', (data) => { output += String(data); });
    child.stderr.on('data', (data) => { output += String(data); });
    child.on('close', (status) => done({ status, output }));
  });
}
