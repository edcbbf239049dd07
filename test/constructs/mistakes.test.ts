// Mistakes that are visible before anything runs, one a test: what is said, and that nothing is thrown.
import { describe, expect, test } from 'vitest';
import {
  App, Artifact, ContainerImage, DeployTarget, Job, LintJob, Linter, OperationsPipeline, Pipeline, Platform, PythonPackageManager, Registry, Rollout, Runner, SecurityScan, Severity, Step, testing,
  TestMatrix, Toolchain, Trigger, Workload,
} from '../../src';
import { PipewrightError } from '../../src/problem';
import { synthesizeApp } from '../../src/synth/synthesize';

const python = (versions: string[] = ['3.13']) => Toolchain.python({ versions });

function pipeline(triggers = [Trigger.push({ branches: ['main'] }), Trigger.pullRequest()], id = 'ci'): Pipeline {
  return new Pipeline(new App({ repository: { owner: 'acme', name: 'shop', ownerId: 1, id: 2 } }), id, { triggers });
}

function errors(make: (ci: Pipeline) => void, ci = pipeline()): string[] {
  try {
    make(ci);
  } catch (error) {
    if (error instanceof PipewrightError) return error.problems.map((p) => `${p.where}: ${p.message} [${p.ruleId}]`);
    throw error;
  }
  return synthesizeApp(ci.node.root as App, { from: 'pipeline.ts' }).problems.filter((p) => p.severity === 'error').map((p) => `${p.where}: ${p.message} [${p.ruleId}]`);
}

const custom = () => Platform.custom({ deploy: [Step.run('./deploy.sh')], verify: [Step.run('./verify.sh')] });

function target(ci: Pipeline, props: object = {}): void {
  new DeployTarget(ci, 'prod', {
    image: new ContainerImage(ci, 'image'), workload: new Workload({ name: 'shop', cpu: 1, memoryMiB: 512 }), platform: custom(), ...props,
  });
}

