/**
 * GitHub's own test data for expressions: the JSON files of `expressions/testdata` in github.com/actions/languageservices.
 * They are not in this repository; the job `expressions` of its own pipeline checks them out. By hand:
 * PIPEWRIGHT_EXPRESSIONS_TESTDATA=<folder> npx vitest run test/expressions
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, test } from 'vitest';
import { evaluate, evaluatePartially, makeScope } from '../../src/expressions/evaluate';
import { CONTEXTS, parseWith } from '../../src/expressions/parse';
import { fromData } from '../../src/expressions/values';

interface Case {
  readonly expr: string;
  readonly contexts?: Record<string, unknown>;
  readonly result?: { readonly kind: string; readonly value: unknown };
  readonly err?: { readonly kind: string; readonly value: string };
  readonly options?: { readonly skip?: readonly string[] };
}

const folder = process.env.PIPEWRIGHT_EXPRESSIONS_TESTDATA;
const files = folder && existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];

describe('GitHub\'s own test data', () => {
  test.runIf(process.env.PIPEWRIGHT_REQUIRE_TESTDATA === '1')('is there', () => expect(files.length).toBeGreaterThan(10));

  test.skipIf(files.length > 0)('was not tried: set PIPEWRIGHT_EXPRESSIONS_TESTDATA', ({ skip }) => skip());

  test.each(files)('%s', (file) => {
    const groups = JSON.parse(readFileSync(path.join(folder!, file), 'utf8')) as Record<string, Case[]>;
    for (const row of Object.values(groups).flat()) {
      if (!row.options?.skip?.includes('typescript')) check(row);
    }
  });
});

/** Both evaluators must agree with GitHub: the plain one, and the planner's where nothing is unknown. */
function check(row: Case): void {
  const names = [...new Set([...CONTEXTS, ...Object.keys(row.contexts ?? {})])];
  const partially = () => fromData(evaluatePartially(parseWith(row.expr, names), makeScope(row.contexts ?? {})));
  for (const run of [() => evaluate(row.expr, row.contexts), partially]) {
    if (row.err) {
      expect(run, row.expr).toThrow();
    } else {
      const value = run();
      expect(kindOf(value), row.expr).toBe(row.result!.kind);
      expect(normal(value), row.expr).toEqual(normal(row.result!.value));
    }
  }
  if (row.err?.value.includes('Located at')) expect(() => evaluate(row.expr, row.contexts)).toThrow(row.err.value);
}

function kindOf(value: unknown): string {
  if (value === null) return 'Null';
  if (Array.isArray(value)) return 'Array';
  return { string: 'String', number: 'Number', boolean: 'Boolean', object: 'Object' }[typeof value as string] ?? typeof value;
}

/** The data writes what JSON cannot as text, and does not tell -0 from 0. */
function normal(value: unknown): unknown {
  if (typeof value !== 'number') return value;
  return Number.isFinite(value) ? value + 0 : String(value);
}
