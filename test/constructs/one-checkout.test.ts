// A deploy job checks out once, whatever steps a platform of one's own brings.
import { describe, expect, test } from 'vitest';
import { App, ContainerImage, DeployTarget, OperationsPipeline, Pipeline, Platform, SecretRef, Step, testing, Trigger, Workload } from '../../src';

interface RenderedStep {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: unknown;
}

interface Job {
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps: readonly RenderedStep[];
}

const checkout = (inputs?: object, props: object = {}) => Step.uses('actions/checkout', { ...props, ...(inputs && { with: inputs as Record<string, unknown> }) });

function jobs(steps: { deploy: Step[]; verify?: Step[]; rollback?: Step[] }): { readonly deploy: Job; readonly rollback?: Job } {
  const app = new App({ repository: { owner: 'acme', name: 'shop', ownerId: 1, id: 2 } });
  const cd = new Pipeline(app, 'cd', { triggers: [Trigger.push({ branches: ['main'] })] });
  const target = new DeployTarget(cd, 'live', {
    image: new ContainerImage(cd, 'image', {}),
    workload: new Workload({ name: 'shop', port: 80, cpu: 1, memoryMiB: 512, secrets: { DB: SecretRef.of({ custom: 'LIVE_DB' }) } }),
    platform: Platform.custom({ verify: [Step.run('./verify.sh')], permissions: { 'id-token': 'write' }, ...steps }),
  });
  const operations = new OperationsPipeline(app, 'operations', { targets: [target] });
  return { deploy: testing.Template.fromPipeline(cd).toJson().jobs.live, rollback: testing.Template.fromPipeline(operations).toJson().jobs['rollback-live'] };
}

const checkouts = (job: Job | undefined) => (job?.steps ?? []).filter((step) => step.uses?.startsWith('actions/checkout@'));

describe('a checkout among the steps of a platform', () => {
  const run = () => Step.run('./deploy.sh');

  test('takes the place of the job\'s own, with its inputs', () => {
    const { deploy, rollback } = jobs({ deploy: [checkout({ 'fetch-depth': 0 }), run()] });
    expect(checkouts(deploy)).toHaveLength(1);
    expect(deploy.steps[0]).toMatchObject({ name: 'Check out', with: { 'fetch-depth': 0, 'persist-credentials': false } });
    expect(deploy.steps[0]).not.toHaveProperty('env');
    expect(deploy.steps.find((step) => step.run === './deploy.sh')?.env).toEqual({ DB: '${{ secrets.LIVE_DB }}' });
    expect(checkouts(rollback)).toEqual(checkouts(deploy));
  });

  test('in each operation is done once, and what the platform is permitted stays', () => {
    const { deploy } = jobs({ deploy: [checkout(), run()], verify: [checkout(), Step.run('./verify.sh')], rollback: [checkout(), Step.run('./rollback.sh')] });
    expect(checkouts(deploy)).toHaveLength(1);
    expect(deploy.permissions).toMatchObject({ 'contents': 'read', 'id-token': 'write' });
    expect(deploy.steps.map((step) => step.run)).toEqual(expect.arrayContaining(['./deploy.sh', './verify.sh', './rollback.sh']));
  });

  test.each([
    ['another repository', { repository: 'acme/manifests', path: 'manifests' }, {}],
    ['another ref', { ref: 'deployed' }, {}],
    ['a folder', { path: 'again' }, {}],
    ['a condition', undefined, { if: 'env.X == \'1\'' }],
    ['an id', undefined, { id: 'source' }],
  ])('with %s stays where it is', (_, inputs, props) => {
    const { deploy } = jobs({ deploy: [run(), checkout(inputs, { name: 'Mine', ...props })] });
    expect(checkouts(deploy).map((step) => step.name)).toEqual(['Check out', 'Mine']);
    expect(deploy.steps.findIndex((step) => step.name === 'Mine')).toBeGreaterThan(deploy.steps.findIndex((step) => step.run === './deploy.sh'));
  });

  test('with other inputs than the first is done again', () => {
    expect(checkouts(jobs({ deploy: [checkout({ 'fetch-depth': 0 }), run()], verify: [checkout({ 'fetch-depth': 1 })] }).deploy)).toHaveLength(2);
  });
});
