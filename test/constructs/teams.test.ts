// What teams write, and what it must become.
import { describe, expect, test } from 'vitest';
import { App, CallJob, ContainerImage, Coverage, Job, NodePackageManager, Pipeline, Scanner, SecurityScan, Step, testing, TestMatrix, Toolchain, Trigger } from '../../src';
import { synthesizeApp } from '../../src/synth/synthesize';

const push = () => Trigger.push({ branches: ['main'] });
const pipeline = (triggers = [push()], id = 'ci') => new Pipeline(new App(), id, { triggers });
const yaml = (one: Pipeline) => testing.Template.fromPipeline(one).toYaml();
const problems = (one: Pipeline) => synthesizeApp(one.node.root as App, { from: 'pipeline.ts' }).problems;
const SHA = '0123456789abcdef0123456789abcdef01234567';

describe('an action that the catalogue does not hold', () => {
  test('is pinned as people copy it from a workflow, with its release', () => {
    const ci = pipeline();
    new Job(ci, 'pages', { steps: [Step.uses(`acme/pages@${SHA} # v3.0.1`)] });
    new CallJob(ci, 'call', { uses: `acme/flows/.github/workflows/x.yml@${SHA} # v2.0.0` });
    expect(yaml(ci)).toContain(`uses: acme/pages@${SHA} # v3.0.1\n`);
    expect(yaml(ci)).toContain(`uses: acme/flows/.github/workflows/x.yml@${SHA} # v2.0.0\n`);
    expect(problems(ci).map((p) => p.ruleId)).toEqual(['unchecked-action']);
  });

  test('by its name alone is one error, which says how its commit is found', () => {
    const ci = pipeline();
    new Job(ci, 'stale', { steps: [Step.uses('actions/stale')] });
    const errors = problems(ci).filter((p) => p.severity === 'error');
    expect(errors.map((p) => p.ruleId)).toEqual(['unpinned-uses']);
    expect(errors[0].fix).toContain('git ls-remote --tags https://github.com/actions/stale');
  });

  test('a tag on one that it holds is left out', () => {
    const ci = pipeline();
    new Job(ci, 'a', { steps: [Step.uses('actions/checkout@v4')] });
    expect(problems(ci).find((p) => p.ruleId === 'unpinned-uses')?.fix).toMatch(/^leave '@v4' out/);
  });
});

test('what cannot be handed over in a script is said once', () => {
  const ci = pipeline();
  new Job(ci, 'a', { steps: [Step.run('python -c \'print("${{ github.actor }}")\'')] });
  expect(problems(ci).filter((p) => p.ruleId === 'template-injection')).toHaveLength(1);
});

test('a field of a context that does not exist is an error', () => {
  const ci = pipeline();
  new Job(ci, 'a', { if: 'github.event_nam == \'push\'', steps: [Step.run('true')] });
  expect(problems(ci)).toEqual([expect.objectContaining({ ruleId: 'reference', severity: 'error', nearest: ['event_name'] })]);
});

describe('concurrency', () => {
  const ofCalled = (...triggers: Trigger[]) => {
    const called = pipeline(triggers, 'build');
    new Job(called, 'a', { steps: [Step.run('true')] });
    return testing.Template.fromPipeline(called).toJson().concurrency;
  };

  test('of what is only called is its caller\'s: several calls of one run do not cancel each other', () => {
    expect(ofCalled(Trigger.call())).toBeUndefined();
  });

  test('of what is called as well tells callers and inputs apart', () => {
    expect(ofCalled(Trigger.call(), push())).toMatchObject({ group: 'build-${{ github.event.pull_request.number || github.ref }}-${{ github.workflow }}' });
    expect(ofCalled(Trigger.call({ inputs: { env: { type: 'string' } } }), push())).toMatchObject({
      'group': 'build-${{ github.event.pull_request.number || github.ref }}-${{ github.workflow }}-${{ inputs.env }}',
      'cancel-in-progress': '${{ github.event_name == \'pull_request\' }}',
    });
  });
});

test('an empty list of legs says nothing: actionlint refuses it', () => {
  const ci = pipeline();
  new TestMatrix(ci, 'test', { toolchain: Toolchain.node({ versions: ['22'] }), include: [], exclude: [] });
  new Job(ci, 'a', { matrix: { axes: { x: [1] }, exclude: [] }, steps: [Step.run('true')] });
  expect(yaml(ci)).not.toMatch(/include|exclude/);
});

