/**
 * pnpm's action takes its version from package.json, and fails where that names none: seen here, where the repository is at hand,
 * it need not be seen in CI. A package.json that is not there yet says nothing.
 */
import * as path from 'path';
import { App } from '../app';
import { readJson } from '../files';
import { Problem } from '../problem';
import { OutputFile } from '../synth/output';
import { pipelinesOf } from '../synth/pipelines-of';
import { readWorkflow } from '../workflow/read/read-workflow';

const ACTION = 'pnpm/action-setup@';

export function pnpmVersionProblems(apps: readonly App[], files: readonly OutputFile[], root: string): Problem[] {
  const problems = files.filter(({ text }) => text.includes(ACTION) && isSuspect(text, root)).flatMap(({ path: file, text }) => {
    const jobs = Object.entries(readWorkflow(file, text).document?.model.jobs ?? {});
    return jobs.flatMap(([id, job]) => (job.steps ?? []).filter((step) => step.uses?.startsWith(ACTION)).flatMap((step) => {
      const inputs = typeof step.with === 'object' ? step.with : {};
      const wrong = judge(root, String(inputs.package_json_file ?? 'package.json'), inputs.version);
      return wrong ? [{ ruleId: 'pnpm-version', severity: 'warning' as const, ...placeOf(apps, file, id), ...wrong }] : [];
    }));
  });
  // of one package.json it is said once
  return problems.filter((problem, i) => problems.findIndex(({ message }) => message === problem.message) === i);
}

/** Reading a workflow takes its time, and almost none need it. */
function isSuspect(text: string, root: string): boolean {
  const manifests = ['package.json', ...[...text.matchAll(/\bpackage_json_file: (\S+)/g)].map(([, file]) => file)];
  return /^\s+version: /m.test(text) || manifests.some((file) => judge(root, file, undefined) !== undefined);
}

function judge(root: string, file: string, given: unknown): Pick<Problem, 'message' | 'value' | 'fix'> | undefined {
  const manifest: unknown = readJson(path.join(root, file));
  if (typeof manifest !== 'object' || manifest === null) return undefined;
  const { packageManager, devEngines } = manifest as { packageManager?: unknown; devEngines?: { packageManager?: { name?: unknown; version?: unknown } } };
  const [, named] = /^pnpm@([^+]+)/.exec(String(packageManager ?? '')) ?? [];
  if (given === undefined) {
    if (named !== undefined || (packageManager === undefined && devEngines?.packageManager?.name === 'pnpm')) return undefined;
    return {
      message: `${file} names no version of pnpm, so the step that sets it up fails`, value: packageManager,
      fix: `add "packageManager": "pnpm@10.0.0" (the release that you use) to ${file}, or say packageManagerVersion: '10' in Toolchain.node`,
    };
  }
  if (named === undefined || named === String(given)) return undefined;
  return { message: `the version of pnpm is said twice, and ${file} says ${named}: the step that sets it up fails`, value: given, fix: 'leave packageManagerVersion out' };
}

/** The construct of a job, and the user's line; without one the file. */
function placeOf(apps: readonly App[], file: string, id: string): Pick<Problem, 'where' | 'source'> {
  const constructs = apps.flatMap(pipelinesOf).filter(({ workflowFile }) => workflowFile === file).flatMap((pipeline) => pipeline._jobConstructs());
  const owner = constructs.find(({ jobId }) => id === jobId) ?? constructs.find(({ jobId }) => id.startsWith(`${jobId}-`));
  return owner ? { where: owner.node.path, source: owner._stack.locate() } : { where: `${file}: ${id}` };
}
