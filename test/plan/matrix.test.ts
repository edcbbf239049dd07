/** The legs of a matrix, as GitHub's own builder makes them. */
import { describe, expect, test } from 'vitest';
import { workflow } from './document';
import { Event } from '../../src/plan/event';
import { Plan, planWorkflow } from '../../src/plan/plan';
import { PlanOptions } from '../../src/plan/plan-options';

function matrix(yaml: string, options: PlanOptions = {}, event = Event.push()): Plan {
  return planWorkflow(workflow(`
on: { push: , workflow_dispatch: { inputs: { versions: { default: '["a","b"]' } } } }
jobs:
  first: { outputs: { list: "\${{ steps.x.outputs.y }}" } }
  a:
    needs: first
    runs-on: x
    strategy:
      matrix: ${yaml}
  b: { needs: a }`), event, options);
}

describe('legs', () => {
  test.each<[string, string, unknown[]]>([
    ['the first axis turns slowest', '{ os: [l, w], v: [1, 2] }', [{ os: 'l', v: 1 }, { os: 'l', v: 2 }, { os: 'w', v: 1 }, { os: 'w', v: 2 }]],
    ['values keep their type', '{ v: [1, "1", true, 3.10, { a: [1] }] }', [{ v: 1 }, { v: '1' }, { v: true }, { v: 3.1 }, { v: { a: [1] } }]],
    ['exclude matches in part', '{ os: [l, w], v: [1, 2], exclude: [{ os: w }] }', [{ os: 'l', v: 1 }, { os: 'l', v: 2 }]],
    ['exclude matches as a whole', '{ os: [l, w], v: [1, 2], exclude: [{ os: w, v: 1 }] }', [{ os: 'l', v: 1 }, { os: 'l', v: 2 }, { os: 'w', v: 2 }]],
    ['exclude compares as == does', '{ os: [Linux, w], v: ["1"], exclude: [{ os: linux, v: 1 }] }', [{ os: 'w', v: '1' }]],
    ['exclude looks into objects', '{ n: [{ a: 1, b: 1 }, { a: 2, b: 1 }], exclude: [{ n: { a: 1 } }] }', [{ n: { a: 2, b: 1 } }]],
    ['include extends every leg when it names no axis', '{ os: [l, w], include: [{ x: 1 }] }', [{ os: 'l', x: 1 }, { os: 'w', x: 1 }]],
    ['include extends the legs that it matches', '{ os: [l, w], v: [1], include: [{ os: l, x: 1 }] }', [{ os: 'l', v: 1, x: 1 }, { os: 'w', v: 1 }]],
    ['include that matches none is a leg of its own', '{ os: [l], include: [{ os: m, x: 1 }] }', [{ os: 'l' }, { os: 'm', x: 1 }]],
    ['include brings back what was excluded', '{ os: [l, w], exclude: [{ os: w }], include: [{ os: w, x: 1 }] }', [{ os: 'l' }, { os: 'w', x: 1 }]],
    ['only include', '{ include: [{ a: 1 }, { a: 2, b: 3 }] }', [{ a: 1 }, { a: 2, b: 3 }]],
    ['GitHub\'s own example', `{ fruit: [apple, pear], animal: [cat, dog], include: [
        { color: green }, { color: pink, animal: cat }, { fruit: apple, shape: circle }, { fruit: banana }, { fruit: banana, animal: cat }] }`, [
      { fruit: 'apple', animal: 'cat', color: 'pink', shape: 'circle' },
      { fruit: 'apple', animal: 'dog', color: 'green', shape: 'circle' },
      { fruit: 'pear', animal: 'cat', color: 'pink' },
      { fruit: 'pear', animal: 'dog', color: 'green' },
      { fruit: 'banana' },
      { fruit: 'banana', animal: 'cat' },
    ]],
    ['names of axes are the user\'s own', '{ "Node-Version": [1], include: [{ node-version: 1, x: 2 }] }', [{ 'Node-Version': 1, 'x': 2 }]],
    ['an expression in a value', '{ ref: ["${{ github.ref_name }}", x] }', [{ ref: 'main' }, { ref: 'x' }]],
    ['an expression as an axis', '{ v: "${{ fromJSON(\'[1,2]\') }}" }', [{ v: 1 }, { v: 2 }]],
    ['an expression as the whole', '"${{ fromJSON(\'{\\"v\\":[1,2],\\"include\\":[{\\"v\\":3}]}\') }}"', [{ v: 1 }, { v: 2 }, { v: 3 }]],
    ['a value that only the run knows', '{ v: ["${{ vars.V }}", b] }', [{ v: '<unknown: vars.V>' }, { v: 'b' }]],
  ])('%s', (_, yaml, legs) => {
    expect(matrix(yaml).matrix('a')).toEqual(legs);
  });

  test('from an input', () => {
    const yaml = '{ v: "${{ fromJSON(inputs.versions) }}" }';
    expect(matrix(yaml, {}, Event.manual()).matrix('a')).toEqual([{ v: 'a' }, { v: 'b' }]);
    expect(matrix(yaml, {}, Event.manual({ inputs: { versions: '[1]' } })).matrix('a')).toEqual([{ v: 1 }]);
  });
});

