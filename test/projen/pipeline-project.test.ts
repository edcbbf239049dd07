import * as fs from 'fs';
import * as path from 'path';
import { javascript, Project, typescript } from 'projen';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { PipelineComponent, PipelineProject } from '../../src';
import { contents, repository } from '../write/repository';

const WORKFLOW = '.github/workflows/ci.yml';
const PIPELINE = `import { App, Job, Pipeline, Runner, Step, Trigger } from 'pipewright';
const ci = new Pipeline(new App(), 'ci', { triggers: [Trigger.manual()] });
new Job(ci, 'hello', { runner: Runner.UBUNTU_24_04, steps: [Step.run('echo hello', { name: 'Say hello' })] });
`;

beforeEach(() => {
  vi.stubEnv('PROJEN_DISABLE_POST', '1'); // no installation
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const logging = { level: 0 as never };
const json = (root: string, file: string) => JSON.parse(fs.readFileSync(path.join(root, file), 'utf8').replace(/^\/\/.*/, ''));

/** Synthesizes; what ends the process is returned. */
function synth(make: () => Project): { exit?: number; err: string } {
  const err: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean(err.push(String(text))));
  vi.spyOn(process, 'exit').mockImplementation((code) => {
    throw Object.assign(new Error('exit'), { exit: code });
  });
  try {
    make().synth();
    return { err: err.join('') };
  } catch (error) {
    if (!(error as { exit?: number }).exit) throw error;
    return { exit: (error as { exit: number }).exit, err: err.join('') };
  } finally {
    vi.restoreAllMocks();
  }
}

describe('PipelineProject', () => {
  const project = (outdir: string, options: object = {}) => new PipelineProject({ name: 'shop', outdir, logging, typeCheck: false, ...options });

  test('of an empty folder makes a first pipeline and synthesizes it; a second run changes nothing', () => {
    const root = repository();
    expect(synth(() => project(root))).toEqual({ err: '' });
    const first = contents(root);
    expect(Object.keys(first)).toEqual(expect.arrayContaining(['pipeline.ts', 'pipeline.test.ts', WORKFLOW, '.github/PIPELINES.md', 'package.json', '.gitignore', 'tsconfig.json']));
    synth(() => project(root));
    expect(contents(root)).toEqual(first);
  });

  test('runs .projenrc.ts by tsx and tests by vitest, and is private', () => {
    const root = repository();
    synth(() => project(root));
    const { tasks } = json(root, '.projen/tasks.json');
    expect(tasks.default.steps).toEqual([{ exec: 'node --import tsx .projenrc.ts' }]);
    expect(tasks.test.steps).toEqual([{ exec: 'vitest run --passWithNoTests' }]);
    const manifest = json(root, 'package.json');
    expect(manifest).toMatchObject({ private: true, scripts: { projen: 'npx projen', test: 'projen test' } });
    expect(manifest).not.toHaveProperty('publishConfig');
    expect(Object.keys(manifest.devDependencies)).toEqual(['@types/node', 'constructs', 'pipewright', 'projen', 'tsx', 'typescript', 'vitest']);
  });

  test('keeps what is there: scripts, dependencies, addresses, files of people', () => {
    const own = {
      '.gitignore': '__pycache__/\nnode_modules/\n',
      'tsconfig.json': '{ "compilerOptions": {} }\n',
      'pipeline.ts': PIPELINE,
    };
    const manifest = {
      type: 'module',
      scripts: { hello: 'echo hi', test: 'mocha' },
      dependencies: { 'is-odd': '^3.0.1' },
      devDependencies: { pipewright: 'file:../pipewright.tgz', mocha: '10.0.0' },
    };
    const root = repository({ ...own, 'package.json': JSON.stringify(manifest) });
    for (let run = 0; run < 2; run++) {
      synth(() => project(root));
      expect(contents(root)).toMatchObject(own);
      expect(json(root, 'package.json')).toMatchObject({
        type: 'module',
        scripts: { hello: 'echo hi' },
        dependencies: { 'is-odd': '^3.0.1' },
        devDependencies: { pipewright: 'file:../pipewright.tgz', mocha: '10.0.0' },
      });
    }
    expect(Object.keys(contents(root))).toContain('tsconfig.projen.json');
    expect(Object.keys(contents(root))).not.toContain('pipeline.test.ts');
  });

  test.each([
    ['pnpm-lock.yaml', 'pnpm'], ['yarn.lock', 'yarn'], ['bun.lock', 'bun'], ['package-lock.json', 'npm'],
  ])('uses the package manager of %s', (lock, manager) => {
    const root = repository({ [lock]: '' });
    const { package: { packageManager } } = project(root);
    expect(String(packageManager)).toContain(manager);
  });

  test('samples can be switched off', () => {
    const root = repository();
    expect(synth(() => project(root, { sampleCode: false }))).toMatchObject({ exit: 1, err: expect.stringContaining('npx pipewright init') });
  });
});

describe('PipelineComponent', () => {
  const component = (outdir: string, pipeline = 'pipeline.ts') => {
    const project = new typescript.TypeScriptProject({
      name: 'shop', outdir, defaultReleaseBranch: 'main', github: false, logging, packageManager: javascript.NodePackageManager.NPM,
    });
    new PipelineComponent(project, { pipeline, typeCheck: false });
    return project;
  };

  test('adds the pipelines to an existing project, out of its package', () => {
    const root = repository({ 'pipeline.ts': PIPELINE });
    expect(synth(() => component(root))).toEqual({ err: '' });
    const files = contents(root);
    expect(files[WORKFLOW]).toContain('echo hello');
    expect(files['.npmignore']).toContain('/pipeline.ts\n');
    expect(files['.gitattributes']).toContain(`/${WORKFLOW} linguist-generated`);
    expect(json(root, 'package.json').devDependencies).toHaveProperty('pipewright');
    expect(json(root, 'tsconfig.json').include).not.toContain('pipeline.ts');
  });

  test('keeps a file: address', () => {
    const root = repository({ 'pipeline.ts': PIPELINE, 'package.json': '{"dependencies":{"pipewright":"file:../p.tgz"}}' });
    synth(() => component(root));
    expect(json(root, 'package.json').devDependencies.pipewright).toBe('file:../p.tgz');
  });

  test('an error in the file ends the process, at the user\'s line, and no file is touched', () => {
    const root = repository({ 'pipeline.ts': `${PIPELINE}\nthrow new Error('oops');\n` });
    const before = contents(root);
    const { exit, err } = synth(() => component(root));
    expect(exit).toBe(1);
    expect(err).toMatch(/pipeline\.ts:5:7\): oops \[exception\]/);
    expect(err).toContain('> 5 | throw new Error(\'oops\');');
    expect(err).not.toMatch(/^\s+at /m);
    expect(contents(root)).toEqual(before);
  });

  test('an edited workflow ends the process', () => {
    const root = repository({ 'pipeline.ts': PIPELINE });
    synth(() => component(root));
    fs.chmodSync(path.join(root, WORKFLOW), 0o644);
    fs.appendFileSync(path.join(root, WORKFLOW), '# mine\n');
    fs.writeFileSync(path.join(root, 'pipeline.ts'), PIPELINE.replace('echo hello', 'echo bye'));
    expect(synth(() => component(root))).toMatchObject({ exit: 1, err: expect.stringContaining('was edited by hand') });
  });

  test.each([['build', 'build.yml'], ['release', 'release.yml']])('a pipeline that is named like a workflow of projen, %s, is an error before anything is written', (id, file) => {
    const root = repository({ 'pipeline.ts': PIPELINE.replace('\'ci\'', `'${id}'`) });
    const make = () => {
      const project = new typescript.TypeScriptProject({ name: 'shop', outdir: root, defaultReleaseBranch: 'main', logging });
      new PipelineComponent(project, { pipeline: 'pipeline.ts', typeCheck: false });
      return project;
    };
    const before = contents(root);
    expect(synth(make)).toMatchObject({ exit: 1, err: expect.stringMatching(new RegExp(`^error: .github/workflows/${file}: is written by the projen project itself \\[projen-file\\]\n.*another id`)) });
    expect(contents(root)).toEqual(before);
  });

  describe('of a subproject', () => {
    const inFolder = (id: string) => PIPELINE.replace('new App()', 'new App({ directory: \'packages/a\' })').replace('\'ci\'', `'${id}'`);
    const make = (root: string) => () => {
      const parent = new javascript.NodeProject({ name: 'mono', outdir: root, defaultReleaseBranch: 'main', logging });
      const child = new typescript.TypeScriptProject({ name: 'a', parent, outdir: 'packages/a', defaultReleaseBranch: 'main', logging });
      new PipelineComponent(child, { pipeline: 'pipeline.ts', typeCheck: false });
      return parent;
    };

    test('writes to the root, where its workflow is known to be generated', () => {
      const root = repository({ '.git/HEAD': '', 'packages/a/pipeline.ts': inFolder('a') });
      expect(synth(make(root))).toEqual({ err: '' });
      const files = contents(root);
      expect(files['.github/workflows/a.yml']).toContain('echo hello');
      expect(files['.gitattributes']).toContain('/.github/workflows/a.yml linguist-generated');
      expect(files['packages/a/.gitattributes']).not.toContain('a.yml');
      expect(json(root, 'packages/a/package.json').devDependencies).toHaveProperty('pipewright');
    });

    test('has no name that a workflow of the root has', () => {
      const root = repository({ '.git/HEAD': '', 'packages/a/pipeline.ts': inFolder('build') });
      expect(synth(make(root))).toMatchObject({ exit: 1, err: expect.stringContaining('.github/workflows/build.yml: is written by the projen project itself') });
    });
  });

  test('lives beside the workflows of projen', () => {
    const root = repository({ 'pipeline.ts': PIPELINE });
    const make = () => {
      const project = new typescript.TypeScriptProject({ name: 'shop', outdir: root, defaultReleaseBranch: 'main', logging });
      new PipelineComponent(project, { pipeline: 'pipeline.ts', typeCheck: false });
      return project;
    };
    expect(synth(make)).toEqual({ err: '' });
    const first = contents(root);
    expect(Object.keys(first)).toEqual(expect.arrayContaining([WORKFLOW, '.github/workflows/build.yml', '.github/workflows/release.yml']));
    expect(synth(make)).toEqual({ err: '' });
    expect(contents(root)).toEqual(first);
  });

  test('where nobody installs aws-cdk-lib, its absence ends the process before anything is written', () => {
    vi.stubEnv('PROJEN_DISABLE_POST', '');
    const missing = 'throw new Error(\'Cannot find module aws-cdk-lib\');\n';
    const root = repository({ 'pipeline.ts': `${PIPELINE}${missing}` });
    const before = contents(root);
    expect(synth(() => {
      const project = new Project({ name: 'shop', outdir: root, logging });
      new PipelineComponent(project, { pipeline: 'pipeline.ts', typeCheck: false });
      return project;
    })).toMatchObject({ exit: 1 });
    expect(contents(root)).toEqual(before);
  });

  test('works in a project of another language, which has no package.json', () => {
    const root = repository({ 'pipeline.ts': PIPELINE });
    const make = () => {
      const project = new Project({ name: 'shop', outdir: root, logging });
      new PipelineComponent(project, { pipeline: 'pipeline.ts', typeCheck: false });
      return project;
    };
    expect(synth(make)).toEqual({ err: '' });
    expect(contents(root)).toHaveProperty([WORKFLOW]);
  });
});
