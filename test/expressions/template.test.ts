/** Strings with expressions in them. */
import { describe, expect, test } from 'vitest';
import { InvalidExpression, parseExpression } from '../../src/expressions/parse';
import { evaluateTemplate, interpolate, readCondition, templateExpression } from '../../src/expressions/template';

describe('the one expression that a string means', () => {
  test.each<[string, string | undefined]>([
    ['no expression', undefined],
    ['${{ github.ref }}', 'github.ref'],
    ['${{github.ref}}', 'github.ref'],
    ['a ${{ github.ref }} b', 'format(\'a {0} b\', github.ref)'],
    ['${{ github.ref }}${{ github.sha }}', 'format(\'{0}{1}\', github.ref, github.sha)'],
    ['it\'s {x} ${{ github.ref }}', 'format(\'it\'\'s {{x}} {0}\', github.ref)'],
    ['${{ \'}}\' }}', '\'}}\''],
    ['${{ format(\'{0}}}\', \'it\'\'s }}\') }}!', 'format(\'{0}!\', format(\'{0}}}\', \'it\'\'s }}\'))'],
  ])('%s', (text, expression) => {
    expect(templateExpression(text)).toBe(expression);
  });

  test.each(['${{ github.ref', 'a ${{ }} b', '${{ \'}}'])('%s is none', (text) => {
    expect(() => templateExpression(text)).toThrow(InvalidExpression);
  });
});

test('one expression alone keeps its type, text around it makes it text', () => {
  expect(evaluateTemplate('${{ 1 == 1 }}', {})).toBe(true);
  expect(evaluateTemplate('x ${{ 1 == 1 }}', {})).toBe('x true');
  expect(interpolate('${{ github.list }}-${{ github.n }}', { github: { list: [], n: 1.50 } })).toBe('Array-1.5');
  expect(interpolate('plain', {})).toBe('plain');
});

describe('conditions', () => {
  test.each<[string | boolean | undefined, string | undefined, boolean]>([
    [undefined, undefined, true],
    ['', undefined, true],
    [true, 'true', true],
    ['github.ref', 'github.ref', true],
    ['${{ github.ref }}', 'github.ref', true],
    ['always() && github.ref', 'always() && github.ref', false],
    ['!Cancelled()', '!Cancelled()', false],
    ['\'always()\' == github.ref', '\'always()\' == github.ref', true],
    ['github.always', 'github.always', true],
    ['contains(fromJSON(\'[]\'), failure())', 'contains(fromJSON(\'[]\'), failure())', false],
  ])('%s', (value, text, impliesSuccess) => {
    const condition = readCondition(value);
    expect([condition.written?.text, condition.impliesSuccess]).toEqual([text, impliesSuccess]);
  });
});

test('an error says where, also behind a line break', () => {
  const parse = (text: string) => () => parseExpression(text);
  expect(parse('github.ref = 1')).toThrow('Unexpected symbol: \'=\'. Located at position 12 within expression: github.ref = 1');
  expect(parse('(github.ref')).toThrow(/Unexpected end of expression/);
  expect(parse('github.ref &&\n  githb.sha')).toThrow(/Unrecognized named-value: 'githb'\. Located at position 17 within.*Did you mean 'github'\?/s);
  expect(parse(`'${'x'.repeat(21_000)}'`)).toThrow('Exceeded max expression length 21000');
  try {
    parseExpression('\'a\nb\' ==\nx(1)');
    expect.unreachable();
  } catch (error) {
    expect((error as InvalidExpression).offset).toBe(9);
  }
});
