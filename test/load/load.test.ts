import * as fs from 'fs';
import * as path from 'path';
import { describe, expect, test } from 'vitest';
import { App, Pipeline } from '../../src';
import { loadApps, loadAppsSync, Loaded } from '../../src/load/load';
import { Problem } from '../../src/problem';
import { repository } from '../write/repository';

const APP = 'import { App, Pipeline, Trigger } from \'pipewright\';\n'
  + 'export const app = new App();\n'
  + 'new Pipeline(app, \'ci\', { triggers: [Trigger.manual()] });\n';

/** Loads `pipeline.ts` of a folder with these files in both ways, which must agree. */
async function load(files: Readonly<Record<string, string>>, file = 'pipeline.ts'): Promise<Loaded> {
  const cwd = repository(files);
  const loaded = await loadApps(file, { cwd });
  const sync = loadAppsSync(file, { cwd });
  expect(sync.problems).toEqual(loaded.problems);
  expect(sync.apps).toHaveLength(loaded.apps.length);
  return loaded;
}

async function onlyProblem(files: Readonly<Record<string, string>>, file?: string): Promise<Problem> {
  const { apps, problems } = await load(files, file);
  expect(apps).toEqual([]);
  expect(problems).toHaveLength(1);
  return problems[0];
}

function place(problem: Problem) {
  return [path.basename(problem.source!.file), problem.source!.line, problem.source!.column];
}

describe('what is loaded', () => {
  test('every app, exported or not, made of the library that runs here', async () => {
    const { apps, problems } = await load({ 'pipeline.ts': `${APP}new App({ directory: 'other' });\n` });
    expect(problems).toEqual([]);
    expect(apps.map((app) => app.directory)).toEqual(['', 'other']);
    expect(apps[0]).toBeInstanceOf(App);
    expect(apps[0].node.children[0]).toBeInstanceOf(Pipeline);
  });

  test('the program anew each time, each of its modules once', async () => {
    const cwd = repository({
      'pipeline.ts': 'import { app } from \'./app\';\nimport \'./b\';\nif (app.node.children.length !== 1) throw new Error(\'two copies\');\n',
      'app.ts': 'import { App } from \'pipewright\';\nexport const app = new App();\n',
      'b.ts': 'import { app } from \'./app\';\nimport { Pipeline, Trigger } from \'pipewright\';\nnew Pipeline(app, \'b\', { triggers: [Trigger.manual()] });\n',
    });
    const [first, second] = [await loadApps('pipeline.ts', { cwd }), await loadApps('pipeline.ts', { cwd })];
    expect([first.problems, second.problems]).toEqual([[], []]);
    expect(first.apps[0]).not.toBe(second.apps[0]);
  });

  test('the library that runs here, where another copy is installed, by CommonJS files too', async () => {
    const other = { 'node_modules/pipewright/package.json': '{"main":"x.js"}', 'node_modules/pipewright/x.js': 'exports.App = class {};' };
    for (const [name, text] of [['a.cjs', 'const { App } = require(\'pipewright\');\nnew App();\n'], ['a.ts', 'import \'./b.cjs\';\n']]) {
      const { apps, problems } = await load({ ...other, [name]: text, 'b.cjs': 'new (require(\'pipewright\').App)();\n' }, name);
      expect(problems).toEqual([]);
      expect(apps[0]).toBeInstanceOf(App);
    }
  });

  test.each([
    ['an ES module', { 'package.json': '{"type":"module"}', 'pipeline.ts': APP }, 'pipeline.ts'],
    ['a CommonJS package', { 'package.json': '{"type":"commonjs"}', 'pipeline.ts': APP }, 'pipeline.ts'],
    ['.mts', { 'pipeline.mts': APP }, 'pipeline.mts'],
    ['.cts', { 'pipeline.cts': APP }, 'pipeline.cts'],
    ['plain JavaScript with require', { 'pipeline.cjs': 'const { App } = require(\'pipewright\');\nnew App();\n' }, 'pipeline.cjs'],
    ['plain JavaScript with import', { 'pipeline.mjs': 'import { App } from \'pipewright\';\nnew App();\n' }, 'pipeline.mjs'],
    ['a path mapped by tsconfig.json', {
      'tsconfig.json': '{\n  // comments are fine\n  "compilerOptions": { "paths": { "@ci/*": ["./ci/*"] } },\n}',
      'pipeline.ts': 'import \'@ci/app\';\n', 'ci/app.ts': APP,
    }, 'pipeline.ts'],
    ['imports with and without the ending', { 'pipeline.ts': 'import \'./a.js\';\nimport \'./b\';\n', 'a.ts': APP, 'b.ts': 'export {};\n' }, 'pipeline.ts'],
    ['enums, parameter properties and satisfies', {
      'pipeline.ts': `${APP}enum E { A = 'a' }\nclass C { constructor(public readonly e: E) {} }\nif (new C(E.A).e !== ('a' satisfies string)) throw new Error('no');\n`,
    }, 'pipeline.ts'],
    ['JSON', { 'pipeline.ts': `import data from './data.json';\n${APP}if (data.a !== 1) throw new Error('no');\n`, 'data.json': '{"a":1}' }, 'pipeline.ts'],
    ['a file in a folder', { 'ci/pipeline.ts': APP }, 'ci/pipeline.ts'],
  ])('%s', async (_, files, file) => {
    const { apps, problems } = await load(files, file);
    expect(problems).toEqual([]);
    expect(apps).toHaveLength(1);
  });

  test('await at the top level; under projen it is refused with a way out', async () => {
    const cwd = repository({ 'pipeline.ts': `${APP}\nawait Promise.resolve();\nnew App();\n` });
    expect((await loadApps('pipeline.ts', { cwd })).apps).toHaveLength(2);
    const [problem] = loadAppsSync('pipeline.ts', { cwd }).problems;
    expect(problem.message).toContain('await at the top level');
    expect(problem.fix).toContain('npx pipewright synth');
    expect(place(problem)).toEqual(['pipeline.ts', 5, undefined]);
  });

  test('modules are cached below node_modules, never in the shared temporary folder', async () => {
    const cwd = repository({ 'pipeline.ts': APP, 'node_modules/x/package.json': '{}' });
    await loadApps('pipeline.ts', { cwd });
    expect(fs.readdirSync(path.join(cwd, 'node_modules/.cache/pipewright/modules'))).not.toEqual([]);
    fs.writeFileSync(path.join(cwd, 'pipeline.ts'), `${APP}new App();\n`);
    expect((await loadApps('pipeline.ts', { cwd })).apps).toHaveLength(2);
  });
});

