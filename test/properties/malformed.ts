/** Programs with one mistake: a value of a wrong kind, a prop too little, something that contradicts itself, something enormous. */
import * as fc from 'fast-check';
import { program, Choices } from './arbitrary/program';
import { Expr, isRecord, Node, Program, Statement } from './program';

const raw = (source: string, value: unknown) => Node.raw(source, value);
const cycle: unknown[] = [];
cycle.push(cycle);

/** What nobody should give, whatever is asked for. */
const WRONG: readonly Expr[] = [
  null, undefined, 0, -1, 1.5, 1e9, true, '', 'x', 'python', [], {}, [[]], [null], [undefined], ['a', 'a'], { a: null }, { x: { y: [1] } }, 10n,
  raw('NaN', NaN), raw('Infinity', Infinity), raw('-0', -0), raw('(() => 1)', () => 1), raw('Symbol("x")', Symbol('x')), raw('new Date(0)', new Date(0)), raw('new Map([["a", 1]])', new Map([['a', 1]])),
  raw('Promise.resolve(1)', Promise.resolve(1)), raw('Object.create({ inherited: 1 })', Object.create({ inherited: 1 })), raw('new String("x")', new String('x')), raw('class {}', class {}),
  raw('(() => { const a = []; a.push(a); return a; })()', cycle), raw('Array(1e5).fill("x")', Array(1e5).fill('x')), raw('Array(3)', Array(3)), raw('"y".repeat(600000)', 'y'.repeat(600_000)),
  raw('JSON.parse("[".repeat(5000) + "]".repeat(5000))', JSON.parse('['.repeat(5000) + ']'.repeat(5000))), '__proto__', 'constructor', raw('JSON.parse(\'{"__proto__": {"x": 1}}\')', JSON.parse('{"__proto__": {"x": 1}}')),
  Node.call('Step.run', 'true'), Node.constant('Runner.UBUNTU_24_04'), Node.call('Trigger.push'), Node.create('App'), '${{', '${{ nope }}', '${{ secrets.X }}', 'a\nb', 'a/b', '../x', 'ubuntu-20.04', '@daily', 'PATH', 'GITHUB_TOKEN',
];

type Place = readonly (string | number)[];

/** Every place in an expression where another value could stand. */
export function places(expr: Expr, at: Place, found: Place[]): Place[] {
  found.push(at);
  if (Array.isArray(expr)) {expr.forEach((item, i) => places(item, [...at, i], found));} else if (expr instanceof Node) {
    expr.args.forEach((arg, i) => places(arg, [...at, `arg${i}`], found));
    if (expr.of) places(expr.of, [...at, 'of'], found);
  } else if (isRecord(expr)) {Object.keys(expr).forEach((key) => places(expr[key], [...at, key], found));}
  return found;
}

/** The expression with another value in one place; `undefined` leaves a prop out. */
export function replaced(expr: Expr, [head, ...rest]: Place, value: (old: Expr) => Expr): Expr {
  if (head === undefined) return value(expr);
  if (Array.isArray(expr)) return expr.map((item, i) => (i === head ? replaced(item, rest, value) : item));
  if (expr instanceof Node) {
    if (head === 'of') return expr.with(expr.args, replaced(expr.of, rest, value) as Node);
    return expr.with(expr.args.map((arg, i) => (`arg${i}` === head ? replaced(arg, rest, value) : arg)));
  }
  const entries = Object.entries(expr as Record<string, Expr>).map(([key, item]) => [key, key === head ? replaced(item, rest, value) : item] as const);
  return Object.fromEntries(entries.filter(([key, item]) => !(key === head && item === undefined)));
}

interface Mistake {
  readonly program: Program;
  readonly what: string;
}

/** One value replaced by another that does not belong there. */
function withWrongValue(valid: Program, where: number, value: Expr): Mistake {
  const all = valid.flatMap((statement, i) => places(statement.expr, [], []).map((place) => ({ i, place })));
  const { i, place } = all[where % all.length];
  const changed = valid.map((statement, n): Statement => (n === i ? { ...statement, expr: replaced(statement.expr, place, () => value) } : statement));
  return { program: changed, what: `statement ${i + 1}, ${place.join('.') || 'the whole'}` };
}

/** One value left out, or a list made empty. */
function withoutValue(valid: Program, where: number): Mistake {
  return withWrongValue(valid, where, undefined);
}

const finish = (...more: (string | [string, Expr])[]): Statement[] => more.map((one) => (typeof one === 'string' ? { expr: Node.raw(one, undefined) } : { name: one[0], expr: one[1] }));
const job = (id: string, props: Record<string, Expr>, pipeline = 'bad') => Node.create('Job', Node.ref(pipeline), id, { steps: [Node.call('Step.run', 'true', { name: 'x' })], ...props });
const pipeline = (triggers: Expr, props: Record<string, Expr> = {}): [string, Expr] => ['bad', Node.create('Pipeline', Node.ref('app'), 'bad', { triggers, ...props })];
const push = Node.call('Trigger.push');
const many = (n: number, make: (i: number) => Expr) => Array.from({ length: n }, (_, i) => make(i));

