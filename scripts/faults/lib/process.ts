/** Other processes: the writer, bundled once so that it starts at once, and whatever runs it. */
import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { buildSync } from 'esbuild';
import { OutputFile } from '../../../src/synth/output';
import { repository } from '../../lib/repository';

export interface Plan {
  readonly syntheses: readonly (readonly OutputFile[])[];
  readonly times?: number;
  readonly clock?: number;
}

export interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

let bundle: string | undefined;

function writerBundle(): string {
  if (bundle === undefined) {
    const folder = repository();
    fs.chmodSync(folder, 0o755); // an unprivileged user runs it too
    bundle = path.join(folder, 'writer.cjs');
    buildSync({ entryPoints: [path.join(__dirname, 'writer.ts')], outfile: bundle, bundle: true, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'error' });
  }
  return bundle;
}

let plans = 0;

export function planFile(plan: Plan): string {
  const file = path.join(path.dirname(writerBundle()), `plan-${plans++}.json`);
  fs.writeFileSync(file, JSON.stringify(plan));
  return file;
}

/** Runs the writer to its end. `before` is what runs node: `setpriv …`. */
export function write(root: string, plan: Plan, before: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Ended {
  const [program, ...args] = [...before, process.execPath, writerBundle(), root, planFile(plan)];
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8', env: { ...process.env, ...env } });
  return { code: status, stderr: error ? String(error) : stderr };
}

/** Starts the writer; resolves when it ends. */
export function start(root: string, plan: string): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [writerBundle(), root, plan], { stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.on('data', (chunk) => (stderr += chunk));
    child.on('close', (code) => resolve({ code, stderr }));
  });
}

/** Starts the writer and kills it some milliseconds after it said that it is ready; whether it was killed in its work. */
export function startAndKill(root: string, plan: string, after: number): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [writerBundle(), root, plan], { stdio: ['ignore', 'pipe', 'ignore'] });
    child.stdout.once('data', () => {
      const until = process.hrtime.bigint() + BigInt(Math.round(after * 1e6));
      const strike = () => {
        if (process.hrtime.bigint() >= until) child.kill('SIGKILL');
        else setImmediate(strike);
      };
      strike();
    });
    child.on('close', (_, signal) => resolve(signal === 'SIGKILL'));
  });
}
