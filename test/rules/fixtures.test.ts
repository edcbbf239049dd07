import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FIXTURES, findingsOf, fixturesOf, formatFinding } from './fixture';
import { RULES } from '../../src/rules/registry';

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const fixtures = fixturesOf(id);
  const named = (start: string) => fixtures.filter(({ name }) => name.startsWith(start)).map((fixture) => [fixture.name, fixture] as const);

  test.each(named('fail'))('refuses %s', (_, fixture) => {
    expect(fixture.expected, 'a failing fixture says what it expects').not.toEqual([]);
    expect(findingsOf(rule, fixture).map((problem) => formatFinding(problem, fixture.yaml))).toEqual(fixture.expected);
  });

  test.each(named('pass'))('takes %s', (_, fixture) => {
    expect(findingsOf(rule, fixture).map((problem) => formatFinding(problem, fixture.yaml))).toEqual([]);
  });

  test('has a failing and a passing fixture, and nothing else', () => {
    expect(named('fail').length).toBeGreaterThan(0);
    expect(named('pass').length).toBeGreaterThan(0);
    expect(named('fail').length + named('pass').length).toBe(fixtures.length);
  });
});

describe('the registry', () => {
  const files = readdirSync(join(__dirname, '../../src/rules')).filter((file) => file.endsWith('.ts')).map((file) => file.replace('.ts', ''));
  const MACHINERY = ['check-files', 'github-parser', 'registry', 'rule', 'run'];

  test('has one file a rule, named by its id', () => {
    expect(RULES.map((rule) => rule.id).sort()).toEqual(files.filter((file) => !MACHINERY.includes(file)).sort());
  });

  test('has one folder of fixtures a rule', () => {
    expect(readdirSync(FIXTURES).sort()).toEqual(RULES.map((rule) => rule.id).sort());
  });

  test('says for each rule what, why and where that is written', () => {
    for (const rule of RULES) {
      expect(rule.description, rule.id).toMatch(/\.$/);
      expect(rule.reason, rule.id).toMatch(/\.$|\)$/);
      expect(rule.source, rule.id).toMatch(/^https:|^docs\//);
    }
  });
});
