import * as fs from 'fs';
import * as path from 'path';
import { expect, test } from 'vitest';

test('docs/proof.md is made of the recorded figures; else run: node scripts/proof.mjs', async () => {
  const { proof } = await import(path.join(__dirname, '..', 'scripts', 'proof.mjs')) as { proof(): string };
  expect(fs.readFileSync(path.join(__dirname, '..', 'docs', 'proof.md'), 'utf8')).toBe(proof());
});