test('an override stands where a reader looks for it', () => {
  const ci = pipeline();
  const job = new Job(ci, 'a', { steps: [Step.run('true')] });
  job.addOverride('env.LEVEL', 'full');
  job.addOverride('steps.0.name', 'Nothing');
  ci.addOverride('jobs.a.continue-on-error', true);
  ci.addOverride('env.CI', '1');
  const { jobs, ...workflow } = testing.Template.fromPipeline(ci).toJson() as { jobs: Record<string, { steps: object[] }> };
  expect(Object.keys(workflow)).toEqual(['name', 'on', 'permissions', 'env', 'concurrency']);
  expect(Object.keys(jobs.a)).toEqual(['name', 'runs-on', 'permissions', 'timeout-minutes', 'continue-on-error', 'env', 'steps']);
  expect(Object.keys(jobs.a.steps[0])).toEqual(['name', 'run']);
});

test.each([['ci', 'CI'], ['web-ui', 'Web UI'], ['security-scan', 'Security scan'], ['deploy_api', 'Deploy API']])('the title of %s is %s', (id, title) => {
  const one = pipeline([push()], id);
  new Job(one, id, { steps: [Step.run('true')] });
  expect(testing.Template.fromPipeline(one).toJson()).toMatchObject({ name: title, jobs: { [id]: { name: title } } });
});

describe('toolchains', () => {
  const stepsOf = (toolchain: Toolchain, coverage?: Coverage) => {
    const ci = pipeline();
    new TestMatrix(ci, 'test', { toolchain, coverage });
    return (testing.Template.fromPipeline(ci).toJson() as { jobs: { test: { steps: { name: string; with?: object }[] } } }).jobs.test.steps;
  };
  const named = (name: string, steps: { name: string }[]) => steps.find((step) => step.name === name);

  test('pnpm reads its version beside the lock file', () => {
    const node = (props: object) => Toolchain.node({ versions: ['22'], packageManager: NodePackageManager.PNPM, ...props });
    expect(named('Set up pnpm', stepsOf(node({})))).not.toHaveProperty('with');
    expect(named('Set up pnpm', stepsOf(node({ workingDirectory: 'web' })))).toMatchObject({ with: { package_json_file: 'web/package.json' } });
    expect(named('Set up pnpm', stepsOf(node({ workingDirectory: 'web', cacheDependencyPath: ['pnpm-lock.yaml'] })))).not.toHaveProperty('with');
  });

  test('.NET caches where there is a lock file: without one the set-up would fail', () => {
    const steps = stepsOf(Toolchain.dotnet({ versions: ['9.0.x'], workingDirectory: 'api' }));
    expect(named('Set up .NET', steps)).toMatchObject({ with: { cache: '${{ hashFiles(\'api/**/packages.lock.json\') != \'\' }}' } });
  });

  test('Rust brings the program that measures its coverage', () => {
    const rust = () => Toolchain.rust({ versions: ['stable'] });
    expect(stepsOf(rust(), Coverage.summary()).map((step) => step.name)).toEqual(expect.arrayContaining(['Install cargo-llvm-cov', 'Run tests']));
    expect(named('Install cargo-llvm-cov', stepsOf(rust()))).toBeUndefined();
  });
});

describe('a scanner of one\'s own', () => {
  const scan = (env?: Record<string, string>) => {
    const ci = pipeline();
    new SecurityScan(ci, 'scan', { scanners: [Scanner.custom({ name: 'semgrep', image: false, steps: [Step.run('semgrep ci', { env })] })] });
    return testing.Template.fromPipeline(ci);
  };

  test('that reads a secret is guarded by the environment, without saying so', () => {
    expect(() => scan({ TOKEN: '${{ secrets.SEMGREP_APP_TOKEN }}' }).hasJob('scan', { environment: { name: 'scan', deployment: false } })).not.toThrow();
    expect(() => scan({ LEVEL: '${{ vars.LEVEL }}' }).hasJob('scan', { environment: testing.Match.absent() })).not.toThrow();
  });
});

describe('what needs a scan', () => {
  const needs = (...scanners: Scanner[]) => {
    const ci = new Pipeline(new App({ repository: { owner: 'acme', name: 'shop' } }), 'ci', { triggers: [push(), Trigger.pullRequest()] });
    const scan = new SecurityScan(ci, 'scan', { image: new ContainerImage(ci, 'image'), scanners });
    new Job(ci, 'deploy', { needs: [scan], steps: [Step.run('true')] });
    return (testing.Template.fromPipeline(ci).toJson() as { jobs: { deploy: { needs: string[] } } }).jobs.deploy.needs;
  };

  test('waits for all of its jobs that run on the same events', () => {
    expect(needs(Scanner.trivy(), Scanner.dockerScout(), Scanner.dependencyReview(), Scanner.codeql({ languages: ['go'] }))).toEqual(['scan', 'scan-scout', 'scan-codeql']);
    expect(needs(Scanner.dependencyReview(), Scanner.codeql({ languages: ['go'] }))).toEqual(['scan']);
    expect(needs(Scanner.dependencyReview())).toEqual(['scan']);
  });
});
