/** Previews: what runs when, in which names, with which identities, and what is refused. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { Jobs } from './job';
import { ecs, PLATFORMS, program, sharedBalancer, synthesize, WORKLOAD } from './programs';
import { App } from '../../../src/app';
import { ContainerImage, DeployTarget, PreviewPipeline, PreviewPipelineProps } from '../../../src/constructs';
import { Pipeline } from '../../../src/pipeline';
import { Event } from '../../../src/plan';
import { Platform } from '../../../src/platform';
import { PipewrightError, Problem } from '../../../src/problem';
import { Registry } from '../../../src/registries';
import { Step } from '../../../src/step';
import { AzureEnvironment, EcsLoadBalancer, EcsVpc, KubernetesCluster } from '../../../src/targets';
import { Trigger } from '../../../src/trigger';
import { Workload } from '../../../src/workload';
import { hasTool, shellcheck } from '../../targets/support/tools';

const SUFFIX = 'pr-000000';

describe('what runs when', () => {
  const { preview } = program();
  const runs = (event: Event) => preview.plan(event).jobs.filter((job) => job.runs === 'yes').map((job) => job.id);
  test.each<[string, Event, string[]]>([
    ['a pull request of the repository', Event.pullRequest({ base: 'main' }), ['image-build', 'image', 'deploy']],
    ['a change of it', Event.pullRequest({ base: 'main', action: 'synchronize' }), ['image-build', 'image', 'deploy']],
    ['a fork\'s', Event.pullRequest({ base: 'main', fork: true }), ['image-build']],
    ['closed', Event.pullRequest({ base: 'main', action: 'closed' }), ['destroy']],
    ['merged', Event.pullRequest({ base: 'main', action: 'closed', merged: true }), ['destroy']],
    ['a fork\'s, closed', Event.pullRequest({ base: 'main', action: 'closed', fork: true }), []],
    ['against another branch', Event.pullRequest({ base: 'develop' }), []],
    ['labelled', Event.pullRequest({ base: 'main', action: 'labeled' }), []],
    ['a push', Event.push({ branch: 'main' }), []],
    ['by hand', Event.manual({ branch: 'main', inputs: { number: '12' } }), ['destroy']],
    ['by hand, from another branch', Event.manual({ branch: 'feature', inputs: { number: '12' } }), []],
  ])('%s', (_, event, expected) => expect(runs(event)).toEqual(expected));

  test('the image that production publishes is built as it is everywhere, and not published by a pull request there', () => {
    const { app, image } = program();
    const deliver = app.node.findChild('deliver') as Pipeline;
    expect(deliver.plan(Event.pullRequest({ base: 'main' })).jobs.filter((job) => job.runs === 'yes').map((job) => job.id)).toEqual(['image-build']);
    expect(image._infos().map((info) => info.repository)).not.toContain('europe-west1-docker.pkg.dev/acme-dev/previews/shop');
  });
});

describe.each(Object.keys(PLATFORMS))('%s', (platform) => {
  const { workflow, files } = new Jobs(platform);
  const jobs: any = workflow.jobs;
  const steps: any[] = Object.values(jobs).flatMap((job: any) => job.steps);

  test('without credentials it is built; every other job is in the environment of previews', () => {
    expect(jobs['image-build'].permissions).toEqual({ contents: 'read' });
    expect(jobs['image-build'].environment).toBeUndefined();
    expect(JSON.stringify(jobs['image-build'])).not.toMatch(/secrets\.|vars\./);
    expect([jobs.deploy, jobs.destroy].map((job) => job.environment.name)).toEqual(['preview', 'preview']);
    expect(jobs.image.environment?.name ?? 'preview').toBe('preview');
    expect(workflow.on).not.toHaveProperty('pull_request_target');
    expect(JSON.stringify(workflow)).not.toContain('github.actor =');
  });

  test('one run a pull request at a time, none cancelled', () => {
    expect(workflow.concurrency).toEqual({ 'group': 'preview-${{ github.event.pull_request.number || inputs.number }}', 'cancel-in-progress': false });
  });

  test('it is named by the pull request, and never in a script or a bootstrap', () => {
    expect(jobs.deploy.environment.url).toContain('pr-${{ github.event.pull_request.number || inputs.number }}');
    for (const step of steps) {
      if (step.name !== 'Put the number into the names') expect(JSON.stringify(step)).not.toContain(SUFFIX);
    }
    const bootstrap = [...files].filter(([path]) => path.includes('/bootstrap/'));
    expect(bootstrap.filter(([, text]) => text.includes(SUFFIX)).map(([path]) => path)).toEqual([]);
  });

  test.skipIf(!hasTool('shellcheck'))('shellcheck finds nothing', () => {
    for (const step of [...jobs.deploy.steps, ...jobs.destroy.steps]) if (step.run !== undefined) shellcheck(step.run, step.name);
  });
});

describe('the number', () => {
  const jobs = new Jobs('kubernetes');
  const names = async (number: string | number) => {
    const { cwd, output } = await jobs.run('deploy', { number, until: 'Put the number into the names' });
    const folder = join(cwd, 'deploy/preview');
    const texts = readdirSync(folder).filter((name) => name.endsWith('.yaml')).map((name) => readFileSync(join(folder, name), 'utf8'));
    return { output, texts, names: new Set(texts.map((text) => parse(text).metadata?.name).filter(Boolean)) };
  };
  test('is put into every file, whichever it is', async () => {
    for (const number of [1, 42, 999_999]) {
      const { texts, names: found } = await names(number);
      expect(found).toEqual(new Set([`shop-pr-${number}`]));
      expect(texts.join()).not.toContain(SUFFIX);
      expect(texts.join()).toContain(`host: pr-${number}.preview.example.com`);
      expect(texts.join()).toContain(`app.kubernetes.io/instance: preview-pr-${number}`);
    }
  });
  test.each(['', '0', '012', '1000000', '1; id', '$(id)', '1/../2', '1\n2'])('%j is none', async (number) => {
    const { output, texts } = await names(number);
    expect(output).toContain('is no number of a pull request');
    expect(texts.join()).toContain(SUFFIX);
  });
});

/** Errors, and warnings of previews. */
function problems(platform: string, changes: Partial<PreviewPipelineProps>, more: (app: App, image: ContainerImage) => void = () => undefined): readonly Problem[] {
  try {
    const { app, image } = program(platform, changes);
    more(app, image);
    return synthesize(app).problems;
  } catch (error) {
    if (error instanceof PipewrightError) return error.problems; // a value of a wrong type is refused at once
    throw error;
  }
}

