/** Tools that no package registry has: their tests are skipped by name. Any other test that is skipped is a failure. */
import { spawnSync } from 'node:child_process';
import type { FileResult } from './test-file';

const ABSENT: Readonly<Record<string, string>> = {
  gcloud: 'no package registry has it',
  docker: 'no package registry has a recent one; the judge of stack files asks its Go modules',
};

export interface Skipped {
  readonly tool: string;
  readonly reason: string;
  /** Number of tests, by file. */
  readonly tests: Readonly<Record<string, number>>;
}

const hasTool = (name: string) => spawnSync('bash', ['-c', `command -v ${name}`]).status === 0;

/** The tool whose absence explains that a test is skipped. */
function toolOf(fullName: string, has: (tool: string) => boolean): string | undefined {
  return Object.keys(ABSENT).find((tool) => new RegExp(`\\b${tool}\\b`).test(fullName) && !has(tool));
}

export function explainSkipped(results: readonly Pick<FileResult, 'file' | 'skipped'>[], has = hasTool): { readonly skipped: readonly Skipped[]; readonly unexplained: readonly string[] } {
  const all = results.flatMap(({ file, skipped }) => skipped.map((fullName) => ({ file, fullName, tool: toolOf(fullName, has) })));
  const skipped = Object.entries(ABSENT).map(([tool, reason]) => {
    const tests: Record<string, number> = {};
    for (const { file } of all.filter((one) => one.tool === tool)) tests[file] = (tests[file] ?? 0) + 1;
    return { tool, reason, tests };
  }).filter(({ tests }) => Object.keys(tests).length > 0);
  return { skipped, unexplained: all.filter(({ tool }) => tool === undefined).map(({ file, fullName }) => `${file}: ${fullName}`) };
}