/** Values of the right kinds that cannot be meant together. */
const CONTRADICTIONS: Readonly<Record<string, Statement[]>> = {
  'both branch filters': finish(pipeline([Node.call('Trigger.push', { branches: ['a'], branchesIgnore: ['b'] })]), ['j', job('j', {})]),
  'both path filters': finish(pipeline([Node.call('Trigger.pullRequest', { paths: ['a'], pathsIgnore: ['b'] })]), ['j', job('j', {})]),
  'an event twice': finish(pipeline([push, push]), ['j', job('j', {})]),
  'no trigger': finish(pipeline([]), ['j', job('j', {})]),
  'no job': finish(pipeline([push])),
  'no step': finish(pipeline([push]), ['j', job('j', { steps: [] })]),
  'an unknown event': finish(pipeline([Node.call('Trigger.custom', 'pushed')]), ['j', job('j', {})]),
  'an unknown activity': finish(pipeline([Node.call('Trigger.pullRequest', { types: ['openned'] })]), ['j', job('j', {})]),
  'a cron of six fields': finish(pipeline([Node.call('Trigger.cron', '0 0 * * * *')]), ['j', job('j', {})]),
  'an hour of 25': finish(pipeline([Node.call('Trigger.daily', { hour: 25 })]), ['j', job('j', {})]),
  'a choice without options': finish(pipeline([Node.call('Trigger.manual', { inputs: { a: { type: 'choice' } } })]), ['j', job('j', {})]),
  '26 inputs': finish(pipeline([Node.call('Trigger.manual', { inputs: Object.fromEntries(many(26, (i) => [`i${i}`, {}] as never) as never[]) })]), ['j', job('j', {})]),
  'a timeout of zero': finish(pipeline([push]), ['j', job('j', { timeoutMinutes: 0 })]),
  'a timeout of a week': finish(pipeline([push]), ['j', job('j', { timeoutMinutes: 10_080 })]),
  'a step twice': finish(pipeline([push]), ['s', Node.call('Step.run', 'true')], ['j', job('j', { steps: [Node.ref('s'), Node.ref('s')] })]),
  'a step in two jobs': finish(pipeline([push]), ['s', Node.call('Step.run', 'true')], ['j', job('j', { steps: [Node.ref('s')] })], ['k', job('k', { steps: [Node.ref('s')] })]),
  'a job id with a space': finish(pipeline([push]), ['j', job('a b', {})]),
  'two jobs of one id': finish(pipeline([push]), ['j', job('j', {})], ['k', job('j', {})]),
  'two ids that differ in case': finish(pipeline([push]), ['j', job('j', {})], ['k', job('J', {})]),
  'a need of another pipeline': finish(pipeline([push]), ['other', Node.create('Pipeline', Node.ref('app'), 'other', { triggers: [push] })], ['j', job('j', {}, 'other')], ['k', job('k', { needs: [Node.ref('j')] })]),
  'a matrix of 300 legs': finish(pipeline([push]), ['j', job('j', { matrix: { axes: { n: many(300, (i) => i) } } })]),
  'an empty axis': finish(pipeline([push]), ['j', job('j', { matrix: { axes: { n: [] } } })]),
  'an unknown scope': finish(pipeline([push]), ['j', job('j', { permissions: { everything: 'write' } })]),
  'an unknown level': finish(pipeline([push]), ['j', job('j', { permissions: { contents: 'admin' } })]),
  'an unknown context': finish(pipeline([push]), ['j', job('j', { env: { A: '${{ githup.ref }}' } })]),
  'an unknown function': finish(pipeline([push]), ['j', job('j', { if: 'containz(github.ref, \'a\')' })]),
  'an unclosed expression': finish(pipeline([push]), ['j', job('j', { if: 'github.ref == ' })]),
  'an unknown action': finish(pipeline([push]), ['j', job('j', { steps: [Node.call('Step.uses', 'actions/chekout')] })]),
  'an unknown input': finish(pipeline([push]), ['j', job('j', { steps: [Node.call('Step.uses', 'actions/checkout', { with: { 'fetch-dept': 1 } })] })]),
  'an action without its required input': finish(pipeline([push]), ['j', job('j', { steps: [Node.call('Step.uses', 'actions/upload-artifact')] })]),
  'a retired runner': finish(pipeline([push]), ['j', job('j', { runner: Node.call('Runner.custom', 'ubuntu-20.04') })]),
  'a duplicate step id': finish(pipeline([push]), ['j', job('j', { steps: [Node.call('Step.run', 'true', { id: 'a' }), Node.call('Step.run', 'true', { id: 'A' })] })]),
  'an output of nobody': finish(pipeline([push]), ['j', job('j', {})], ['k', job('k', { env: { A: Node.ref('j').method('output', 'nope') } })]),
  'a step of no job': finish(pipeline([push]), ['s', Node.call('Step.run', 'true', { id: 's' })], ['k', job('k', { env: { A: Node.ref('s').method('output', 'x') } })]),
  'a call of itself': finish(pipeline([Node.call('Trigger.call')]), ['c', Node.create('CallJob', Node.ref('bad'), 'c', { pipeline: Node.ref('bad') })]),
  'a call of what is not reusable': finish(['callee', Node.create('Pipeline', Node.ref('app'), 'callee', { triggers: [push] })], ['j', job('j', {}, 'callee')], pipeline([push]), ['c', Node.create('CallJob', Node.ref('bad'), 'c', { pipeline: Node.ref('callee') })]),
  'a call of nothing': finish(pipeline([push]), ['c', Node.create('CallJob', Node.ref('bad'), 'c', {})]),
  'an override through a text': finish(pipeline([push]), ['j', job('j', {})], ['o', Node.ref('j').method('addOverride', 'name.x', 1)]),
  'an override of a function': finish(pipeline([push]), ['j', job('j', {})], ['o', Node.ref('j').method('addOverride', 'name', raw('(() => 1)', () => 1))]),
  'a rule that is none': finish(pipeline([push]), ['j', job('j', {})], ['o', Node.ref('j').method('disableRule', 'nope', 'x')]),
  'a secret in a condition': finish(pipeline([push]), ['j', job('j', { if: 'secrets.X != \'\'' })]),
  'an environment without a name': finish(pipeline([push]), ['j', job('j', { environment: { name: '' } })]),
  'an image without a digest': finish(pipeline([push]), ['j', job('j', { container: { image: 'node:24' } })]),
  'a file too large': finish(pipeline([push]), ['j', job('j', { steps: many(60, (i) => Node.call('Step.run', raw(`"# " + "x".repeat(9000) + ${i}`, `# ${'x'.repeat(9000)}${i}`))) })]),
  'a version that is none': finish(pipeline([push]), ['t', Node.create('TestMatrix', Node.ref('bad'), 't', { toolchain: Node.call('Toolchain.python', { versions: ['3.1'] }) })]),
  'no version': finish(pipeline([push]), ['t', Node.create('TestMatrix', Node.ref('bad'), 't', { toolchain: Node.call('Toolchain.python', { versions: [] }) })]),
  'no runner': finish(pipeline([push]), ['t', Node.create('TestMatrix', Node.ref('bad'), 't', { toolchain: Node.call('Toolchain.go', { versions: ['1.25'] }), runners: [] })]),
  'an axis that exists': finish(pipeline([push]), ['t', Node.create('TestMatrix', Node.ref('bad'), 't', { toolchain: Node.call('Toolchain.go', { versions: ['1.25'] }), axes: { go: ['x'] } })]),
  'a scan of no image': finish(pipeline([push]), ['t', Node.create('SecurityScan', Node.ref('bad'), 't', { scanners: [Node.call('Scanner.dockerScout')] })]),
  'no registry': finish(pipeline([push]), ['t', Node.create('ContainerImage', Node.ref('bad'), 't', { registries: [] })]),
};


