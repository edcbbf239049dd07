/** The job's own commands with the real gcloud against a stand-in for Cloud Run. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CloudRun } from './stand-in';
import { Rollout } from '../../../src/rollout';
import { CloudRunTarget } from '../../../src/targets/cloud-run';
import type { ResolvedWorkload, TargetOutput } from '../../../src/targets/target';
import { Ingress } from '../../../src/workload';
import { DIGEST, fakeContext, REGISTRIES } from '../context';
import { runSteps } from '../support/run-steps';
import { hasTool, temporary } from '../support/tools';

const IMAGE = REGISTRIES.artifactRegistry.repository;
const OTHER = `sha256:${'f'.repeat(64)}`;
const enabled = process.env.PIPEWRIGHT_ENGINES === '1' && hasTool('gcloud');

describe.skipIf(!enabled)('gcloud', { timeout: 240_000 }, () => {
  let cloud: CloudRun;
  let port: number;
  beforeEach(async () => {
    cloud = new CloudRun();
    port = await cloud.start();
  });
  afterEach(() => cloud.stop());

  function target(rollout: Rollout, workload: Partial<ResolvedWorkload> = {}): TargetOutput {
    const context = fakeContext({ id: 'web', registry: REGISTRIES.artifactRegistry, rollout, workload });
    const output = new CloudRunTarget({ project: 'acme-prod', projectNumber: '123456789012', region: 'europe-west1', invokers: [] }).synthesize(context);
    expect(context.problems).toEqual([]);
    return output;
  }

  async function run(output: TargetOutput, operations: readonly (keyof TargetOutput['operations'])[], digest = DIGEST) {
    const cwd = temporary();
    mkdirSync(join(cwd, 'deploy/web'), { recursive: true });
    for (const file of output.files) {
      writeFileSync(join(cwd, 'deploy/web', file.path), typeof file.content === 'string' ? file.content : JSON.stringify({ '//': 'header', ...file.content }));
    }
    const token = join(cwd, 'token');
    writeFileSync(token, 'token');
    const steps = operations.flatMap((operation) => output.operations[operation]());
    return runSteps(steps, {
      cwd,
      env: {
        IMAGE: `${IMAGE}@${digest}`, DIGEST: digest, ENVIRONMENT: 'web', POLL_SECONDS: '1',
        CLOUDSDK_CONFIG: join(cwd, 'gcloud'), CLOUDSDK_AUTH_ACCESS_TOKEN_FILE: token, CLOUDSDK_API_ENDPOINT_OVERRIDES_RUN: 'http://run.test/',
        CLOUDSDK_CORE_DISABLE_USAGE_REPORTING: 'true', http_proxy: `http://127.0.0.1:${port}`, HTTP_PROXY: `http://127.0.0.1:${port}`,
      },
    });
  }

  const serving = () => cloud.services.get('api')!.status.traffic.filter((t: any) => t.percent > 0).map((t: any) => [cloud.revisions.get(t.revisionName).spec.containers[0].image, t.percent]);

  test('first deploy, second deploy, drift, destroy', async () => {
    const output = target(Rollout.rolling());
    const first = await run(output, ['deploy', 'verify', 'rollback']);
    expect(first.ok, first.output).toBe(true);
    expect(serving()).toEqual([[`${IMAGE}@${DIGEST}`, 100]]);

    const second = await run(output, ['deploy', 'verify'], OTHER);
    expect(second.ok, second.output).toBe(true);
    expect(serving()).toEqual([[`${IMAGE}@${OTHER}`, 100]]);

    const same = await run(output, ['drift'], OTHER);
    expect(same.ok, same.output).toBe(true);
    cloud.services.get('api')!.spec.template.spec.containers[0].env.push({ name: 'BY_HAND', value: '1' });
    const drifted = await run(output, ['drift'], OTHER);
    expect(drifted.ok).toBe(false);
    expect(drifted.output).toContain('spec.template.spec.containers.0.env: 1 entries are defined, 2 run');

    const destroyed = await run(output, ['destroy']);
    expect(destroyed.ok, destroyed.output).toBe(true);
    expect(cloud.services.size).toBe(0);
    expect((await run(output, ['destroy'])).output).toContain('There is no api');
  });

  test.each([Rollout.blueGreen({ bakeMinutes: 0.02 }), Rollout.canary({ percent: 10, bakeMinutes: 0.02 })])('$kind: nothing is sent to the new revision before it was checked', async (rollout) => {
    const output = target(rollout);
    expect((await run(output, ['deploy', 'verify'])).ok).toBe(true);
    cloud.calls.length = 0;
    const second = await run(output, ['deploy', 'verify'], OTHER);
    expect(second.ok, second.output).toBe(true);
    expect(serving()).toEqual([[`${IMAGE}@${OTHER}`, 100]]);
    expect(cloud.services.get('api')!.spec.traffic).toEqual([{ latestRevision: true, percent: 100 }]);
    expect(cloud.calls).toHaveLength(3); // the revision, the requests, the end of its tag
  });

  test('a bad image fails the job, and requests stay where they were', async () => {
    for (const rollout of [Rollout.rolling(), Rollout.blueGreen({ bakeMinutes: 0.02 })]) {
      const output = target(rollout);
      expect((await run(output, ['deploy', 'verify'])).ok).toBe(true);
      cloud.broken.add(`${IMAGE}@${OTHER}`);
      const bad = await run(output, ['deploy', 'verify', 'rollback'], OTHER);
      expect(bad.ok).toBe(false);
      expect(bad.ran.at(-1)).toBe('Go back to what served before');
      expect(bad.output).toContain('is back at');
      expect(serving(), bad.output).toEqual([[`${IMAGE}@${DIGEST}`, 100]]);
    }
  });

  test('a worker pool: deployed, verified, compared', async () => {
    const output = target(Rollout.rolling(), { port: undefined, healthPath: undefined, ingress: Ingress.NONE });
    for (const digest of [DIGEST, OTHER]) {
      const run1 = await run(output, ['deploy', 'verify', 'drift'], digest);
      expect(run1.ok, run1.output).toBe(true);
      expect(run1.output).toContain(`serves ${IMAGE}@${digest}`);
    }
    expect(cloud.calls.filter((call) => call.includes('workerpools'))).toHaveLength(2);
    expect((await run(output, ['verify'], DIGEST)).ok).toBe(false);
  });

  test('verify notices traffic that is pinned elsewhere', async () => {
    const output = target(Rollout.rolling());
    expect((await run(output, ['deploy'])).ok).toBe(true);
    const other = await run(output, ['verify'], OTHER);
    expect(other.ok).toBe(false);
    expect(other.output).toContain(`not ${OTHER}`);
  });
});
