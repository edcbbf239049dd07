/** Triggers of all kinds, in combinations that GitHub takes. */
import * as fc from 'fast-check';
import { Facts } from './scope';
import { Expr, Node } from '../program';
import { anyText, oneLine } from '../strings';

export interface Triggers {
  readonly expr: Expr;
  readonly facts: Facts;
}

const patterns = fc.uniqueArray(fc.constantFrom('main', 'develop', 'feature/*', 'v[0-9]+.x', '**', 'émigré', 'release-1'), { minLength: 1, maxLength: 3 });
const tags = fc.uniqueArray(fc.constantFrom('v*', 'v[0-9]+.[0-9]+', '**', 'nightly'), { minLength: 1, maxLength: 2 });
const paths = fc.uniqueArray(fc.constantFrom('src/**', '**.md', 'docs/*', '*.ts', 'a b/**'), { minLength: 1, maxLength: 3 });

// a target in a pipeline that its default branch never starts is refused: see the tests of mistakes
const withMain = patterns.map((all) => ['main', 'trunk', ...all.filter((one) => one !== 'main')]);
const withoutMain = patterns.map((all) => ['develop', ...all.filter((one) => !['main', '**', 'develop'].includes(one))]);
const branchFilter = fc.oneof(fc.constant({}), fc.record({ branches: withMain }), fc.record({ branchesIgnore: withoutMain }));
const tagFilter = fc.oneof({ arbitrary: fc.constant({}), weight: 3 }, { arbitrary: fc.record({ tags }), weight: 1 }, { arbitrary: fc.record({ tagsIgnore: tags }), weight: 1 });
const pathFilter = fc.oneof({ arbitrary: fc.constant({}), weight: 2 }, { arbitrary: fc.record({ paths }), weight: 1 }, { arbitrary: fc.record({ pathsIgnore: paths }), weight: 1 });
const merged = (...parts: fc.Arbitrary<object>[]) => fc.tuple(...parts).map((all) => Object.assign({}, ...all) as Record<string, Expr>);

const push = merged(branchFilter, tagFilter, pathFilter);
const pullRequest = merged(branchFilter, pathFilter, fc.oneof(fc.constant({}), fc.record({ types: fc.uniqueArray(fc.constantFrom('opened', 'synchronize', 'reopened', 'labeled', 'closed'), { minLength: 1 }) })));
const cron = fc.tuple(fc.integer({ min: 0, max: 59 }), fc.integer({ min: 0, max: 23 }), fc.constantFrom('*', '1', '*/2', '1-15'), fc.constantFrom('*', 'JAN', '*/3'), fc.constantFrom('*', 'MON-FRI', '0,6'))
  .map((fields) => fields.join(' '));

const inputName = fc.constantFrom('level', 'dryRun', 'LOG-LEVEL', 'a_b', 'Target', 'x1');
const manualInput: fc.Arbitrary<Record<string, Expr>> = fc.oneof(
  fc.record({ type: fc.constant('choice'), options: fc.uniqueArray(oneLine, { minLength: 1, maxLength: 4 }), description: oneLine }),
  fc.record({ description: anyText, required: fc.boolean(), default: oneLine }, { requiredKeys: [] }),
  fc.record({ type: fc.constant('boolean'), default: fc.boolean(), description: oneLine }),
  fc.record({ type: fc.constant('number'), default: fc.integer(), description: oneLine }),
  fc.record({ type: fc.constant('environment'), description: oneLine }),
);
const callInput: fc.Arbitrary<Record<string, Expr>> = fc.oneof(
  fc.record({ type: fc.constant('string'), description: anyText, required: fc.boolean(), default: oneLine }, { requiredKeys: ['type'] }),
  fc.record({ type: fc.constant('boolean'), default: fc.boolean() }),
  fc.record({ type: fc.constant('number'), default: fc.integer() }),
);
const named = (input: fc.Arbitrary<Record<string, Expr>>) => fc.uniqueArray(fc.tuple(inputName, input), { maxLength: 3, selector: ([name]) => name.toLowerCase().replaceAll('_', '-') })
  .map((entries) => Object.fromEntries(entries));
const secrets = fc.dictionary(fc.constantFrom('TOKEN', 'Db_Url', 'key2'), fc.record({ description: oneLine, required: fc.boolean() }, { requiredKeys: [] }), { maxKeys: 2, noNullPrototype: true });

const OTHER = fc.constantFrom<[string, Record<string, Expr>][]>(
  ['issues', { types: ['opened', 'edited'] }], ['create', {}], ['delete', {}], ['fork', {}], ['gollum', {}], ['label', { types: ['created'] }], ['merge_group', {}], ['milestone', {}],
  ['page_build', {}], ['public', {}], ['repository_dispatch', { types: ['deploy'] }], ['watch', { types: ['started'] }], ['deployment', {}], ['deployment_status', {}], ['check_run', {}],
  ['discussion', { types: ['created'] }], ['branch_protection_rule', {}], ['pull_request_review', { types: ['submitted'] }], ['registry_package', {}], ['status', {}],
);

const choice = fc.record({
  push: fc.option(push), pullRequest: fc.option(pullRequest), release: fc.option(fc.constantFrom({}, { types: ['published'] }, { types: ['created', 'released'] }), { freq: 1 }),
  daily: fc.option(fc.record({ hour: fc.nat(23), minute: fc.nat(59) }, { requiredKeys: [] }), { freq: 1 }), cron: fc.option(cron, { freq: 1 }),
  timezone: fc.option(fc.constantFrom('Europe/Berlin', 'America/New_York')), manual: fc.option(named(manualInput)), call: fc.option(fc.tuple(named(callInput), secrets), { freq: 1 }), other: fc.option(OTHER, { freq: 1 }),
});

export const triggers: fc.Arbitrary<Triggers> = choice.map((c): Triggers => {
  const list: Expr[] = [];
  if (c.push) list.push(Node.call('Trigger.push', c.push));
  if (c.pullRequest) list.push(Node.call('Trigger.pullRequest', c.pullRequest));
  if (c.release) list.push(Node.call('Trigger.release', c.release));
  if (c.daily) list.push(Node.call('Trigger.daily', c.daily));
  if (c.cron) list.push(Node.call('Trigger.cron', c.cron, ...(c.timezone ? [c.timezone] : [])));
  if (c.manual) list.push(Node.call('Trigger.manual', ...(Object.keys(c.manual).length ? [{ inputs: c.manual }] : [])));
  // an input that both start with has one type
  const inputs = c.call ? Object.fromEntries(Object.entries(c.call[0]).filter(([name]) => !Object.keys(c.manual ?? {}).includes(name))) : {};
  if (c.call) list.push(Node.call('Trigger.call', { inputs, secrets: c.call[1] }));
  if (c.other) list.push(Node.call('Trigger.custom', ...c.other));
  const empty = list.length === 0;
  if (empty) list.push(Node.call('Trigger.push'));
  return { expr: list, facts: factsOf(c, empty, inputs) };
});

type Choice = typeof choice extends fc.Arbitrary<infer T> ? T : never;

function factsOf(c: Choice, empty: boolean, inputs: Record<string, Record<string, Expr>>): Facts {
  return {
    push: Boolean(c.push) || empty, pullRequest: Boolean(c.pullRequest), release: Boolean(c.release), manual: Boolean(c.manual), call: Boolean(c.call),
    callInputs: Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, String((input as Record<string, Expr>).type ?? 'string')])),
    secrets: c.call ? Object.keys(c.call[1]) : [],
  };
}