const HOST = 'deploy@previews.example.com';
const HOST_KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGJ3eWQmO4oHbJXbYm0bKGbZ0dZBqCq1l1m1l1m1l1m1';
const namespace = (more: object) => Platform.kubernetes({
  namespace: 'shop-previews', cluster: KubernetesCluster.eks({ account: '111122223333', region: 'eu-west-1', name: 'dev' }), ...more,
});
const azure = (environment: AzureEnvironment) => Platform.azureContainerApps({
  tenantId: '00000000-0000-4000-8000-000000000001', subscriptionId: '00000000-0000-4000-8000-000000000002', resourceGroup: 'previews', environment,
});

describe('what is refused', () => {
  test.each<[string, string, Partial<PreviewPipelineProps>, RegExp]>([
    ['a network that comes and goes', 'ecs', { platform: ecs({ vpc: EcsVpc.create({ availabilityZones: ['eu-west-1a', 'eu-west-1b'] }) }) }, /in a network that stays/],
    ['hosts that all share', 'ecs', { platform: ecs({ loadBalancer: sharedBalancer({ hosts: ['preview.example.com'] }) }) }, /every preview would answer the same requests/],
    ['paths that begin alike', 'ecs', { platform: ecs({ loadBalancer: sharedBalancer({ paths: ['/pr-{number}*'] }) }) }, /number 1 would answer the requests of 10/],
    ['a thousand priorities that are not there', 'ecs', { platform: ecs({ loadBalancer: sharedBalancer({ priority: 49_002 }) }) }, /a free one of 1000 priorities/],
    ['a test listener', 'ecs', { platform: ecs({ loadBalancer: sharedBalancer({ testListenerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/previews/0123456789abcdef/0123456789abcdef' }) }) }, /shifts no traffic/],
    ['a load balancer whose name has no room', 'ecs', { platform: ecs({ loadBalancer: EcsLoadBalancer.create({ name: 'a'.repeat(23) }) }) }, /with the number of its pull request the name has 33 characters/],
    ['a stack whose name has no room', 'ecs', { platform: ecs({ names: { serviceStack: 'a'.repeat(119) } }) }, /with the number of its pull request the name has 129 characters/],
    ['objects that all share', 'kubernetes-eks', { platform: namespace({ extraObjects: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }] }) }, /every preview would have the same objects/],
    ['patches by name', 'kubernetes-eks', { platform: namespace({ patches: [{ patch: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'shop' } } }] }) }, /named by its pull request/],
    ['an address that all share', 'kubernetes', { url: 'https://preview.example.com' }, /every preview would have the same address/],
    ['a smoke test of another', 'kubernetes', { smokeTest: { url: 'https://{number}.example.com' } }, /smokeTest.url: every preview/],
    ['an address without its scheme', 'kubernetes', { url: 'pr-{number}.preview.example.com' }, /no URL that a browser opens/],
    ['a pattern of branches', 'kubernetes', { branches: ['release/*'] }, /named exactly/],
    ['no branch', 'kubernetes', { branches: [] }, /named exactly/],
    ['production\'s environment', 'kubernetes', { environment: 'production' }, /deliver\/production uses it/],
    ['the environment that publishes', 'kubernetes', { environment: 'publish' }, /deliver\/image uses it/],
    ['production\'s repository', 'kubernetes', { registries: [Registry.artifactRegistry({ project: 'acme-prod', location: 'europe-west1', repository: 'containers' })] }, /could replace the tags of deliver\/image/],
    ['a mapped domain', 'cloud-run', { url: 'https://pr-{number}.example.com' }, /no domain is mapped to a preview/],
    ['a proven domain', 'azure-container-apps', { url: 'https://pr-{number}.example.com' }, /Azure asks for a DNS record/],
    ['an environment that comes and goes', 'azure-container-apps', { platform: azure(AzureEnvironment.create()) }, /in an environment that stays/],
    ['one port', 'swarm', { url: undefined }, /cannot share a port/],
    ['a port of the nodes', 'swarm', { platform: Platform.swarm({ host: HOST, hostKey: HOST_KEY, publishedPort: 80 }) }, /cannot share a port/],
    ['nothing that destroys', 'custom', { platform: Platform.custom({ deploy: [Step.run('a')], verify: [Step.run('b')] }) }, /`destroy` needs a step/],
    ['no image', 'kubernetes', { image: undefined }, /is missing; it takes a ContainerImage/],
    ['no platform', 'kubernetes', { platform: undefined }, /is missing; it takes a Platform/],
  ])('%s', (_, platform, changes, message) => {
    const found = problems(platform, changes).filter((p) => p.severity === 'error');
    expect(found.map((p) => p.message)).toEqual(expect.arrayContaining([expect.stringMatching(message)]));
  });

  test('a target of the same id', () => {
    const found = problems('kubernetes', {}, (app, image) => {
      new DeployTarget(app.node.findChild('deliver') as Pipeline, 'preview', { image, workload: WORKLOAD, platform: Platform.custom({ deploy: [Step.run('a')], verify: [Step.run('b')] }) });
    });
    expect(found.map((p) => p.ruleId)).toContain('target-id');
  });

  test('names are as long as they will ever be: at the limit, and one over', () => {
    const named = (length: number) => problems('cloud-run', { workload: new Workload({ ...WORKLOAD.props, name: 'a'.repeat(length) }), url: undefined });
    expect(named(49 - `-${SUFFIX}`.length)).toEqual([]);
    expect(named(50 - `-${SUFFIX}`.length).map((p) => p.message)).toEqual([expect.stringContaining('at most 49 characters')]);
  });

  test.each([
    ['load balancer', (length: number) => ({ loadBalancer: EcsLoadBalancer.create({ name: 'a'.repeat(length) }), certificateArn: undefined }), 32],
    ['stack', (length: number) => ({ names: { serviceStack: 'a'.repeat(length) } }), 128],
    ['cluster', (length: number) => ({ names: { cluster: 'a'.repeat(length) } }), 255],
  ])('ECS: the name of a %s that just fits', (_, changes, limit) => {
    const errors = (length: number) => problems('ecs', { platform: ecs(changes(length)) }).filter((p) => p.severity === 'error');
    expect(errors(limit - `-${SUFFIX}`.length)).toEqual([]);
    expect(errors(limit - `-${SUFFIX}`.length + 1).map((p) => p.ruleId)).toEqual(['target-name']);
  });

  test('production within the reach of previews is warned of', () => {
    const found = problems('cloud-run', {}, (app, image) => {
      const platform = Platform.cloudRun({ project: 'acme-dev', projectNumber: '210987654321', region: 'us-east1' });
      new DeployTarget(app.node.findChild('deliver') as Pipeline, 'elsewhere', { image, workload: new Workload({ ...WORKLOAD.props, name: 'other' }), platform });
    }).filter((p) => p.ruleId === 'preview-reach');
    expect(found).toMatchObject([{ severity: 'warning', value: 'Cloud Run in the project acme-dev', message: expect.stringContaining('deliver/elsewhere') }]);
  });
});

test('the default registry is a package of its own', () => {
  const app = new App({ repository: { owner: 'acme', name: 'shop' } });
  const pipeline = new Pipeline(app, 'deliver', { triggers: [Trigger.push({ branches: ['main'] })] });
  const image = new ContainerImage(pipeline, 'image');
  const platform = Platform.custom({ deploy: [Step.run('a')], verify: [Step.run('b')], destroy: [Step.run('c')] });
  new PreviewPipeline(app, 'preview', { image, workload: WORKLOAD, platform });
  const { files, problems: found } = synthesize(app);
  expect(found).toEqual([]);
  const workflow = parse(files.find((f) => f.path.endsWith('preview.yml'))!.text);
  expect(workflow.jobs.deploy.env.IMAGE).toBe('ghcr.io/acme/shop-preview@${{ needs.image.outputs.digest }}');
  // ghcr.io takes the job's own token
  expect(workflow.jobs.image.permissions).toEqual({ packages: 'write' });
  expect(workflow.jobs.image.environment).toBeUndefined();
});
