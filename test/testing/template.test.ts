import { describe, expect, test } from 'vitest';
import {
  App, ContainerImage, DeployTarget, Ingress, Job, Pipeline, Platform, Registry, Step, testing, Trigger, Workload,
} from '../../src';

const { Match, Template, PinFreeSerializer } = testing;

function shop() {
  const app = new App({ repository: { owner: 'acme', name: 'shop', ownerId: 1, id: 2 } });
  const pipeline = new Pipeline(app, 'ci', { triggers: [Trigger.push({ branches: ['main'] })] });
  new Job(pipeline, 'build', { steps: [Step.uses('actions/checkout'), Step.run('make', { name: 'Make', env: { LEVEL: 'info' } })] });
  const image = new ContainerImage(pipeline, 'image', { registries: [Registry.artifactRegistry({ project: 'acme-prod', location: 'europe-west1', repository: 'r' })] });
  new DeployTarget(pipeline, 'production', {
    image, workload: new Workload({ name: 'shop', port: 8080, cpu: 1, memoryMiB: 512, ingress: Ingress.PUBLIC }),
    platform: Platform.cloudRun({ project: 'acme-prod', projectNumber: '123456789012', region: 'europe-west1' }),
  });
  return { app, pipeline };
}

const message = (assertion: () => void): string => {
  try {
    assertion();
  } catch (error) {
    return (error as Error).message;
  }
  return 'it held';
};

describe('jobs and steps', () => {
  const template = Template.fromPipeline(shop().pipeline);

  test('match partially', () => {
    template.hasJob('build', { 'runs-on': 'ubuntu-24.04', 'permissions': { contents: 'read' } });
    template.hasStep('build', { name: Match.stringLikeRegexp('^Ma'), env: Match.objectEquals({ LEVEL: 'info' }), if: Match.absent() });
    template.hasPermission('build', 'contents', 'read');
    template.hasWorkflow({ on: { push: { branches: Match.arrayWith(['main']) } }, permissions: Match.objectEquals({}) });
    template.jobCountIs(4);
    expect(Object.keys(template.findJobs({ environment: Match.anyValue() }))).toEqual(['image', 'production']);
  });

  test('a job that is not there: the nearest is named', () => {
    expect(message(() => template.hasJob('biuld'))).toContain('did you mean build?');
  });

  test('a step that does not match: the closest are shown, with what differs', () => {
    const text = message(() => template.hasStep('build', { name: 'Make', env: { LEVEL: 'debug' } }));
    expect(text).toMatchInlineSnapshot(`
      "no step of build matches; the closest are:
       step 1 (Make):
        env.LEVEL: expected "debug", got "info"
       step 0 (actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1):
        name: expected "Make", got nothing
        env: expected { LEVEL: "debug" }, got nothing"
    `);
  });

  test.each([
    ['objectEquals', Match.objectEquals({ contents: 'read', packages: 'write' }), 'packages: expected "write", got nothing'],
    ['arrayWith', Match.arrayWith(['x']), 'expected ["x"], got'],
    ['not', Match.not({ contents: 'read' }), 'should not'],
    ['absent', Match.absent(), 'expected nothing'],
  ])('%s says what differs', (_, matcher, part) => {
    expect(message(() => template.hasJob('build', { permissions: matcher }))).toContain(part);
  });
});

