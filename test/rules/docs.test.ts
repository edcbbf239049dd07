import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderDocs } from './docs';
import { RULES } from '../../src/rules/registry';

const FILE = join(__dirname, '../../docs/rules.md');

test('docs/rules.md is what the rules and fixtures say (UPDATE_DOCS=1 writes it)', () => {
  const docs = renderDocs();
  if (process.env.UPDATE_DOCS) writeFileSync(FILE, docs);
  expect(readFileSync(FILE, 'utf8')).toBe(docs);
});

test('each rule has a heading', () => {
  const headings = readFileSync(FILE, 'utf8').split('\n').filter((line) => line.startsWith('## ')).map((line) => line.slice(3));
  expect(headings).toEqual(RULES.map((rule) => rule.id));
});
