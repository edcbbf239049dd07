/** Evaluation where something is unknown: what follows from what is known, and no more. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate, evaluatePartially, isTruthy, makeScope } from '../../src/expressions/evaluate';
import { parseExpression } from '../../src/expressions/parse';
import { truthOf } from '../../src/expressions/three-valued';
import { isUnknown, Unknown } from '../../src/expressions/unknown';
import { fromData, unknownBeyond } from '../../src/expressions/values';

/** `vars` is unknown, `github.ref` is known. */
const scope = () => makeScope({
  github: unknownBeyond('github', []),
  vars: unknownBeyond('vars'),
  env: { yes: true, no: false, text: 'abc', list: ['a', new Unknown(['env.list'])], items: [{ n: 'a' }, new Unknown(['env.items'])] },
});

const ask = (text: string) => evaluatePartially(parseExpression(text), scope());

describe('what is decided', () => {
  test.each<[string, unknown]>([
    ['vars.A && false', false],
    ['false && vars.A', false],
    ['true || vars.A', true],
    ['vars.A || true', true],
    ['!(vars.A && false)', true],
    ['vars.A && \'\' || false', false],
    ['(vars.A || true) && (vars.B && false || true)', true],
    ['vars.A == vars.A', true],
    ['vars.A != vars.A', false],
    ['vars.A && 1 || 2', true],
    ['contains(env.list, \'a\')', true],
    ['contains(env.items.*.n, \'a\')', true],
    ['contains(fromJSON(\'[]\'), vars.A)', false],
    ['case(true, 1, vars.A, 2, 3)', true],
    ['case(false, vars.A, 2)', true],
    ['format(\'x\')', true],
    ['env.text == \'ABC\' || vars.A', true],
  ])('%s', (text, truth) => {
    expect(truthOf(ask(text))).toBe(truth);
  });
});

describe('what is not, and what it depends on', () => {
  test.each<[string, string[]]>([
    ['vars.A', ['vars.A']],
    ['!vars.A', ['vars.A']],
    ['vars.A == \'x\'', ['vars.A']],
    ['vars.A && vars.B', ['vars.A', 'vars.B']],
    ['true && vars.A', ['vars.A']],
    ['vars.A > 1', ['vars.A']],
    ['vars.A.b.c == 1', ['vars.A.b.c']],
    ['vars[vars.A]', ['vars.A']],
    ['env[vars.A]', ['vars.A']],
    ['vars.*', ['vars.*']],
    ['github.event.commits.*.message', ['github.event.commits.*.message']],
    ['contains(env.list, \'b\')', ['env.list']],
    ['contains(vars.A, \'b\')', ['vars.A']],
    ['contains(\'b\', vars.A)', ['vars.A']],
    ['join(env.list)', ['env.list']],
    ['toJSON(env)', ['env.list', 'env.items']],
    ['toJSON(vars)', ['vars']],
    ['fromJSON(vars.A).b', ['vars.A.b']],
    ['startsWith(vars.A, \'b\')', ['vars.A']],
    ['case(vars.A, 1, 2)', ['vars.A']],
    ['format(\'{0}\', vars.A)', ['vars.A']],
  ])('%s', (text, names) => {
    const value = ask(text);
    expect(isUnknown(value) && value.truth === undefined).toBe(true);
    expect((value as Unknown).names).toEqual(names);
  });

  test('a value that is unknown is shown by its name', () => {
    expect(fromData(ask('vars.A'))).toBe('<unknown: vars.A>');
  });
});

/** Random expressions over names whose values may or may not be known. */
const NAMES = ['a', 'b', 'c'];
const VALUES = [true, false, 0, 1, '', 'x', 'X', '1', null];
const leaf = fc.oneof(
  fc.constantFrom(...NAMES).map((name) => `vars.${name}`),
  fc.constantFrom('true', 'false', '0', '1', '\'\'', '\'x\'', 'null', 'fromJSON(\'["x",1]\')'),
);
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    fc.tuple(tie('expression'), fc.constantFrom('&&', '||', '==', '!=', '<', '>='), tie('expression')).map(([l, o, r]) => `(${l} ${o} ${r})`),
    tie('expression').map((e) => `!${e}`),
    fc.tuple(tie('expression'), tie('expression')).map(([l, r]) => `contains(${l}, ${r})`),
    fc.tuple(tie('expression'), tie('expression')).map(([l, r]) => `startsWith(${l}, ${r})`),
    fc.tuple(tie('expression'), tie('expression'), tie('expression')).map(([p, a, b]) => `case(!${p}, ${a}, ${b})`),
    tie('expression').map((e) => `format('{0}', ${e})`),
    tie('expression').map((e) => `join(${e}, '-')`),
  ),
}));

test('what is said to be known holds for every value of what is unknown', () => {
  const three = fc.array(fc.constantFrom(...VALUES), { minLength: 3, maxLength: 3 });
  fc.assert(fc.property(expression, fc.subarray(NAMES), three, (text, hidden, values) => {
    const all = Object.fromEntries(NAMES.map((name, i) => [name, values[i]]));
    const known = Object.fromEntries(NAMES.filter((name) => !hidden.includes(name)).map((name) => [name, all[name]]));
    const vars = { ...known, ...Object.fromEntries(hidden.map((name) => [name, new Unknown([`vars.${name}`])])) };
    const truth = truthOf(evaluatePartially(parseExpression(text), makeScope({ vars })));
    if (truth !== undefined) expect(isTruthy(evaluate(text, { vars: all })), text).toBe(truth);
    if (hidden.length === 0) expect(truth).toBeDefined();
  }), { numRuns: 3_000, seed: 42 });
});
