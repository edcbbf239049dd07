import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const OURS = join(__dirname, '../../src/rules/support/schema.json');
const THEIRS = join(__dirname, '../../node_modules/@actions/workflow-parser/dist/workflow-v1.0.min.json');

test('schema.json is GitHub\'s own, without descriptions (UPDATE_SCHEMA=1 writes it)', () => {
  const schema = JSON.parse(readFileSync(THEIRS, 'utf8')) as { version: string; definitions: Record<string, unknown> };
  const definitions = Object.entries(schema.definitions).map(([name, definition]) => `    ${JSON.stringify(name)}: ${JSON.stringify(plain(definition))}`);
  const text = `{\n  "version": ${JSON.stringify(schema.version)},\n  "definitions": {\n${definitions.join(',\n')}\n  }\n}\n`;
  if (process.env.UPDATE_SCHEMA) writeFileSync(OURS, text);
  expect(readFileSync(OURS, 'utf8')).toBe(text);
});

/** `description` is also the name of a property: those stay. */
function plain(value: unknown, names = false): unknown {
  if (Array.isArray(value)) return value.map((item) => plain(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => names || key !== 'description').map(([key, inner]) => [key, plain(inner, key === 'properties')]));
}
