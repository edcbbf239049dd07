/** Runs one file of tests in a process of its own, within its time, and leaves nothing of it behind. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { endProcessesOf, MARK } from './processes';

const ROOT = path.join(__dirname, '..', '..', '..');
const VITEST = path.join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');

export interface FileResult {
  readonly file: string;
  readonly passed: number;
  /** Full names. */
  readonly skipped: readonly string[];
  /** What is wrong, in words; empty where nothing is. */
  readonly failures: readonly string[];
  readonly seconds: number;
  readonly output: string;
}

export interface TestFileProps {
  readonly file: string;
  /** How the names of its tests begin, where not all are meant. */
  readonly tests?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly limitSeconds: number;
}

interface Assertion {
  readonly fullName: string;
  readonly status: string;
}

export async function runTestFile({ file, tests = '', env, limitSeconds }: TestFileProps): Promise<FileResult> {
  const folder = mkdtempSync(path.join(tmpdir(), 'pipewright-engines-'));
  const report = path.join(folder, 'report.json');
  const mark = path.basename(folder);
  const begun = Date.now();
  // what tests write goes with the folder
  const own = { ...env, [MARK]: mark, TMPDIR: folder, PIPEWRIGHT_ENGINES: '1' };
  const { output, code, late } = await vitest([file, `--testNamePattern=^${tests}`, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], own, limitSeconds);
  const left = await endProcessesOf(mark, late ? 0 : 3000);
  const assertions = (existsSync(report) ? assertionsIn(report) : []).filter(({ fullName }) => fullName.startsWith(tests));
  const failures = [
    ...assertions.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
    ...(late ? [`it took more than ${limitSeconds} s`] : left.map(({ pid, command }) => `it left a process behind: ${pid} ${command.slice(0, 120)}`)),
  ];
  if (failures.length === 0 && (code !== 0 || assertions.length === 0)) failures.push(`vitest ended with ${code}`);
  rmSync(folder, { recursive: true, force: true });
  return {
    file, failures, output, seconds: Math.round((Date.now() - begun) / 1000), passed: assertions.filter(({ status }) => status === 'passed').length,
    skipped: assertions.filter(({ status }) => !['passed', 'failed'].includes(status)).map(({ fullName }) => fullName),
  };
}

function assertionsIn(report: string): Assertion[] {
  return JSON.parse(readFileSync(report, 'utf8')).testResults.flatMap((result: { assertionResults: Assertion[] }) => result.assertionResults);
}

function vitest(args: readonly string[], env: Readonly<Record<string, string | undefined>>, limitSeconds: number): Promise<{ output: string; code: number | null; late: boolean }> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [VITEST, 'run', ...args], { cwd: ROOT, env: { ...env, NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let [output, late] = ['', false];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => { output += String(data); });
    const timer = setTimeout(() => {
      late = true;
      process.kill(-child.pid!, 'SIGKILL');
    }, limitSeconds * 1000);
    // not `close`: what is left behind may hold the pipes
    child.once('exit', (code) => {
      clearTimeout(timer);
      setTimeout(() => done({ output, code, late }), 200);
    });
  });
}
