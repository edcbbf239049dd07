/** Expressions that are built rather than typed. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../src/expressions/evaluate';
import { Expression as E } from '../../src/expressions/expression';
import { parseExpression } from '../../src/expressions/parse';
import { Step } from '../../src/step';

describe('text', () => {
  test.each<[E, string]>([
    [E.github('event.pull_request.head.sha'), 'github.event.pull_request.head.sha'],
    [E.github('event.commits.*.message'), 'github.event.commits.*.message'],
    [E.env('A'), 'env.A'],
    [E.vars('na me'), 'vars[\'na me\']'],
    [E.env('it\'s'), 'env[\'it\'\'s\']'],
    [E.job('status'), 'job.status'],
    [E.steps('build', 'outputs.digest'), 'steps.build.outputs.digest'],
    [E.runner('os'), 'runner.os'],
    [E.secrets('TOKEN'), 'secrets.TOKEN'],
    [E.strategy('job-index'), 'strategy.job-index'],
    [E.matrix('os'), 'matrix.os'],
    [E.needs('image', 'outputs.digest'), 'needs.image.outputs.digest'],
    [E.needs('*', 'result'), 'needs.*.result'],
    [E.inputs('level'), 'inputs.level'],
    [E.literal('it\'s'), '\'it\'\'s\''],
    [E.literal('${{ x }}'), '\'${{ x }}\''],
    [E.literal(null), 'null'],
    [E.literal(1.5), '1.5'],
    [E.github('ref').eq('refs/heads/main'), 'github.ref == \'refs/heads/main\''],
    [E.github('run_number').ge(3), 'github.run_number >= 3'],
    [E.github('a').lt(1).eq(true), 'github.a < 1 == true'],
    [E.github('a').eq(E.github('b').eq(1)), 'github.a == (github.b == 1)'],
    [E.github('a').eq(1).eq(2), 'github.a == 1 == 2'],
    [E.github('a').eq(1).lt(2), '(github.a == 1) < 2'],
    [E.not(E.github('a')), '!github.a'],
    [E.not(E.github('a').ne(1)), '!(github.a != 1)'],
    [E.not(E.not(E.github('a'))), '!!github.a'],
    [E.all(E.github('a'), E.any(E.github('b'), E.github('c'))), 'github.a && (github.b || github.c)'],
    [E.any(E.github('a'), E.all(E.github('b'), E.github('c'))), 'github.a || github.b && github.c'],
    [E.github('a').or(E.github('b')).and(E.github('c')), '(github.a || github.b) && github.c'],
    [E.all(E.raw('github.a || github.b'), true), '(github.a || github.b) && true'],
    [E.all(E.github('a')), 'github.a'],
    [E.contains(E.list('a', 'b'), E.github('ref')), 'contains(fromJSON(\'["a","b"]\'), github.ref)'],
    [E.startsWith(E.github('ref'), 'v'), 'startsWith(github.ref, \'v\')'],
    [E.endsWith(E.github('ref'), 'v'), 'endsWith(github.ref, \'v\')'],
    [E.format('{0}-{1}', E.github('ref'), 1), 'format(\'{0}-{1}\', github.ref, 1)'],
    [E.join(E.github('x')), 'join(github.x)'],
    [E.join(E.github('x'), '-'), 'join(github.x, \'-\')'],
    [E.toJson(E.github('event')), 'toJSON(github.event)'],
    [E.fromJson(E.needs('a', 'outputs.m')).property('x').item(0), 'fromJSON(needs.a.outputs.m).x[0]'],
    [E.github('a').or(E.github('b')).property('c'), '(github.a || github.b).c'],
    [E.hashFiles('**/package-lock.json', 'a'), 'hashFiles(\'**/package-lock.json\', \'a\')'],
    [E.case(E.github('a').eq(1), 'one', 'other'), 'case(github.a == 1, \'one\', \'other\')'],
    [E.all(E.not(E.cancelled()), E.success()), '!cancelled() && success()'],
    [E.any(E.always(), E.failure()), 'always() || failure()'],
    [E.github('a').gt(1).or(E.github('a').le(0)), 'github.a > 1 || github.a <= 0'],
  ])('%s', (expression, text) => {
    expect(expression.text).toBe(text);
    expect(expression.toString()).toBe(`\${{ ${text} }}`);
    expect(() => parseExpression(text)).not.toThrow();
  });
});

test('an expression in braces, and a late reference, stay expressions', () => {
  expect(E.all('${{ github.a || github.b }}', true).text).toBe('(github.a || github.b) && true');
  const output = Step.run('x', { id: 'x' }).output('y');
  expect(E.all(E.literal(1), output).text).toBe(`1 && ${output}`);
  expect(E.raw(`${output} == 'a'`).text).toBe(`${output} == 'a'`);
});

test('what has no single meaning is an error', () => {
  expect(() => E.contains('v${{ github.ref }}', 'a')).toThrow('text around an expression is no operand');
  expect(() => E.raw('github.ref = 1')).toThrow('Unexpected symbol');
  expect(() => E.literal(['a'])).toThrow('a list is no literal');
  expect(() => E.case(true, 1)).toThrow('2 arguments were given');
  expect(() => E.all()).toThrow('nothing to join');
});

test('any text survives as a literal', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    expect(evaluate(E.literal(text).text)).toBe(text);
  }), { numRuns: 1_000, seed: 7 });
});

/** Built with methods, and by hand with every parenthesis: both must mean the same. */
type Built = { expression: E; full: string };
const { built } = fc.letrec<{ built: Built }>((tie) => ({
  built: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(0, 1, 2, true, false).map((value): Built => ({ expression: E.literal(value), full: String(value) })),
    fc.tuple(tie('built'), fc.constantFrom(['and', '&&'], ['or', '||'], ['eq', '=='], ['ne', '!='], ['lt', '<'], ['ge', '>=']), tie('built'))
      .map(([left, [method, operator], right]): Built => ({
        expression: (left.expression as unknown as Record<string, (other: E) => E>)[method](right.expression),
        full: `(${left.full} ${operator} ${right.full})`,
      })),
    tie('built').map((inner): Built => ({ expression: E.not(inner.expression), full: `(!${inner.full})` })),
  ),
}));

test('parentheses stand where they are needed', () => {
  fc.assert(fc.property(built, ({ expression, full }) => {
    expect(evaluate(expression.text), `${expression.text} ≠ ${full}`).toEqual(evaluate(full));
  }), { numRuns: 2_000, seed: 11 });
});
