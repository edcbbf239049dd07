/** What is written is what is read, by any reader. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { Path } from '../../src/workflow/model';
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

describe('maps and lists', () => {
  test('each kind in each, empty and not', () => {
    const inner = [{}, [], null, 'x\ny\n', { k: [], l: null, m: { o: 1 } }, [[true], []]];
    expect(yamlText({ map: { none: {}, list: inner, last: undefined }, keep: 'a\n\n', end: null })).toBe([
      'map:', '  none: {}', '  list:', '    - {}', '    - []', '    -', '    - |', '      x', '      y', '    - k: []', '      l:', '      m:', '        o: 1',
      '    - - - true', '      - []', 'keep: |+', '  a', '', 'end:', '',
    ].join('\n'));
  });

  test('a key that is too long for its line is marked', () => {
    const key = 'k'.repeat(1025);
    expect(yamlText({ [key]: { a: 1 } })).toBe(`? ${key}\n:\n  a: 1\n`);
    expect(parse(yamlText({ [key]: { a: 1 }, b: { [key]: 'x' } }))).toEqual({ [key]: { a: 1 }, b: { [key]: 'x' } });
  });

  test('at random, with remarks and empty lines at random places', () => {
    fc.assert(fc.property(DATA, fc.infiniteStream(fc.nat(9)), (data, chance) => {
      const places = () => placesIn(data).filter(() => chance.next().value! < 3);
      const annotations = {
        behind: places().map((place) => ({ ...place, text: 'remark: "1" # - {' })),
        above: places().map(({ path }) => ({ path, text: 'above: [' })),
        spaced: places().map(({ path }) => path),
      };
      expect(parse(yamlText(data, annotations))).toEqual(data);
    }), { seed: 1, numRuns: 500 });
  });
});

const TEXT = fc.oneof(hostile.filter((text) => holdable(text) && text.length < 500), fc.string({ unit: fc.constantFrom('a', '\n', ' ', '#', ':', '-') }));
const DATA = fc.dictionary(TEXT, fc.letrec<{ data: unknown }>((tie) => ({
  data: fc.oneof(
    { maxDepth: 4 }, TEXT, fc.integer(), fc.boolean(), fc.constant(null), fc.array(tie('data'), { maxLength: 4 }), fc.dictionary(TEXT, tie('data'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).data, { minKeys: 1, maxKeys: 5, noNullPrototype: true });

function placesIn(value: unknown, path: Path = []): { path: Path; value: unknown }[] {
  const within = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [{ path, value }, ...within.flatMap(([key, item]) => placesIn(item, [...path, Array.isArray(value) ? Number(key) : key]))];
}

describe('remarks', () => {
  test('stand above a key, below its empty line, and at the top of the file', () => {
    const text = yamlText({ on: 'push', jobs: { a: 1, b: { keep: 'x\n\n' }, c: [{ d: 1 }] } }, {
      above: [{ path: [], text: 'top' }, { path: ['jobs', 'b'], text: 'why' }, { path: ['jobs', 'c', 0, 'd'], text: 'within' }],
      spaced: [['jobs'], ['jobs', 'b'], ['jobs', 'c']],
    });
    expect(text).toBe(['# top', '', 'on: push', '', 'jobs:', '  a: 1', '', '  # why', '  b:', '    keep: |+', '      x', '', '  c:', '    - # within', '      d: 1', ''].join('\n'));
  });

  test('end where their line ends, and stay only while their value does', () => {
    const text = yamlText({ a: { b: 'x', c: 'w' } }, { behind: [{ path: ['a', 'b'], value: 'x', text: 'one\ntwo: 2\u2028three' }, { path: ['a', 'c'], value: 'z', text: 'stale' }] });
    expect(text).toBe('a:\n  b: x # one two: 2 three\n  c: w\n');
  });

  test('never become part of a block', () => {
    expect(parse(yamlText({ a: 'x\ny\n' }, { behind: [{ path: ['a'], value: 'x\ny\n', text: 'remark' }] }))).toEqual({ a: 'x\ny\n' });
  });
});
