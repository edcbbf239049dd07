/** The job's own commands against a stand-in for the Azure CLI. */
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Rollout } from '../../../src/rollout';
import { Step } from '../../../src/step';
import { AzureContainerAppsTarget, AzureEnvironment } from '../../../src/targets/azure-container-apps';
import type { TargetOperations } from '../../../src/targets/target';
import { DIGEST, fakeContext, REGISTRIES } from '../context';
import { runSteps } from '../support/run-steps';
import { hasTool, temporary } from '../support/tools';

const IMAGE = 'acmeprod.azurecr.io/api';
const OTHER = `sha256:${'f'.repeat(64)}`;

class Azure {
  public readonly cwd = temporary();
  private readonly file = join(this.cwd, 'state.json');
  private readonly output;
  private initialized = false;

  constructor(rollout: Rollout, environment = AzureEnvironment.existing('prod-env')) {
    const context = fakeContext({ id: 'web', registry: REGISTRIES.acr, rollout });
    this.output = new AzureContainerAppsTarget({
      tenantId: '00000000-0000-4000-8000-000000000001', subscriptionId: '00000000-0000-4000-8000-000000000002', resourceGroup: 'prod', environment,
    }).synthesize(context);
    expect(context.problems).toEqual([]);
    mkdirSync(join(this.cwd, 'deploy/web'), { recursive: true });
    mkdirSync(join(this.cwd, 'bin'));
    for (const file of this.output.files) writeFileSync(join(this.cwd, 'deploy/web', file.path), JSON.stringify(file.content));
    copyFileSync(join(__dirname, 'az.mjs'), join(this.cwd, 'bin/az'));
    // the candidate's URL is asked by curl: it answers for every host
    writeFileSync(join(this.cwd, 'bin/curl'), '#!/bin/sh\necho "curl $*" >> "$CURL_LOG"\ncase "$*" in *"$CURL_FAILS"*) [ -n "$CURL_FAILS" ] && exit 22 ;; esac\nexit 0\n');
    for (const tool of ['az', 'curl']) chmodSync(join(this.cwd, 'bin', tool), 0o755);
    this.set({ log: [], revisions: {}, broken: [] });
  }

  public get state(): any {
    return JSON.parse(readFileSync(this.file, 'utf8'));
  }

  public set(changes: object): void {
    writeFileSync(this.file, JSON.stringify({ ...(this.initialized ? this.state : {}), ...changes }));
    this.initialized = true;
  }

  public run(operations: readonly (keyof TargetOperations)[], digest = DIGEST, env: Record<string, string> = {}) {
    return runSteps(operations.flatMap((operation) => this.output.operations[operation]()), {
      cwd: this.cwd,
      env: {
        IMAGE: `${IMAGE}@${digest}`, DIGEST: digest, ENVIRONMENT: 'web', POLL_SECONDS: '1', AZ_STATE: this.file, CURL_LOG: join(this.cwd, 'curl'), CURL_FAILS: '',
        PATH: `${join(this.cwd, 'bin')}:${process.env.PATH}`, ...env,
      },
    });
  }

  /** The image that gets all requests, or what they are split between. */
  public serving(): unknown {
    const { app, revisions } = this.state;
    return app.properties.configuration.ingress.traffic.filter((t: any) => t.weight > 0)
      .map((t: any) => [revisions[t.revisionName ?? app.properties.latestReadyRevisionName].template.containers[0].image.split('@')[1], t.weight]);
  }

  public active(): string[] {
    return Object.values<any>(this.state.revisions).filter((r) => r.active).map((r) => r.template.containers[0].image.split('@')[1]);
  }
}

const needed = process.env.PIPEWRIGHT_ENGINES === '1' && hasTool('jq');

test.skipIf(!needed)('rolling: first deploy, second deploy, destroy', async () => {
  const azure = new Azure(Rollout.rolling());
  const first = await azure.run(['deploy', 'verify', 'rollback']);
  expect(first.ok, first.output).toBe(true);
  expect(first.ran).not.toContain('Go back to what served before');
  const second = await azure.run(['deploy', 'verify'], OTHER);
  expect(second.ok, second.output).toBe(true);
  expect(azure.serving()).toEqual([[OTHER, 100]]);
  const destroyed = await azure.run(['destroy']);
  expect(destroyed.output).toContain('Microsoft.App/containerApps api is deleted');
  expect((await azure.run(['destroy'])).output).toContain('there is no Microsoft.App/containerApps api');
});

test.skipIf(!needed)('rolling: a revision that does not get well fails the job, and a copy of the old one comes back', async () => {
  const azure = new Azure(Rollout.rolling({ timeoutSeconds: 2 }));
  await azure.run(['deploy']);
  azure.set({ broken: [`${IMAGE}@${OTHER}`] });
  const bad = await azure.run(['deploy', 'verify', 'rollback'], OTHER);
  expect(bad.ok).toBe(false);
  expect(bad.output).toContain('was not ready within 2 seconds');
  expect(bad.output).toContain('api is back at');
  expect(azure.serving()).toEqual([[DIGEST, 100]]);
  expect(azure.state.log).toContain('containerapp revision copy');
});

