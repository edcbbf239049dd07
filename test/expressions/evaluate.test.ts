import { describe, expect, test } from 'vitest';
import * as cases from './fixtures/semantics.json';
import { evaluate } from '../../src/expressions/evaluate';

/** One row: what is evaluated, on what, and what GitHub's documentation says comes out of it. */
interface Case {
  readonly expr: string;
  readonly contexts?: Record<string, unknown>;
  readonly result?: unknown;
  readonly error?: string;
}

/** NaN and Infinity have no place in JSON. */
function plain(value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

describe.each(Object.entries(cases.groups as Record<string, Case[]>))('%s', (_group, rows) => {
  test.each(rows.map((row) => [row.expr, row] as const))('%s', (expr, row) => {
    if (row.error !== undefined) {
      expect(() => evaluate(expr, row.contexts)).toThrow(row.error);
    } else {
      expect(plain(evaluate(expr, row.contexts))).toEqual(row.result);
    }
  });
});

describe('evaluation', () => {
  test('functions that only a run can answer are supplied', () => {
    expect(evaluate('always() && hashFiles(\'a\', \'b\')', {}, { always: () => true, hashFiles: (...files) => files.join('+') })).toBe('a+b');
  });

  test('a function that was not supplied is named', () => {
    expect(() => evaluate('success()')).toThrow('success() has no meaning here');
  });

  test('keys that JavaScript has already taken are ordinary keys', () => {
    const github = { constructor: 'a', toString: 'b', __proto__: null, hasOwnProperty: 'c' };
    expect(evaluate('format(\'{0}{1}{2}\', github.constructor, github.toString, github.hasOwnProperty)', { github })).toBe('abc');
    expect(evaluate('github.valueOf', { github })).toBeNull();
  });
});
