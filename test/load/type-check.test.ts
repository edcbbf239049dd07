import * as fs from 'fs';
import * as path from 'path';
import { describe, expect, test } from 'vitest';
import { exactColumn } from '../../src/load/columns';
import { typeCheck } from '../../src/load/type-check';
import { repository } from '../write/repository';

// the library's own declarations, from sources, take long; one that is enough for these programs
const TYPES = path.join(repository({ 'index.d.ts': 'export class App { constructor(props?: { readonly defaultBranch?: string }); }\n' }), 'index.d.ts');
const check = (file: string) => typeCheck(file, { types: TYPES });

const RIGHT = 'import { App } from \'pipewright\';\nnew App({ defaultBranch: \'main\' });\n';

describe('type errors', () => {
  test('are reported at the user\'s line, in imported files too, without a tsconfig.json', () => {
    const root = repository({
      'pipeline.ts': 'import { App } from \'pipewright\';\nimport { name } from \'./lib\';\nnew App({ defaultBrench: name });\n',
      'lib.ts': '\nexport const name: string = 1;\n',
    });
    const { problems, outcome } = check(path.join(root, 'pipeline.ts'));
    expect(outcome).toBe('checked');
    expect(problems.map((p) => [path.basename(p.source!.file), p.source!.line, p.source!.column])).toEqual([['lib.ts', 2, 14], ['pipeline.ts', 3, 11]]);
    expect(problems[1].message).toContain('Did you mean to write \'defaultBranch\'');
  });

  test('of the project\'s own options; what only its build needs is left out', () => {
    const options = { strict: true, rootDir: 'src', composite: true, noUnusedLocals: true, module: 'commonjs', moduleResolution: 'node10', paths: { '@ci/*': ['./ci/*'] } };
    const root = repository({
      'tsconfig.json': JSON.stringify({ compilerOptions: options, include: ['src'] }),
      'pipeline.ts': `import { a } from '@ci/a';\n${RIGHT}const unused: string = a;\n`,
      'ci/a.ts': 'export const a = \'a\';\n',
    });
    expect(check(path.join(root, 'pipeline.ts')).problems).toEqual([]);
  });

  test('are not looked for in JavaScript', () => {
    expect(check('/somewhere/pipeline.js')).toEqual({ problems: [], outcome: 'javascript' });
  });

  test('do not ask for the declarations of Node.js', () => {
    const root = repository({
      'pipeline.ts': `import { readdirSync } from 'node:fs';\nimport * as path from 'path';\n${RIGHT}readdirSync(path.join(__dirname, process.env.X ?? '')).map((name) => name);\nexport const a: number = '';\n`,
    });
    expect(check(path.join(root, 'pipeline.ts')).problems.map((p) => p.source?.line)).toEqual([6]);
  });

  test('keep their column when they are printed', () => {
    const root = repository({ 'pipeline.ts': 'import { App } from \'pipewright\';\nexport const apps = [new App({ defaultBranch: \'main\' }), new App({ defaultBranch: 1 })];\n' });
    const [{ source }] = check(path.join(root, 'pipeline.ts')).problems;
    expect(source).toMatchObject({ line: 2, column: 68 });
    expect(exactColumn(source!)).toBe(source);
  });

  test('are looked for again only when something changed', () => {
    const root = repository({ 'pipeline.ts': `import './lib';\n${RIGHT}`, 'lib.ts': 'export const a: number = 1;\n', 'node_modules/x/package.json': '{}' });
    const file = path.join(root, 'pipeline.ts');
    expect(check(file).outcome).toBe('checked');
    expect(check(file).outcome).toBe('cached');
    const now = Date.now() / 1000;
    fs.utimesSync(path.join(root, 'lib.ts'), now, now); // touched by git, same text
    expect(check(file).outcome).toBe('cached');
    fs.writeFileSync(path.join(root, 'lib.ts'), 'export const a: number = "";\n');
    expect(check(file)).toMatchObject({ outcome: 'checked', problems: [{ ruleId: 'type-error' }] });
    expect(check(file).outcome).toBe('checked'); // a failure is never remembered
    fs.writeFileSync(path.join(root, 'lib.ts'), 'export const a: number = 2;\n');
    expect(check(file).outcome).toBe('checked');
    fs.writeFileSync(path.join(root, 'tsconfig.json'), '{"compilerOptions":{"strict":true}}');
    expect(check(file).outcome).toBe('checked');
  });

  test('do not read what browsers have, unless the program or a package of it names that', () => {
    const root = repository({
      'lean.ts': RIGHT,
      'console.ts': `${RIGHT}console.log(new URL('https://example.com').host);\n`,
      'package.ts': `${RIGHT}import { page } from 'page';\nexport const a: number = page.title;\n`,
      'node_modules/page/package.json': '{"name":"page","types":"index.d.ts"}',
      'node_modules/page/index.d.ts': 'export declare const page: Document;\n',
    });
    const read = (name: string) => {
      const { problems, outcome } = check(path.join(root, name));
      const folder = path.join(root, 'node_modules', '.cache', 'pipewright', 'types');
      const [entry] = fs.existsSync(folder) ? fs.readdirSync(folder).map((file) => fs.readFileSync(path.join(folder, file), 'utf8')) : [];
      fs.rmSync(folder, { recursive: true, force: true });
      return { outcome, lines: problems.map((p) => p.source?.line), browsers: entry?.includes('lib.dom.d.ts') };
    };
    expect(read('lean.ts')).toEqual({ outcome: 'checked', lines: [], browsers: false });
    expect(read('console.ts')).toEqual({ outcome: 'checked', lines: [], browsers: true });
    expect(read('package.ts')).toEqual({ outcome: 'checked', lines: [4], browsers: undefined });
  });
});