export function cyclic(library: { Job: new (...args: never[]) => object; Pipeline: new (...args: never[]) => object; App: new (...args: never[]) => object; Step: { run(script: string): object }; Trigger: { push(): object } }): object {
  const app = new library.App(...[{ repository: { owner: 'a', name: 'b' } }] as never[]);
  const bad = new library.Pipeline(...[app, 'bad', { triggers: [library.Trigger.push()] }] as never[]);
  const needs: object[] = [];
  const a = new library.Job(...[bad, 'a', { needs, steps: [library.Step.run('true')] }] as never[]);
  needs.push(new library.Job(...[bad, 'b', { needs: [a], steps: [library.Step.run('true')] }] as never[]));
  return app;
}

export function malformed(choices: Choices = {}): fc.Arbitrary<Mistake> {
  const where = fc.nat(100_000);
  return fc.oneof(
    { arbitrary: fc.record({ valid: program(choices), where, value: fc.constantFrom(...WRONG) }).map(({ valid, where: n, value }) => withWrongValue(valid, n, value)), weight: 6 },
    { arbitrary: fc.record({ valid: program(choices), where }).map(({ valid, where: n }) => withoutValue(valid, n)), weight: 2 },
    { arbitrary: fc.constantFrom(...Object.entries(CONTRADICTIONS)).map(([what, statements]): Mistake => ({ what, program: [{ name: 'app', expr: Node.create('App', { repository: { owner: 'a', name: 'b', ownerId: 1, id: 2 } }) }, ...statements] })), weight: 1 },
  );
}
