/** What is written is what is read, by any reader. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { yamlText } from '../../src/workflow/render/yaml';
import { HOSTILE, hostile } from '../properties/strings';

/** The same text as a value, deep in lists, and as a key. */
const shapes = (text: string) => ({ a: { b: text, c: 1 }, l: [{ x: text, y: 2 }, text, [text, 3]], deep: { er: { still: { v: text, [text.slice(0, 500)]: 1 } } } });
// halves of pairs have no UTF-8; synthesis refuses them
const holdable = (text: string) => !/\p{Cs}/u.test(text) && !text.startsWith('__proto__');

describe('texts', () => {
  test.each(HOSTILE.filter((text) => holdable(text) && text.length < 10_000).map((text) => [JSON.stringify(text).slice(0, 40), text]))('%s', (_, text) => {
    expect(parse(yamlText(shapes(text)))).toEqual(shapes(text));
  });

  test('at random', () => {
    fc.assert(fc.property(hostile.filter((text) => holdable(text) && text.length < 10_000), (text) => {
      expect(parse(yamlText(shapes(text)))).toEqual(shapes(text));
    }), { seed: 1, numRuns: 500 });
  });

  test('nothing is left for a reader to take in its own way', () => {
    const texts = ['yes', 'on', '1_000', '12:30', '2024-01-01', '0x1F', '~', '3.10', '=', '<<'];
    expect(yamlText(texts)).toBe(texts.map((text) => `- "${text}"\n`).join(''));
  });

  test('a block whose first line is indented says its indent, which libyaml needs', () => {
    expect(yamlText({ run: '\tmake\n' })).toBe('run: |2\n  \tmake\n');
    expect(yamlText({ run: '\n  echo\n' })).toBe('run: |2\n\n    echo\n');
  });

  test('what nobody sees is escaped', () => {
    expect(yamlText({ a: 'x\u202ey\u2028z\u0085' })).toBe('a: "x\\u202ey\\u2028z\\u0085"\n');
  });
});

describe('numbers', () => {
  test.each([0, -0, 1.5, -1e-9, 1e21, Number.MAX_SAFE_INTEGER, 5e-324])('%s', (number) => expect(parse(yamlText({ number }))).toEqual({ number }));
});

describe('remarks', () => {
  test('end where their line ends, and stay only while their value does', () => {
    const text = yamlText({ a: { b: 'x', c: 'w' } }, { behind: [{ path: ['a', 'b'], value: 'x', text: 'one\ntwo: 2\u2028three' }, { path: ['a', 'c'], value: 'z', text: 'stale' }] });
    expect(text).toBe('a:\n  b: x # one two: 2 three\n  c: w\n');
  });

  test('never become part of a block', () => {
    expect(parse(yamlText({ a: 'x\ny\n' }, { behind: [{ path: ['a'], value: 'x\ny\n', text: 'remark' }] }))).toEqual({ a: 'x\ny\n' });
  });
});