describe('what does not match is said with what is closest', () => {
  const app = new App();
  const pipeline = new Pipeline(app, 'ci', { triggers: [Trigger.push()] });
  new Job(pipeline, 'test', { steps: [Step.uses('actions/checkout'), Step.run('npm ci', { name: 'Install' }), Step.run('npm test -- --coverage', { name: 'Run tests' })] });
  const template = Template.fromPipeline(pipeline);
  const said = (pattern: object) => message(() => template.hasJob('test', pattern)).split('\n').slice(1).join('\n');

  test('of steps that differ in as many places, the one that reads most alike comes first', () => {
    const lines = message(() => template.hasStep('test', { name: 'Run test', run: 'npm test' })).split('\n');
    expect(lines.slice(1, 4)).toEqual([' step 2 (Run tests):', '  name: expected "Run test", got "Run tests"', '  run: expected "npm test", got "npm test -- --coverage"']);
    expect(message(() => template.hasStep('test', { uses: Match.stringLikeRegexp('checkuot') }))).toMatch(/^.*\n step 0 /);
  });

  test.each<[string, object, string]>([
    ['a misspelt key', { 'run-on': 'ubuntu-24.04' }, '  run-on: expected "ubuntu-24.04", got nothing; did you mean runs-on?'],
    ['a key that is none at all', { container: 'x' }, '  container: expected "x", got nothing'],
    ['an item that is missing', { steps: Match.arrayWith([{ run: 'npm ci' }, { run: Match.stringLikeRegexp('npm tset') }]) },
      '  steps: no item after item 1 matches { run: Match.stringLikeRegexp("npm tset") }; the closest is item 2: run: expected a text like /npm tset/, got "npm test -- --coverage"'],
    ['an item in another order', { steps: Match.arrayWith([{ name: 'Run tests' }, { name: 'Install' }]) }, '  steps: { name: "Install" } is item 1, and is wanted after item 2'],
    ['a list that ends', { steps: Match.arrayWith([{ name: 'Run tests' }, { name: 'More' }]) }, '  steps: no item after item 2 matches { name: "More" }: the list has 3 items'],
    ['matchers within each other', { env: Match.objectLike({ A: Match.not(Match.anyValue()), B: Match.arrayEquals([Match.absent()]) }) },
      '  env: expected { A: Match.not(Match.anyValue()), B: Match.arrayEquals([Match.absent()]) }, got nothing'],
    ['what should not be there', { permissions: Match.objectEquals({}) }, '  permissions.contents: is there and should not be: "read"'],
  ])('%s', (_, pattern, text) => {
    expect(said(pattern)).toBe(text);
  });

  test('permissions, also none', () => {
    template.hasPermission('test', 'packages', 'none');
    expect(message(() => template.hasPermission('test', 'contents', 'none'))).toBe('the token of test does not match:\n  permissions.contents: expected nothing, got "read"\nIt has: contents: read');
    expect(message(() => template.hasPermission('test', 'content', 'read'))).toContain('did you mean contents?');
  });
});

describe('the infrastructure', () => {
  const { app, pipeline } = shop();

  test('of a target, from the app or from a pipeline', () => {
    for (const target of [Template.fromApp(app).target('production'), Template.fromPipeline(pipeline).target('production')]) {
      target.hasResource('Service', { metadata: { name: 'shop' } });
      target.resourceCountIs('Service', 1);
      expect(target.files).toContain('service.yaml');
    }
  });

  test('what is not there is answered with what is', () => {
    expect(message(() => Template.fromApp(app).target('staging'))).toBe('no deploy target staging. The targets are: production');
    expect(message(() => Template.fromApp(app).target('prodction'))).toBe('no deploy target prodction; did you mean production? The targets are: production');
    expect(message(() => Template.fromApp(app).target('production').file('servic.yaml'))).toContain('; did you mean service.yaml? It has: ');
    expect(message(() => Template.fromApp(app).target('production').hasResource('service'))).toContain('; did you mean Service? It has: ');
    expect(message(() => Template.fromApp(app).target('production').resourceCountIs('Service', 2))).toBe('expected 2 resources Service, got 1\n  service.yaml: shop');
    expect(message(() => Template.fromApp(app).target('production').hasResource('Job'))).toContain('It has: Service');
    expect(message(() => Template.fromApp(app).pipeline('cd'))).toBe('no pipeline cd; did you mean ci? The pipelines are: ci');
  });
});

test('pins and digests can be kept out of snapshots', () => {
  const { pipeline } = shop();
  expect(Template.fromPipeline(pipeline).toYaml({ hidePins: true })).not.toMatch(/@[0-9a-f]{40}/);
  const serializer = PinFreeSerializer.create();
  const text = Template.fromPipeline(pipeline).toYaml();
  expect(serializer.test(text)).toBe(true);
  expect(serializer.serialize(text)).toContain('actions/checkout@<pin>\n');
});
