// Names that users give are written as they are and in their order, through the app, the text and back.
import { describe, expect, test } from 'vitest';
import { isMap, isScalar, parseDocument } from 'yaml';
import { Action, App, CallJob, CompositeAction, Job, Pipeline, Step, Trigger } from '../../src';
import { importWorkflows } from '../../src/import/import';
import { loadAppsSync } from '../../src/load/load';
import { lowerPipeline } from '../../src/synth/lower';
import { lowerComposite } from '../../src/synth/lower-composite';
import { pipelinesOf } from '../../src/synth/pipelines-of';
import { readWorkflow } from '../../src/workflow/read/read-workflow';
import { renderWorkflow } from '../../src/workflow/render/render';
import { repository } from '../write/repository';

const SHA = 'a'.repeat(40);
const ODD = [
  'zeta', 'dryRun', 'dry_run', 'dry-run', 'DRY.RUN', 'Alpha', 'a.b', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'with space', 'ünï', 'y', 'on',
  'null', '~', '0x1', '1.0', '-1', '01', 'include_', 'key: value', '# no comment', '"quoted"', '\'', '<<', '{', '*', '&a', '!t', '%', '@', '`', '?', '-',
];
const map = <T>(value: T, keys: readonly string[] = ODD): Record<string, T> => Object.fromEntries(keys.map((key) => [key, value]));

function odd(): Pipeline[] {
  const app = new App();
  const callee = new Pipeline(app, 'callee', {
    triggers: [Trigger.call({ inputs: map({ type: 'string' }), secrets: map({ required: false }), outputs: map({ value: 'x' }) })],
  });
  new Job(callee, 'a', { steps: [Step.run('true')] });
  const action = Action.define({ name: 'acme/look', sha: SHA, version: 'v1.0.0', inputs: map({}) });
  const all = new Pipeline(app, 'all', { triggers: [Trigger.manual({ inputs: map({}) }), Trigger.custom('repository_dispatch', map('x'))], env: map('x') });
  new Job(all, 'job', {
    env: map('x'), outputs: map('x'), matrix: { axes: map([1]), include: [map('x')], exclude: [map('x')] },
    container: { image: 'a', env: map('x') }, services: map({ image: 'a' }), steps: [action.step({ with: map('x'), env: map('x') }), Step.run('true', { env: map('x') })],
  });
  new CallJob(all, 'call', { pipeline: callee, with: map('x'), secrets: map('x'), matrix: { axes: map([1]) } });
  return [all, callee];
}

const PLACES: Record<string, readonly (readonly (string | number)[])[]> = {
  all: [
    ['on', 'workflow_dispatch', 'inputs'], ['on', 'repository_dispatch'], ['env'], ...['env', 'outputs', 'services'].map((key) => ['jobs', 'job', key]), ['jobs', 'job', 'container', 'env'],
    ['jobs', 'job', 'strategy', 'matrix', 'include', 0], ['jobs', 'job', 'strategy', 'matrix', 'exclude', 0], ['jobs', 'job', 'steps', 0, 'with'], ['jobs', 'job', 'steps', 0, 'env'],
    ['jobs', 'job', 'steps', 1, 'env'], ['jobs', 'call', 'with'], ['jobs', 'call', 'secrets'], ['jobs', 'call', 'strategy', 'matrix'],
  ],
  callee: ['inputs', 'secrets', 'outputs'].map((key) => ['on', 'workflow_call', key]),
};

/** Keys as the text has them: an object of JavaScript would have an order of its own. */
function keysAt(text: string, path: readonly (string | number)[]): string[] {
  const node = parseDocument(text).getIn(path, true);
  return isMap(node) ? node.items.map(({ key }) => String(isScalar(key) ? key.value : key)) : [];
}

function check(id: string, text: string): void {
  for (const path of PLACES[id]) expect(keysAt(text, path), path.join('.')).toEqual(ODD);
  if (id === 'all') expect(keysAt(text, ['jobs', 'job', 'strategy', 'matrix'])).toEqual([...ODD, 'include', 'exclude']);
}

describe('odd names', () => {
  const texts = odd().map((pipeline) => [pipeline.node.id, renderWorkflow(lowerPipeline(pipeline).document)] as const);

  test.each(texts)('come out as they went in: %s', (id, text) => check(id, text));

  test.each(texts)('are read and rendered again: %s', (id, text) => {
    const { document, problems } = readWorkflow('.github/workflows/x.yml', text);
    expect(problems).toEqual([]);
    check(id, renderWorkflow(document!));
  });

  test('are imported as a program that writes them again', () => {
    const documents = texts.map(([id, text]) => readWorkflow(`.github/workflows/${id}.yml`, text).document!);
    const root = repository({ 'pipeline.ts': importWorkflows(documents).text });
    const { apps, problems } = loadAppsSync('pipeline.ts', { cwd: root });
    expect(problems).toEqual([]);
    for (const pipeline of pipelinesOf(apps[0])) check(pipeline.node.id, renderWorkflow(lowerPipeline(pipeline).document));
  });

  test('of an action are kept as well', () => {
    const action = new CompositeAction(new App(), 'act', { description: 'd', inputs: map({ description: 'd' }), outputs: map({ description: 'd', value: 'x' }), steps: [Step.run('true', { env: map('x') })] });
    const { content } = lowerComposite(action).file;
    for (const path of [['inputs'], ['outputs'], ['runs', 'steps', 0, 'env']]) expect(keysAt(content, path), path.join('.')).toEqual(ODD);
  });
});

/** JavaScript itself puts keys that are whole numbers first, by size: what the program said cannot be known any more. */
describe('whole numbers as names', () => {
  const make = (props: () => object) => () => new Job(new Pipeline(new App(), 'ci', { triggers: [Trigger.push()] }), 'a', { steps: [Step.run('true')], ...props() });

  test.each<[string, () => object]>([
    ['axes', () => ({ matrix: { axes: { b: [1], 10: [1], 2: [1] } } })],
    ['env', () => ({ env: { b: 'x', 10: 'x', 2: 'x' } })],
    ['outputs', () => ({ outputs: { b: 'x', 2: 'x', 10: 'x' } })],
    ['services', () => ({ services: { b: { image: 'a' }, 2: { image: 'a' }, 10: { image: 'a' } } })],
    ['with', () => ({ steps: [Step.uses('acme/x', { with: { b: '22', 10: 'x', 2: 'x' } })] })],
    ['inputs', () => ({ steps: [], x: Trigger.manual({ inputs: { b: {}, 10: {}, 2: {} } }) })],
  ])('of %s are an error', (_, props) => {
    expect(make(props)).toThrow(/\.2 .*is a whole number as a name.*begin the name with a letter: v2.*\.10 .*begin the name with a letter: v10/s);
  });

  test('alone have no order to lose', () => {
    expect(make(() => ({ matrix: { axes: { 10: [1] } }, env: { '01': 'x', '1.0': 'y' } }))).not.toThrow();
  });
});