describe('a mistake is named', () => {
  test.each<[string, (ci: Pipeline) => void, RegExp]>([
    ['a job without steps', (ci) => new Job(ci, 'a', { steps: [] }), /^ci\/a: has no step/],
    ['a job without props', (ci) => new Job(ci, 'a', undefined as never), /^ci\/a: props: is missing/],
    ['a step that is none', (ci) => new Job(ci, 'a', { steps: [undefined as never, Step.run('true')] }), /^ci\/a: steps\[0\]: is missing; it takes a Step/],
    ['a matrix without a toolchain', (ci) => new TestMatrix(ci, 'a', {} as never), /^ci\/a: toolchain: is missing; it takes a Toolchain/],
    ['a rule that is none', (ci) => new Job(ci, 'a', { steps: [Step.run('true')] }).disableRule('artipakked', 'x'), /^ci\/a: there is no such rule/],
    ['an exception without a reason', (ci) => new Job(ci, 'a', { steps: [Step.run('true')] }).disableRule('timeout', ' '), /^ci\/a: timeout is switched off without a reason/],
    ['an address without its scheme', (ci) => target(ci, { url: 'shop.example.com' }), /^ci\/prod: url: no URL/],
    ['a path as the address of a smoke test', (ci) => target(ci, { smokeTest: { url: '/healthz' } }), /^ci\/prod: smokeTest.url: no URL/],
    ['a smoke test of no status', (ci) => target(ci, { smokeTest: { url: 'https://shop.example.com', status: 999 } }), /^ci\/prod: smokeTest.status: no status/],
    ['a smoke test without time', (ci) => target(ci, { smokeTest: { url: 'https://shop.example.com', timeoutSeconds: -1 } }), /^ci\/prod: smokeTest.timeoutSeconds: no number/],
    ['a rollout without time', (ci) => target(ci, { rollout: Rollout.rolling({ timeoutSeconds: 0 }) }), /^ci\/prod: rollout.timeoutSeconds: no number/],
    ['a version that is kept for less than nothing', (ci) => target(ci, { rollout: Rollout.blueGreen({ bakeMinutes: -5 }) }), /^ci\/prod: rollout.bakeMinutes: no number/],
    ['a scan by nothing', (ci) => new SecurityScan(ci, 'scan', { scanners: [] }), /^ci\/scan: scanners: the list of scanners is empty/],
    ['no linter', (ci) => new LintJob(ci, 'lint', { toolchain: python(), linters: [] }), /^ci\/lint: linters: the list of linters is empty/],
    ['no runner', (ci) => new TestMatrix(ci, 'test', { toolchain: python(), runners: [] }), /^ci\/test: runners: the list of runners is empty/],
    ['a deployment from Windows', (ci) => target(ci, { runner: Runner.WINDOWS_2025 }), /^ci\/prod: a target is deployed by bash on Linux/],
    ['a processor without its system', (ci) => new ContainerImage(ci, 'image', { platforms: ['amd64'] }), /^ci\/image: platforms: amd64 is no platform/],
    ['an image name without owner', (ci) => new ContainerImage(ci, 'image', { registries: [Registry.dockerHub({ repository: 'shop' })] }), /^ci\/image: registries\[0\]\.repository/],
    ['an account of four digits', (ci) => new ContainerImage(ci, 'image', { registries: [Registry.ecr({ account: '1234', region: 'eu-west-1' })] }), /registries\[0\]\.account/],
    ['a registry by its URL', (ci) => new ContainerImage(ci, 'image', {
      registries: [Registry.ghcr(), Registry.custom({ host: 'https://harbor.example.com', usernameSecret: 'U', passwordSecret: 'P' })],
    }), /registries\[1\]\.host/],
    ['two projects at one host', (ci) => new ContainerImage(ci, 'image', {
      registries: ['acme-staging', 'acme-production'].map((project) => Registry.artifactRegistry({ project, location: 'europe-west1', repository: 'containers' })),
    }), /^ci\/image: registries\[1\]: europe-west1-docker\.pkg\.dev is signed in to once, as the push account of acme-staging/],
    ['two projects without a number', (ci) => new ContainerImage(ci, 'image', {
      registries: ['europe', 'us'].map((location) => Registry.artifactRegistry({ project: `acme-${location}`, location, repository: 'containers' })),
    }), /^the app: several Google Cloud projects are given without their number/],
    ['two registries of Azure, whose subscription nobody says', (ci) => new ContainerImage(ci, 'image', {
      registries: [Registry.acr({ registry: 'acmestaging' }), Registry.acr({ registry: 'acmeprod' })],
    }), /^the app: the environment publish has one AZURE_CLIENT_ID/],
    ['3.10 as a number', (ci) => new TestMatrix(ci, 'test', { toolchain: python([3.10 as never]) }), /^Toolchain\.python: versions\[0\]: is a number, not a text/],
  ])('%s', (_, make, expected) => {
    expect(errors(make)).toEqual(expect.arrayContaining([expect.stringMatching(expected)]));
  });

  test('pushes of other branches than the one that is deployed', () => {
    const other = () => pipeline([Trigger.push({ branches: ['master'] })]);
    expect(errors(target, other())).toEqual([expect.stringContaining('whose pushes do not start this pipeline')]);
    expect(errors(target, pipeline([Trigger.push({ branches: ['ma*'] })]))).toEqual([]);
    expect(errors(target, pipeline([Trigger.push({ branches: ['master'] }), Trigger.manual()]))).toEqual([]);
  });

  test('an app that does not say which repository it is of', () => {
    const nameless = (make: (ci: Pipeline) => void) => errors(make, new Pipeline(new App(), 'ci', { triggers: [Trigger.push({ branches: ['main'] })] }));
    const named = [Registry.ghcr({ repository: 'acme/shop' }), Registry.dockerHub({ repository: 'acme/shop' })];
    const deploy = (platform: Platform) => (ci: Pipeline) => new DeployTarget(ci, 'prod', {
      image: new ContainerImage(ci, 'image', { registries: named }), workload: new Workload({ name: 'shop', cpu: 1, memoryMiB: 512 }), platform,
    });
    const said = (where: string) => `${where}: names or trust are made of the repository, and the app does not say which it is [app]`;
    expect(nameless((ci) => new ContainerImage(ci, 'image'))).toEqual([said('ci/image')]);
    expect(nameless((ci) => new ContainerImage(ci, 'image', { registries: named }))).toEqual([]);
    expect(nameless(deploy(custom()))).toEqual([]);
    expect(nameless(deploy(Platform.swarm({ host: 'deploy@swarm.example.com', hostKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDtZ0n7cVq8Yv1Hq3c0mZk2g8y5eF1bq9l3Yw6tXoJ4r' })))).toContain(said('ci/prod'));
  });

  test('what another pipeline makes, without its consequences', () => {
    const ci = pipeline();
    const image = new ContainerImage(ci, 'image');
    const other = new Pipeline(ci.node.root as App, 'other', { triggers: [Trigger.push({ branches: ['main'] })] });
    expect(errors(() => target(other, { image }), ci)).toEqual(['other/prod: needs ci/image, which is not in the pipeline other [needs]']);
  });

  test('a step that is nowhere, without its consequences', () => {
    const lost = () => Step.run('echo "x=1" >> "$GITHUB_OUTPUT"', { id: 'lost' }).output('x');
    expect(errors((ci) => new Job(ci, 'a', { env: { X: lost() }, steps: [Step.run('true')] }))).toEqual(['ci/a: refers to output x of a step that is in no job of ci [reference]']);
    expect(errors((ci) => new Job(ci, 'a', { steps: [Step.run('true')] }), pipeline([Trigger.call({ outputs: { x: { value: lost() } } })]))).toEqual([
      'ci: Trigger.call: an output refers to output x of a step that is in no job of ci [reference]',
    ]);
  });

  test('a pipeline of nothing, once', () => {
    expect(errors(() => undefined, pipeline([]))).toEqual(['ci: has no trigger, so it never starts [trigger]', 'ci: has no job [empty-pipeline]']);
    expect(errors(() => undefined, pipeline([Trigger.cron('@daily')]))).toEqual([expect.stringContaining('[empty-pipeline]'), expect.stringContaining('[cron]')]);
  });

  test.each<[string, string, string]>([
    ['steps.3.name', 'a job', 'ci/a: steps has 1 entry: 3 would leave a gap [override]'],
    ['steps.first.name', 'a job', 'ci/a: steps is a list: first is no index [override]'],
    ['jobs.aa.timeout-minutes', 'a pipeline', 'ci: the override is of the job aa, which the pipeline does not have [override]'],
  ])('an override of %s in %s', (path, of, expected) => {
    expect(errors((ci) => {
      const job = new Job(ci, 'a', { steps: [Step.run('true')] });
      (of === 'a job' ? job : ci).addOverride(path, 'x');
    })).toEqual([expected]);
  });

  test('overrides may make a job', () => {
    expect(errors((ci) => {
      new Job(ci, 'a', { steps: [Step.run('true')] });
      for (const [key, value] of Object.entries({ 'name': 'B', 'runs-on': 'ubuntu-24.04', 'permissions': {}, 'steps': [{ run: 'true' }] })) ci.addOverride(`jobs.b.${key}`, value);
    })).toEqual([]);
  });

  test.each<[string, object, object, boolean]>([
    ['two folders', { context: 'api' }, { context: 'web' }, true],
    ['two stages', { target: 'api' }, { target: 'web' }, true],
    ['two folders under tags of their own', { context: 'api', tags: ['type=raw,value=api'] }, { context: 'web' }, false],
    ['two folders in two repositories', { context: 'api', registries: [Registry.ghcr({ repository: 'acme/api' })] }, { context: 'web' }, false],
    ['one folder, for other processors', { platforms: ['linux/arm64'] }, { context: '.' }, false],
  ])('images of one name from %s', (_, api, web, warned) => {
    const ci = pipeline();
    new ContainerImage(ci, 'api', api);
    new ContainerImage(ci, 'web', web);
    const { problems } = synthesizeApp(ci.node.root as App, { from: 'pipeline.ts' });
    expect(problems.map(({ where, ruleId, severity }) => `${where}: ${severity} [${ruleId}]`)).toEqual(warned ? ['ci/web: warning [image-shared]'] : []);
  });

  test('each reviewer who is none, at the target that names him', () => {
    expect(errors((ci) => target(ci, { reviewers: ['a b', 'x/y/z', 'acme/releases'], waitMinutes: 0 }))).toEqual([
      'ci/prod: reviewers: no user and no team [environment-protection]',
      'ci/prod: reviewers: no user and no team [environment-protection]',
      'ci/prod: waitMinutes: GitHub waits for whole minutes [environment-protection]',
    ]);
  });

  test('ids that a cloud wants are asked for once', () => {
    const ci = new Pipeline(new App({ repository: { owner: 'acme', name: 'shop' } }), 'ci', { triggers: [Trigger.push({ branches: ['main'] })] });
    expect(errors(() => new DeployTarget(ci, 'prod', {
      image: new ContainerImage(ci, 'image', { registries: [Registry.artifactRegistry({ project: 'acme-prod', location: 'europe-west1', repository: 'containers' })] }),
      workload: new Workload({ name: 'shop', cpu: 1, memoryMiB: 512, port: 80 }), platform: Platform.cloudRun({ project: 'acme-prod', projectNumber: '123', region: 'europe-west1' }),
    }), ci)).toEqual([expect.stringMatching(/^ci\/prod: repository: Google Cloud trusts the numeric ids/)]);
  });

  test('a pipeline whose id is no name of a file', () => {
    const job = (ci: Pipeline) => new Job(ci, 'a', { steps: [Step.run('true')] });
    expect(errors(job, pipeline([Trigger.push()], 'My Pipeline!'))).toEqual([expect.stringContaining('[pipeline-id]')]);
    expect(errors(job, pipeline([Trigger.push()], 'ci_1.x'))).toEqual([]);
  });

  test.each(['a/b', 'a:b', 'a*', ''])('an artifact named %j', (name) => {
    expect(() => new Artifact(name, { path: ['x'] })).toThrow('is no name of an artifact');
  });

  test('an artifact of nothing', () => {
    expect(() => new Artifact('dist', { path: [] })).toThrow('needs a path');
    expect(new Artifact('dist-${{ matrix.os }}', { path: ['dist'] }).name).toContain('matrix');
  });
});

describe('what works without being asked', () => {
  test('an operation that a platform of one\'s own does not offer is no job', () => {
    const ci = pipeline();
    const prod = new DeployTarget(ci, 'prod', {
      image: new ContainerImage(ci, 'image'), workload: new Workload({ name: 'shop', cpu: 1, memoryMiB: 512 }),
      platform: Platform.custom({ deploy: [Step.run('./deploy.sh')], verify: [Step.run('./verify.sh')], drift: [Step.run('./diff.sh')] }),
    });
    const operations = new OperationsPipeline(ci.node.root as App, 'operations', { targets: [prod] });
    expect(Object.keys(testing.Template.fromPipeline(operations).findJobs())).toEqual(['rollback-prod', 'drift-prod']);
  });

  test('a target that is wrong is told of once, however many operations it has', () => {
    const app = new App({ repository: { owner: 'acme', name: 'shop', ownerId: 1, id: 2 } });
    const ci = new Pipeline(app, 'ci', { triggers: [Trigger.push({ branches: ['main'] })] });
    const prod = new DeployTarget(ci, 'prod', {
      image: new ContainerImage(ci, 'image', { registries: [Registry.ghcr()] }), workload: new Workload({ name: 'shop', cpu: 1, memoryMiB: 512 }),
      platform: Platform.custom({ deploy: [Step.run('./deploy.sh')], verify: [], destroy: [Step.run('./destroy.sh')] }),
    });
    new OperationsPipeline(app, 'operations', { targets: [prod] });
    const found = synthesizeApp(app, { from: 'pipeline.ts' }).problems.filter((problem) => problem.severity === 'error');
    expect(found.map(({ where, message }) => `${where}: ${message}`)).toEqual(['ci/prod: platform.verify: a deploy that nobody verifies may not have happened: `verify` needs a step']);
  });

  test('values that no artifact can be named after are numbered', () => {
    const ci = pipeline();
    new TestMatrix(ci, 'db', { toolchain: python(), axes: { db: ['postgres:16', 'mysql:8'] } });
    new TestMatrix(ci, 'plain', { toolchain: python(), axes: { db: ['postgres', 'mysql'] } });
    const { jobs } = testing.Template.fromPipeline(ci).toJson();
    const uploaded = (id: string) => jobs[id].steps.find((step: { name: string }) => step.name === 'Upload test results').with.name;
    expect(uploaded('db')).toBe('db-results-${{ strategy.job-index }}');
    expect(uploaded('plain')).toBe('plain-results-${{ matrix.python }}-${{ matrix.db }}');
  });

  test('linters run in the environment that uv and Poetry made', () => {
    const ci = pipeline();
    const toolchain = Toolchain.python({ versions: ['3.13'], packageManager: PythonPackageManager.UV });
    new LintJob(ci, 'lint', { toolchain, linters: [Linter.ruff(), Linter.black({ severity: Severity.WARNING })] });
    const scripts = testing.Template.fromPipeline(ci).toJson().jobs.lint.steps.map((step: { run?: string }) => step.run);
    expect(scripts).toContain('uv run python -m ruff check .');
    expect(scripts).toContainEqual(expect.stringMatching(/^if ! uv run python -m black/));
  });
});