describe('what goes wrong is shown at the user\'s own line', () => {
  test('an exception, in an imported file and behind an indentation', async () => {
    const problem = await onlyProblem({
      'pipeline.ts': 'import { make } from \'./lib\';\nmake();\n',
      'lib.ts': 'interface Wide {\n  readonly a: number;\n}\nexport function make(): Wide {\n    const a = 1; throw new Error(\'no such\\n  account\');\n}\n',
    });
    expect(problem).toMatchObject({ ruleId: 'exception', severity: 'error', where: 'lib.ts', message: 'no such account' });
    expect(place(problem)).toEqual(['lib.ts', 5, 24]);
  });

  test('an error of another kind is named', async () => {
    const problem = await onlyProblem({ 'pipeline.ts': 'const o: any = undefined;\no.x.y;\n' });
    expect(problem.message).toMatch(/^TypeError: Cannot read properties of undefined/);
    expect(place(problem)).toEqual(['pipeline.ts', 2, 3]);
  });

  test('what a construct refuses points at the construct', async () => {
    const problem = await onlyProblem({ 'pipeline.ts': `${APP}\nnew Pipeline(app, 'ci', { triggers: [] });\n` });
    expect(problem.message).toContain('is that of another construct');
    expect(place(problem)).toEqual(['pipeline.ts', 5, 1]);
  });

  test('a syntax error', async () => {
    const problem = await onlyProblem({ 'pipeline.ts': 'import \'./lib\';\n', 'lib.ts': '\nconst a = {;\n' });
    expect(problem).toMatchObject({ ruleId: 'syntax', where: 'lib.ts' });
    expect(place(problem)).toEqual(['lib.ts', 2, 12]);
  });

  test('a package that is not installed, a file that is not there', async () => {
    const absent = await onlyProblem({ 'pipeline.ts': '\nimport { x } from \'@acme/pipelines/lib\';\nconsole.log(x);\n' });
    expect(absent).toMatchObject({ ruleId: 'missing-module', fix: 'npm install --save-dev @acme/pipelines' });
    expect(place(absent)).toEqual(['pipeline.ts', 2, 19]);
    expect((await onlyProblem({ 'pipeline.ts': 'import \'./nowhere\';\n' })).fix).toContain('correct the path');
  });

  test('something thrown that is no error', async () => {
    expect((await onlyProblem({ 'pipeline.ts': 'throw \'oops\';\n' })).message).toBe('threw "oops", which is no Error');
  });

  test('a broken tsconfig.json', async () => {
    const problem = await onlyProblem({ 'pipeline.ts': APP, 'tsconfig.json': '{ "extends": "./absent.json" }' });
    expect(problem).toMatchObject({ ruleId: 'tsconfig', where: 'tsconfig.json' });
    expect(problem.message).toContain('absent.json');
  });

  test('no file, with the nearest one', async () => {
    const problem = await onlyProblem({ 'pipelines.ts': APP });
    expect(problem).toMatchObject({ ruleId: 'no-pipeline-file', nearest: ['pipelines.ts'] });
    expect((await onlyProblem({ 'pipeline.ts/x': '' })).message).toBe('is a folder, not a file');
  });

  test('no app', async () => {
    expect(await onlyProblem({ 'pipeline.ts': 'export const x = 1;\n' })).toMatchObject({ ruleId: 'no-app' });
  });
});
