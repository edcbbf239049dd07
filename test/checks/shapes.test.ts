/** The checks of values are made of the sources: both must say the same. */
import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { describe, expect, test } from 'vitest';
import * as library from '../../src';
import { checkCall, checkData } from '../../src/checks/check';
import { SHAPES } from '../../src/checks/shapes';
import { PipewrightError } from '../../src/problem';

const ROOT = path.join(__dirname, '..', '..');

describe('the shapes', () => {
  test('are those of the sources; else run: node scripts/shapes.mjs', () => {
    const script = 'import("./scripts/shapes.mjs").then(({ shapesText }) => process.stdout.write(shapesText()))';
    const fresh = execFileSync(process.execPath, ['-e', script], { cwd: ROOT, encoding: 'utf8' });
    expect(fs.readFileSync(path.join(ROOT, 'src/checks/shapes.json'), 'utf8')).toBe(fresh);
  });

  test('every class that users call is guarded', () => {
    // a component of projen checks its options in its own words
    const names = new Set(Object.keys(SHAPES.callables).map((callable) => callable.replace(/^new /, '').replace(/[.#].*/, '')).filter((name) => !name.startsWith('PipelineProject') && !name.startsWith('PipelineComponent')));
    const unguarded = Object.keys(SHAPES.callables).filter((callable) => /[.#]/.test(callable)).filter((callable) => {
      const [name, member] = callable.split(/[.#]/);
      const type = (library as unknown as Record<string, { prototype: object }>)[name];
      if (!names.has(name) || !type) return false;
      const owner = (callable.includes('#') ? type.prototype : type) as Record<string, (...args: unknown[]) => unknown>;
      return !String(owner[member]).includes('checkCall');
    });
    expect(unguarded).toEqual([]);
  });

  test('every constructor that users call checks what it is given', () => {
    const sources = fs.readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).map((file) => fs.readFileSync(path.join(ROOT, 'src', file), 'utf8')).join('\n');
    const constructors = Object.keys(SHAPES.callables).filter((callable) => callable.startsWith('new ')).map((callable) => callable.slice(4));
    // abstract, or in projen's own hands
    const others = ['JobBase', 'PipelineComponent', 'PipelineProject'];
    expect(constructors.filter((name) => !others.includes(name) && !sources.includes(`checkNew('${name}'`))).toEqual([]);
  });
});

describe('a value', () => {
  const said = (callable: string, ...args: unknown[]) => checkCall(callable, args).map((p) => `${p.at} ${p.message}${p.nearest ? ` → ${p.nearest.join()}` : ''}`);

  test.each<[string, unknown[], string]>([
    ['Step.run', [42], 'script is a number, not a text'],
    ['Step.run', [undefined], 'script is missing; it takes a text'],
    ['Step.run', ['true', null], 'props is null, not an object: RunStepProps'],
    ['Step.run', ['true', { env: { PORT: 80 } }], 'props.env.PORT is a number, not a text'],
    ['Toolchain.python', [{ versoins: ['3.13'] }], 'props.versoins there is no such prop → versions'],
    ['Step.run', ['true', { 'timeout-minutes': 5 }], 'props.timeout-minutes there is no such prop → timeoutMinutes'],
    ['Step.run', ['true', { timeoutMinutes: NaN }], 'props.timeoutMinutes is NaN, not a number'],
    ['Step.run', ['a\0b'], 'script holds the character U+0000 at 1, which no file can hold'],
    ['Step.uses', ['a/b', { with: { when: new Date(0) } }], 'props.with.when is a Date, not plain data'],
    ['new TestMatrix', [new library.App(), 'x', { toolchain: 'python' }], 'props.toolchain is a text, not a Toolchain → Toolchain.python(…)'],
    ['new TestMatrix', [new library.App(), 'x', { toolchain: library.Toolchain.go({ versions: ['1'] }), runners: 'ubuntu-24.04' }], 'props.runners is a text, not a list of Runner'],
    ['new Job', [new library.App(), 'x', { runner: 'ubuntu-24.04', steps: [] }], 'props.runner is a text, not a Runner → Runner.UBUNTU_24_04'],
    ['new Job', [new library.App(), 'x', { steps: [], needs: ['test'] }], 'props.needs[0] is a text, not a job construct'],
    ['Linter.black', [{ severity: 'warn' }], 'props.severity is a text, not one of Severity'],
    ['Runner.selfHosted', ['a', 1], 'labels[1] is a number, not a text'],
  ])('%s %#', (callable, args, expected) => expect(said(callable, ...args)).toContain(expected));

  test('that is right is nobody\'s business', () => {
    expect(said('Step.run', 'true', { env: { A: '1' }, own: 'prop of a subclass' })).toEqual([]);
    expect(said('Trigger.push')).toEqual([]);
  });

  test('that holds itself, or is nested without end, is found', () => {
    const self: Record<string, unknown> = {};
    self.self = self;
    expect(checkData(self, 'x')).toMatchObject([{ at: 'x.self', message: 'holds itself' }]);
    let deep: unknown = 1;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(checkData(deep, 'x')).toMatchObject([{ message: 'is nested more than 100 deep' }]);
  });

  test('that is wrong is refused at the user\'s own line', () => {
    const wrong = () => library.Step.run(1 as never, { name: 2 as never });
    expect(wrong).toThrow(PipewrightError);
    try {
      wrong();
    } catch (error) {
      expect((error as PipewrightError).problems).toMatchObject([
        { ruleId: 'prop', where: 'Step.run: script', source: { file: __filename } }, { where: 'Step.run: name', fix: 'write \'2\'' },
      ]);
    }
  });
});
