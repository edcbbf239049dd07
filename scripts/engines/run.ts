/**
 * Installs the engines, runs every test that needs one, and prints a table.
 *   node --import tsx scripts/engines/run.ts [--minutes=30] [--seconds=600] [--jobs=2] [--record=1]
 * `minutes` bound the whole run once all is installed, `seconds` each file of tests. Nothing that was started is left running.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import * as path from 'node:path';
import { explainSkipped } from './lib/absent';
import { FileResult, runTestFile } from './lib/test-file';
import { numberFlags, record } from '../conformance/lib/report';

const ROOT = path.join(__dirname, '..', '..');
/** Tests among others that take a program which only the engines bring, or long: by how their names begin. */
const ALSO: Readonly<Record<string, string>> = {
  'test/targets/kubernetes/kustomization.test.ts': 'the kustomization kubectl: ', 'test/targets/kubernetes/pulumi.test.ts': 'the Pulumi program compiles ',
  'test/targets/swarm/swarm.test.ts': 'docker stack config ',
};
/** Those that take longest go first. */
const LONG = /^test\/(engines|targets\/kubernetes|targets\/ecs)\//;
const VERSIONS: Readonly<Record<string, string>> = {
  'buildah': 'buildah --version', 'skopeo': 'skopeo --version', 'docker-registry': 'docker-registry --version', 'kube-apiserver': 'kube-apiserver --version',
  'etcd': 'etcd --version | head -n 1', 'kwok': 'kwok --version', 'kustomize': 'kustomize version', 'aws': 'aws --version', 'cfn-lint': 'cfn-lint --version',
};

const flags = numberFlags({ minutes: 30, seconds: 600, jobs: 2 });

function testFiles(): string[] {
  const found = readdirSync(path.join(ROOT, 'test'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.engine.test.ts')).map((name) => path.join('test', name));
  return [...found, ...Object.keys(ALSO)].sort((a, b) => Number(LONG.test(b)) - Number(LONG.test(a)) || a.localeCompare(b));
}

/** @returns PATH with the engines before all else */
function install(): string {
  const folder = execFileSync(path.join(__dirname, 'install.sh'), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
  const judges = path.join(process.env.PIPEWRIGHT_JUDGES ?? path.join(homedir(), '.cache', 'pipewright-judges'), 'bin');
  return [folder, judges, process.env.PATH].join(path.delimiter);
}

function versions(): Record<string, string> {
  const of = (command: string) => /v?\d+\.\d+(\.\d+)?\S*/.exec(spawnSync('bash', ['-c', command], { encoding: 'utf8' }).stdout)?.[0] ?? 'unknown';
  return Object.fromEntries(Object.entries(VERSIONS).map(([name, command]) => [name, of(command)]));
}

async function runAll(files: readonly string[]): Promise<FileResult[]> {
  const end = Date.now() + flags.minutes * 60_000;
  const waiting = [...files];
  const results: FileResult[] = [];
  const worker = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      const seconds = Math.min(flags.seconds, Math.round((end - Date.now()) / 1000));
      const result = seconds > 0 ? await runTestFile({ file, tests: ALSO[file], limitSeconds: seconds, env: process.env }) : overdue(file);
      console.log(`${result.failures.length ? 'failed' : 'passed'}  ${file}, ${result.seconds} s`);
      if (result.failures.length) console.log(`${result.output}\n${result.failures.map((failure) => `*** ${failure}`).join('\n')}`);
      results.push(result);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, flags.jobs) }, worker));
  return results.sort((a, b) => files.indexOf(a.file) - files.indexOf(b.file));
}

function overdue(file: string): FileResult {
  return { file, passed: 0, skipped: [], failures: [`not begun within ${flags.minutes} min`], seconds: 0, output: '' };
}

const COLUMNS = ['engine tests', 'passed', 'failed', 'skipped', 'seconds'];

function cellsOf(results: readonly FileResult[]): (string | number)[][] {
  const sum = (of: (result: FileResult) => number) => results.reduce((total, result) => total + of(result), 0);
  return [
    ...results.map(({ file, passed, failures, skipped, seconds }) => [file, passed, failures.length, skipped.length, seconds]),
    ['all', sum((r) => r.passed), sum((r) => r.failures.length), sum((r) => r.skipped.length), sum((r) => r.seconds)],
  ];
}

function table(results: readonly FileResult[]): string {
  const width = Math.max(...results.map(({ file }) => file.length));
  return [COLUMNS, ...cellsOf(results)].map(([file, ...cells]) => [String(file).padEnd(width), ...cells.map((cell) => String(cell).padStart(8))].join('')).join('\n');
}

async function main(): Promise<void> {
  const begun = Date.now();
  process.env.PATH = install();
  const installed = Date.now();
  const tools = Object.entries(versions()).map(([name, version]) => `${name} ${version}`).join(', ');
  console.log(`engines: ${tools}`);
  const results = await runAll(testFiles());
  const { skipped, unexplained } = explainSkipped(results);
  console.log(`\n${table(results)}`);
  const absent = skipped.map(({ tool, reason, tests }) => `skipped: ${tool}: ${reason}: ${Object.entries(tests).map(([file, count]) => `${count} of ${file}`).join(', ')}`);
  for (const line of absent) console.log(line);
  for (const test of unexplained) console.log(`*** skipped, and no absent tool explains it: ${test}`);
  const failed = results.filter(({ failures }) => failures.length > 0).length + unexplained.length;
  const seconds = { install: Math.round((installed - begun) / 1000), tests: Math.round((Date.now() - installed) / 1000) };
  console.log(`${results.reduce((sum, { passed }) => sum + passed, 0)} tests passed, ${failed} failures; ${seconds.install} s to install, ${seconds.tests} s to run`);
  record('engines', { command: 'npm run engines', columns: COLUMNS, rows: cellsOf(results), notes: [tools, ...absent, `${seconds.install} s to install, ${seconds.tests} s to run`] });
  process.exitCode = failed ? 1 : 0;
}

void main();