test.skipIf(!needed)('blue/green: tried by its label, then all at once, then the old one is stopped', async () => {
  const azure = new Azure(Rollout.blueGreen({ bakeMinutes: 0.02 }));
  const first = await azure.run(['deploy', 'verify']);
  expect(first.ok, first.output).toBe(true);
  azure.set({ log: [] });
  const second = await azure.run(['deploy', 'verify'], OTHER);
  expect(second.ok, second.output).toBe(true);
  expect(azure.serving()).toEqual([[OTHER, 100]]);
  expect(azure.active()).toEqual([OTHER]);
  expect(azure.state.log.filter((l: string) => l.startsWith('traffic'))).toEqual([expect.stringMatching(/^traffic api--d01234567-\S+=100 api--dffffffff-\S+=0@next$/), 'traffic latest=100']);
  expect(readFileSync(join(azure.cwd, 'curl'), 'utf8')).toContain('https://api---next.example.test/healthz');
});

test.skipIf(!needed)('canary: a part first', async () => {
  const azure = new Azure(Rollout.canary({ percent: 20, bakeMinutes: 0.02 }));
  await azure.run(['deploy']);
  azure.set({ log: [] });
  const second = await azure.run(['deploy', 'verify'], OTHER);
  expect(second.ok, second.output).toBe(true);
  const weights = azure.state.log.filter((l: string) => l.startsWith('traffic')).map((l: string) => [...l.matchAll(/=(\d+)/g)].map((m) => m[1]).join('/'));
  expect(weights).toEqual(['100/0', '80/20', '100']);
});

test.skipIf(!needed)('a candidate that does not answer gets nothing, and is stopped', async () => {
  const azure = new Azure(Rollout.blueGreen());
  await azure.run(['deploy']);
  const bad = await azure.run(['deploy', 'verify', 'rollback'], OTHER, { CURL_FAILS: '---next' });
  expect(bad.ok).toBe(false);
  expect(azure.serving()).toEqual([[DIGEST, 100]]);
  expect(azure.active()).toEqual([DIGEST]);
});

test.skipIf(!needed)('a failure after the switch goes back, though the old revision was stopped', async () => {
  const azure = new Azure(Rollout.blueGreen({ bakeMinutes: 0 }));
  await azure.run(['deploy']);
  const operations = ['deploy', 'rollback'] as const;
  const { cwd } = azure;
  // what fails is the target's smoke test, which runs behind the deploy steps
  const steps = operations.flatMap((operation) => (azure as any).output.operations[operation]());
  steps.splice(steps.length - 1, 0, Step.run('exit 1', { name: 'Smoke test' }));
  const result = await runSteps(steps, {
    cwd,
    env: { IMAGE: `${IMAGE}@${OTHER}`, DIGEST: OTHER, POLL_SECONDS: '1', AZ_STATE: join(cwd, 'state.json'), CURL_LOG: '/dev/null', CURL_FAILS: '', PATH: `${join(cwd, 'bin')}:${process.env.PATH}` },
  });
  expect(result.output).toContain('api is back at');
  expect(azure.serving()).toEqual([[DIGEST, 100]]);
  expect(azure.active()).toEqual([DIGEST]);
});

test.skipIf(!needed)('an image without a digest is refused', async () => {
  const azure = new Azure(Rollout.rolling());
  const result = await azure.run(['deploy'], DIGEST, { IMAGE: `${IMAGE}:latest` });
  expect(result.ok).toBe(false);
  expect(result.output).toContain('IMAGE must be repository@sha256');
});

test.skipIf(!needed)('drift: what a what-if predicts, without what Azure filled in', async () => {
  const azure = new Azure(Rollout.rolling());
  await azure.run(['deploy']);
  const change = (delta: object[]) => azure.set({ whatIf: { changes: [{ changeType: 'Ignore', resourceId: 'other' }, { changeType: 'Modify', resourceId: 'api', delta }] } });
  change([
    { path: 'properties.configuration.maxInactiveRevisions', propertyChangeType: 'Delete', before: 100, after: null },
    { path: 'properties.outboundIpAddresses', propertyChangeType: 'NoEffect', before: [], after: null },
  ]);
  const none = await azure.run(['drift']);
  expect(none.ok, none.output).toBe(true);
  change([{
    path: 'properties.template.containers', propertyChangeType: 'Array', children: [
      {
        path: '0', propertyChangeType: 'Modify', children: [
          { path: 'env', propertyChangeType: 'Array', children: [{ path: '1', propertyChangeType: 'Delete', before: { name: 'BY_HAND' }, after: null }] },
          { path: 'resources.cpu', propertyChangeType: 'Modify', before: 2, after: 1 },
        ],
      },
    ],
  }]);
  const some = await azure.run(['drift']);
  expect(some.ok).toBe(false);
  expect(some.output).toContain('properties.template.containers.0.resources.cpu: 2 runs, 1 is defined');
  expect(some.output).toContain('env.1: {"name":"BY_HAND"} runs, null is defined');
  expect((await azure.run(['drift'], OTHER)).output).toContain(`not ${OTHER}`);
});

test.skipIf(!needed)('an environment of its own is applied first, and deleted last', async () => {
  const azure = new Azure(Rollout.rolling(), AzureEnvironment.create());
  const first = await azure.run(['deploy', 'verify']);
  expect(first.ok, first.output).toBe(true);
  expect(azure.state.log.indexOf('environment')).toBeLessThan(azure.state.log.findIndex((l: string) => l.startsWith('traffic')));
});
