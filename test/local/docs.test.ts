import * as fs from 'fs';
import * as path from 'path';
import { expect, test } from 'vitest';
import { EMULATED } from '../../src/local/emulated/registry';

test('docs/run.md names every action with a meaning here', () => {
  const text = fs.readFileSync(path.resolve(__dirname, '../../docs/run.md'), 'utf8');
  expect(EMULATED.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});
