import { expect, test } from 'vitest';
import { formatProblem } from '../src/problem';
import { Registry } from '../src/registries';

test.each<[string, unknown, string]>([
  ['plain data', { a: [1, 'x'] }, '{"a":[1,"x"]}'],
  ['an object of a class, by its name alone', { registry: Registry.ghcr() }, '{"registry":"[Registry]"}'],
  ['what JSON has no word for', 10n, '10'],
  ['an object without a prototype', Object.create(null), '{}'],
])('a value is shown: %s', (_, value, shown) => {
  const text = formatProblem({ ruleId: 'prop', severity: 'error', where: 'ci', message: 'is wrong', value });
  expect(text.split('\n')[1]).toBe(`    value:   ${shown}`);
});
