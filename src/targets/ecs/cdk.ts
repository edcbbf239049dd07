/**
 * aws-cdk-lib, loaded only when an ECS target is synthesized: pipewright does not depend on it.
 * Its templates go through a folder of their own in the system's temporary folder, which is removed again.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { App } from 'aws-cdk-lib';

/** Set here, so that a template does not depend on the flags of a project's `cdk.json`. */
const FLAGS = {
  'aws:cdk:disable-stack-trace': true,
  '@aws-cdk/aws-ecs:removeDefaultDeploymentAlarm': true,
  '@aws-cdk/aws-iam:minimizePolicies': true,
};

export type Cdk = typeof import('aws-cdk-lib');

/** package.json of the user's aws-cdk-lib; undefined where there is none. This library may be a link into another folder, then it is the project's. */
export function findCdk(): string | undefined {
  for (const paths of [[__dirname], [process.cwd()]]) {
    try {
      return require.resolve('aws-cdk-lib/package.json', { paths });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  return undefined;
}

/** The user's aws-cdk-lib; undefined where there is none. */
export function loadCdk(): Cdk | undefined {
  const manifest = findCdk();
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the user's, lazily
  return manifest === undefined ? undefined : require(dirname(manifest));
}

function isMissing(error: unknown): boolean {
  return (error as { code?: string }).code === 'MODULE_NOT_FOUND' && /aws-cdk-lib/.test((error as Error).message);
}

/** Runs `define` on a CDK app and returns the templates of its stacks by the stacks' construct ids. */
export function templatesOf(cdk: Cdk, define: (app: App) => void): Record<string, object> {
  const outdir = mkdtempSync(join(tmpdir(), 'pipewright-cdk-'));
  try {
    const app = new cdk.App({
      outdir,
      analyticsReporting: false,
      // a WebAssembly validator that takes ten times as long as everything else; the tests run cfn-lint
      builtinCloudFormationValidation: false,
      treeMetadata: false,
      context: FLAGS,
    });
    define(app);
    return Object.fromEntries(app.synth().stacks.map((stack) => [stack.id, stack.template as object]));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