describe('a matrix that only the run knows', () => {
  test.each<[string, string[]]>([
    ['"${{ fromJSON(needs.first.outputs.list) }}"', ['needs.first.outputs.list']],
    ['{ v: "${{ fromJSON(needs.first.outputs.list) }}" }', ['needs.first.outputs.list']],
    ['{ v: [1], include: "${{ fromJSON(vars.MORE) }}" }', ['vars.MORE']],
    ['{ v: ["${{ vars.V }}", b], exclude: [{ v: a }] }', ['vars.V']],
  ])('%s', (yaml, unknown) => {
    const plan = matrix(yaml);
    expect(plan.job('a')).toMatchObject({ runs: 'yes', legs: [], matrixUnknown: unknown });
    expect(() => plan.matrix('a')).toThrow(`only the run knows the matrix: it depends on ${unknown.join(', ')}`);
    expect(plan.runs).toEqual(['first', 'a', 'b']);
    expect(plan.toTable()).toMatch(/a +runs +\?/);
  });

  test('unless it is given', () => {
    expect(matrix('{ v: "${{ fromJSON(vars.V) }}" }', { vars: { V: '[7]' } }).matrix('a')).toEqual([{ v: 7 }]);
  });
});

describe('a matrix that GitHub refuses fails its job', () => {
  const many = (n: number) => `[${Array.from({ length: n }, (_, i) => i).join(', ')}]`;

  test.each<[string, RegExp]>([
    [`{ v: ${many(257)} }`, /makes 257 jobs; GitHub takes at most 256/],
    [`{ a: ${many(300)}, b: ${many(300)}, c: ${many(300)} }`, /makes 27000000 jobs/],
    ['{ v: [] }', /the axis v of the matrix has no values/],
    ['{ v: "${{ fromJSON(\'[]\') }}" }', /has no values/],
    ['{ v: 1 }', /the axis v is no list/],
    ['{ v: [1], exclude: [{ v: 1 }] }', /the matrix has no jobs/],
    ['{ v: [1], exclude: [{ w: 1 }] }', /exclude names w, which is no axis/],
    ['{ v: "${{ fromJSON(\'[\') }}" }', /JSON/],
  ])('%s', (yaml, reason) => {
    const plan = matrix(yaml);
    expect(plan.job('a')).toMatchObject({ runs: 'no', legs: [], reason: { text: expect.stringMatching(reason) } });
    expect(plan.job('b').reason.text).toBe('it needs a, which failed');
  });

  test('256 jobs are taken, also when exclusions bring it there', () => {
    expect(matrix(`{ v: ${many(256)} }`).matrix('a')).toHaveLength(256);
    expect(matrix(`{ v: ${many(257)}, exclude: [{ v: 3 }] }`).matrix('a')).toHaveLength(256);
  });
});
