import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readWorkflow } from '../../src/workflow/read/read-workflow';
import { textOf } from '../../src/workflow/text';

const FILE = '.github/workflows/ci.yml';
const BODY = 'on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: true\n';

const problemsOf = (text: string) => readWorkflow(FILE, text).problems.map(({ source, message }) => `${source?.line}:${source?.column}: ${message}`);
const documentOf = (text: string) => {
  const { document, problems } = readWorkflow(FILE, text);
  if (!document) throw new Error(problems.map((problem) => problem.message).join(', '));
  return document;
};
const at = (text: string, path: (string | number)[], place?: 'key' | number) => {
  const locate = documentOf(text).locate as (path: (string | number)[], place?: 'key' | number) => { source?: { line?: number; column?: number } };
  const { source } = locate(path, place);
  return `${source?.line}:${source?.column}`;
};

describe('reading', () => {
  test('gives the plain model, as any YAML parser does', () => {
    const text = `# comment\nname: 'CI'\n${BODY}env: {a: 1, b: no, c: 1.10, d: "x\\n", e: , f: ~}\n`;
    expect(documentOf(text).model).toEqual(parse(text));
  });

  test('keeps the order and the spelling of keys', () => {
    const { model } = documentOf(`${BODY}env:\n  zB: 1\n  aC: 2\n  "10": 3\n`);
    expect(Object.keys(model.env as object).sort()).toEqual(['10', 'aC', 'zB']);
  });

  test('keeps the text and the comments behind values', () => {
    const document = documentOf(`${BODY}permissions:\n  contents: write # push the tag\n`);
    expect(document.comments).toEqual([{ path: ['permissions', 'contents'], value: 'write', text: 'push the tag' }]);
    expect(textOf(document)).toContain('# push the tag');
  });

  test('anchors and aliases are written out', () => {
    const text = 'on: push\njobs:\n  a: &a\n    runs-on: &r ubuntu-24.04\n    steps: []\n  b: *a\n  c:\n    runs-on: *r\n';
    expect(documentOf(text).model).toEqual(parse(text));
    expect(at(text, ['jobs', 'b', 'runs-on'])).toBe('4:17');
  });

  test('a key called __proto__ is only a key', () => {
    const { model } = documentOf(`${BODY}env:\n  __proto__: 1\n`);
    expect(Object.keys(model.env as object)).toEqual(['__proto__']);
  });
});

describe('problems', () => {
  test.each([
    ['', '1:1: the file is empty: a workflow is a map with on and jobs'],
    ['# nothing', '1:1: the file is empty: a workflow is a map with on and jobs'],
    ['- a', '1:1: the file is a list: a workflow is a map with on and jobs'],
    ['hello', '1:1: the file is one value: a workflow is a map with on and jobs'],
    [`${BODY}on: x\n`, "7:1: 'on' is already defined in this map"],
    ['a: &x [*x]', '1:8: *x stands within what it repeats'],
    ['? [a]\n: 1', '1:3: a key is one text, not a list or a map'],
  ])('%j', (text, message) => {
    expect(problemsOf(text)).toEqual([message]);
  });

  test.each(['a: [', 'a: *b', '---\n--- x', 'a:\n\t- b', '---\na: 1\n---\nb: 2', 'a: "', 'a: b: c', '%YAML 3.0\n---\na: !<x', '{', '@', '`', 'a: |1 x\n b'])('%j is no YAML', (text) => {
    const { document, problems } = readWorkflow(FILE, text);
    expect(document).toBeUndefined();
    expect(problems[0]).toMatchObject({ ruleId: 'yaml', severity: 'error', source: { line: expect.any(Number) as number } });
  });

  test('nothing that is sent makes it throw or hang', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefghij'.split('').map((k, i) => `${k}: &${k} [${`*${'abcdefghi'[i]},`.repeat(10)}]`).join('\n')}\n`;
    for (const text of [bomb, '['.repeat(20_000), '{a: '.repeat(5_000), '\0', '\u202e', '\ud800', '- '.repeat(5_000), 'a: !!binary aGk=', 'a: !!timestamp 2001-01-01', 'x'.repeat(1_000_000), '!!js/function "x": 1']) {
      expect(() => readWorkflow(FILE, text)).not.toThrow();
    }
    expect(problemsOf(bomb)[0]).toContain('100,000 parts');
  });
});

describe('places', () => {
  const text = `on: push
jobs:
  build:
    runs-on:   ubuntu-24.04
    steps:
      - name: "a \${{ x }}"
        run: |
          echo 1

            echo \${{ first }} \${{ second }}
      - run: >-
          echo
          \${{ folded }}
`;
  test('of values, keys and items', () => {
    expect(at(text, [])).toBe('1:1');
    expect(at(text, ['jobs', 'build'])).toBe('3:3');
    expect(at(text, ['jobs', 'build', 'runs-on'])).toBe('4:16');
    expect(at(text, ['jobs', 'build', 'runs-on'], 'key')).toBe('4:5');
    expect(at(text, ['jobs', 'build', 'steps', 1])).toBe('11:9');
  });

  test('of what is not there: where its parent is', () => {
    expect(at(text, ['jobs', 'build', 'timeout-minutes'])).toBe('3:3');
    expect(at(text, ['jobs', 'nothing', 'at', 'all'])).toBe('2:1');
  });

  test('of expressions in quoted, literal and folded strings', () => {
    const value = (path: (string | number)[]) => path.reduce<unknown>((of, key) => (of as Record<string | number, unknown>)[key], documentOf(text).model) as string;
    const find = (path: (string | number)[], part: string) => at(text, path, value(path).indexOf(part));
    expect(find(['jobs', 'build', 'steps', 0, 'name'], '${{ x')).toBe('6:18');
    expect(find(['jobs', 'build', 'steps', 0, 'run'], '${{ first')).toBe('10:18');
    expect(find(['jobs', 'build', 'steps', 0, 'run'], '${{ second')).toBe('10:31');
    expect(find(['jobs', 'build', 'steps', 0, 'run'], 'echo 1')).toBe('8:11');
    expect(find(['jobs', 'build', 'steps', 1, 'run'], '${{ folded')).toBe('13:11');
  });
});
