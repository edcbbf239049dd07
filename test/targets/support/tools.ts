/** External tools in tests: skipped by name where they are absent, unless PIPEWRIGHT_REQUIRE_JUDGES=1. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Step } from '../../../src/step';

const required = process.env.PIPEWRIGHT_REQUIRE_JUDGES === '1';
const JUDGES = join(__dirname, '../../../scripts/judges');

export function hasTool(name: string): boolean {
  return required || spawnSync('bash', ['-c', `command -v ${name}`]).status === 0;
}

export function hasJudge(name: string): boolean {
  return required || (existsSync(join(JUDGES, `${name}.mjs`)) && existsSync(join(JUDGES, 'node_modules')));
}

export function temporary(): string {
  return mkdtempSync(join(tmpdir(), 'pipewright-'));
}

/** Runs a judge on a file; fails with what it printed. */
export function judge(name: string, file: string, content: string | object): void {
  const path = join(temporary(), file);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  const { status, stdout, stderr } = spawnSync('node', [join(JUDGES, `${name}.mjs`), path], { encoding: 'utf8' });
  expect(status, `${stdout}${stderr}`).toBe(0);
}

export function shellcheck(script: string, name: string): void {
  const { status, stdout, stderr } = spawnSync('shellcheck', ['-s', 'bash', '-'], { encoding: 'utf8', input: script });
  expect(status, `${name}\n${stdout}${stderr}`).toBe(0);
}

/** The steps' scripts, each with its name. */
export function scriptsOf(steps: readonly Step[]): { readonly name: string; readonly run: string; readonly env: Record<string, string> }[] {
  return steps.flatMap(({ _spec }) => (_spec.run === undefined ? [] : [{ name: _spec.props.name ?? '', run: _spec.run, env: _spec.props.env ?? {} }]));
}
