import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { githubParser } from '../../src/rules/github-parser';
import { scanCondition, scanTemplate } from '../../src/workflow/expression-scan';
import { parseExpression } from '../../src/workflow/expression-tree';

const references = (text: string) => scanCondition(text).segments.flatMap((segment) => segment.references.map(({ context, path }) => [context, ...path].join('.')));
const functions = (text: string) => scanCondition(text).segments.flatMap((segment) => segment.functions.map(({ name }) => name));

describe('templates', () => {
  test('finds each expression and where it is', () => {
    const { segments, whole } = scanTemplate('a ${{ github.ref }} b ${{matrix.x}}');
    expect(segments.map(({ start, end, text, offset }) => [start, end, text, offset])).toEqual([[2, 19, 'github.ref', 6], [22, 35, 'matrix.x', 25]]);
    expect(whole).toBe(false);
  });

  test('quotes hide closing braces', () => {
    expect(scanTemplate("${{ 'a }} b' }}")).toMatchObject({ whole: true, segments: [{ text: "'a }} b'" }] });
    expect(scanTemplate("${{ 'it''s }}' }}").segments[0].tree).toMatchObject({ value: "it's }}" });
  });

  test('a whole value is one expression and nothing else', () => {
    expect(scanTemplate('${{ a }}').whole).toBe(true);
    expect(scanTemplate('${{ a }} ').whole).toBe(false);
    expect(scanTemplate('${{ a }}${{ b }}').whole).toBe(false);
  });

  test('what is wrong, and where', () => {
    expect(scanTemplate('x ${{ a ').segments[0].error).toEqual({ message: 'the expression is not closed: }} is missing', offset: 2 });
    expect(scanTemplate('x ${{ }}').segments[0].error?.message).toBe('an expression was expected');
    expect(scanTemplate('x ${{ a b }}').segments[0].error).toEqual({ message: "unexpected 'b'", offset: 8 });
    expect(scanTemplate('${{ a == "x" }}').segments[0].error).toEqual({ message: "unexpected '\"x\"'", offset: 9 });
  });

  test('the same string is scanned once', () => {
    expect(scanTemplate('${{ once }}')).toBe(scanTemplate('${{ once }}'));
  });
});

describe('references', () => {
  test.each([
    ['github.event.head_commit.message', ['github.event.head_commit.message']],
    ["github['event'].x", ['github.event.x']],
    ['needs.*.result', ['needs.*.result']],
    ['matrix[github.ref].a', ['github.ref', 'matrix..a']],
    ["contains(fromJSON('[1]'), steps.a.outputs.b) && !secrets.X", ['steps.a.outputs.b', 'secrets.X']],
    ['Needs.A.outputs', ['needs.A.outputs']],
    ['fromJSON(needs.a.outputs.m).include[0].x', ['needs.a.outputs.m']],
    ['(github.ref).x', ['github.ref.x']],
    ['1 + 1', []],
  ])('%s', (text, expected) => {
    expect(references(text)).toEqual(expected);
  });

  test('functions in lower case', () => {
    expect(functions("toJSON(always()) && hashFiles('a')")).toEqual(['tojson', 'always', 'hashfiles']);
  });
});

// GitHub's own parser takes and refuses the same
describe('the grammar is GitHub\'s', () => {
  const accepts = (expression: string) => githubParser(`on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: x\n        env:\n          A: ${JSON.stringify(`\${{ ${expression} }}`)}\n`, 'a.yml').length === 0;
  const ours = (expression: string) => {
    try {
      return parseExpression(expression).depth <= 50;
    } catch {
      return false;
    }
  };

  test.each([
    'github', 'github.ref', 'github .ref', "github['ref']", "github[ 'a' ].b", 'github.*.a', 'github[*]', "'a'", "'it''s'", '1', '-1', '+1', '.5', '1e3', '0xff', '1.', '-', '1a', '1.2.3',
    'true', 'True', 'null', 'NaN', 'Infinity', '-Infinity', '!true', '!!github.a', '! github', '(1)', '((1))', '()', '(', ')', '1)', '1 2', 'a', '==', '1 == 1', '1 = 1', '1 === 1', '1 < 2 > 3',
    '1 <= 2', '1 => 2', '1 && 2 || 3', '1 & 2', '1 | 2', '&&', '1 &&', "'a'.b", '1.a', '1 .a', 'true.a', "fromJSON('1').a", "fromJSON('1')[0]", 'contains(1, 2)', 'contains(1, 2,)', 'contains(,1)',
    'format(1)', 'github.a-b', 'github.1a', 'github._a', 'github.-a', 'github..a', 'github.', '.a', '*', 'github*', '1 * 2', '1 + 2', '"a"', '`a`', 'github[1]', 'github[', 'github]', 'github[]',
    "''", "'", "'''", 'github.true', 'github.null', '(github).a', '!(github.a)', '1!=2', '1! =2', 'github\n.a', 'a-b', 'github.a.b[github.c].d', ',', '1,2', '@', '$', '${', '#', 'github.ref\t== 1', '\u00a0github.ref',
  ])('%s', (expression) => {
    expect(ours(expression) && !/^(a|a-b|True)$/.test(expression)).toBe(accepts(expression));
  });

  test('random expressions', () => {
    const parts = ['github', '.', 'ref', "'a'", '1', '(', ')', '[', ']', '*', '!', '==', '&&', '||', ',', 'contains', ' ', 'true', '<', '-', '=', 'null', "''"];
    for (const some of fc.sample(fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 9, size: 'max' }), { numRuns: 3_000, seed: 3 })) {
      const text = some.join('').trim();
      // which names exist is another rule's question
      const scan = text === '' ? undefined : scanTemplate(`\${{ ${text} }}`).segments[0];
      if (!scan?.tree || scan.references.some(({ context }) => context !== 'github') || scan.functions.some(({ name, node }) => name !== 'contains' || node.args.length !== 2)) {
        if (scan?.error) expect({ text, accepted: accepts(text) }).toEqual({ text, accepted: false });
        continue;
      }
      expect({ text, accepted: accepts(text) }).toEqual({ text, accepted: true });
    }
  });

  test('depth is counted as GitHub does', () => {
    for (const make of [(n: number) => `${'('.repeat(n)}1${')'.repeat(n)}`, (n: number) => `${'!'.repeat(n)}true`, (n: number) => `github${'.a'.repeat(n)}`, (n: number) => `${'github['.repeat(n)}1${']'.repeat(n)}`,
      (n: number) => `${'contains(1, '.repeat(n)}1${')'.repeat(n)}`, (n: number) => `${'(1 && '.repeat(n)}1${')'.repeat(n)}`, (n: number) => `${'(1 || 1 && '.repeat(n)}1${')'.repeat(n)}`]) {
      for (let n = 8; n < 56; n++) expect([make(n), ours(make(n))]).toEqual([make(n), accepts(make(n))]);
    }
  });

  test('nothing exhausts the stack', () => {
    expect(() => parseExpression('('.repeat(100_000))).toThrow('too deeply');
    expect(() => parseExpression('!'.repeat(100_000))).toThrow('too deeply');
  });
});
