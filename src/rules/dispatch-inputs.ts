import { Finding, Rule } from './rule';
import { nearest } from '../nearest';
import { isRecord } from '../values';
import { strict } from './support/audit';
import { asMap, asText, factsOf, Fields } from './support/facts';
import { ownerOf } from './support/misfits';
import { hasExpression } from '../workflow/expression-scan';

const MOST_INPUTS = 25;
const MOST_PAYLOAD = 65_535;
const NAME = /^[A-Za-z_][A-Za-z0-9_-]*$/;

export const dispatchInputs: Rule = {
  id: 'dispatch-inputs',
  severity: 'error',
  description: 'Inputs have names and types that GitHub takes; workflow_dispatch has at most 25, of 65,535 characters together.',
  reason: 'GitHub refuses the file, or the run when it is started.',
  source: 'https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#onworkflow_dispatchinputs',
  *check(document) {
    const { events, misfits } = factsOf(document);
    for (const misfit of misfits) if (ownerOf(misfit) === 'dispatch-inputs') yield misfit;
    for (const event of ['workflow_dispatch', 'workflow_call']) {
      const inputs = asMap(asMap(events.get(event)).inputs);
      const path = ['on', event, 'inputs'];
      if (event === 'workflow_dispatch') yield* limits(inputs, path);
      for (const [name, input] of Object.entries(inputs)) {
        if (!NAME.test(name)) yield { path: [...path, name], at: 'key', message: `'${name}' is no name of an input`, value: name, fix: 'use letters, digits, _ and -, and start with a letter or _' };
        if (isRecord(input)) yield* inputOf(input, [...path, name], event, strict(document));
      }
    }
  },
};

function* limits(inputs: Fields, path: string[]): Generator<Finding> {
  const names = Object.keys(inputs);
  if (names.length > MOST_INPUTS) yield { path, at: 'key', message: `workflow_dispatch takes at most ${MOST_INPUTS} inputs; these are ${names.length}`, value: names.length };
  const payload = names.reduce((sum, name) => sum + name.length + (asText(asMap(inputs[name]).default) ?? '').length, 0);
  if (payload > MOST_PAYLOAD) {
    yield { path, at: 'key', message: `the inputs of a run hold at most ${MOST_PAYLOAD.toLocaleString('en')} characters; the defaults alone have ${payload.toLocaleString('en')}`, value: payload };
  }
}

function* inputOf(input: Fields, path: string[], event: string, severity: Finding['severity']): Generator<Finding> {
  const type = asText(input.type) ?? 'string';
  const options = Array.isArray(input.options) ? input.options.map(String) : undefined;
  if (event === 'workflow_dispatch' && type === 'choice' && !options?.length) yield { path, at: 'key', message: 'an input of type choice needs options' };
  if (type !== 'choice' && input.options !== undefined && event === 'workflow_dispatch') {
    yield { path: [...path, 'options'], at: 'key', message: `only an input of type choice has options; this is of type ${type}` };
  }
  const value = input.default;
  if (value === undefined || (typeof value === 'string' && hasExpression(value))) return;
  const wrong = wrongDefault(type, value);
  if (wrong) {
    yield { path: [...path, 'default'], message: wrong, value, severity };
  } else if (type === 'choice' && options?.length && !options.includes(String(value))) {
    yield { path: [...path, 'default'], message: `the default '${String(value)}' is none of the options`, value, allowed: options, nearest: nearest(String(value), options) };
  }
}

/** What GitHub's parser refuses, since it converts no default; GitHub itself does. */
function wrongDefault(type: string, value: unknown): string | undefined {
  if (type === 'boolean') return typeof value === 'boolean' ? undefined : 'the default of a boolean input is true or false, without quotes';
  if (type === 'number') return typeof value === 'number' ? undefined : 'the default of a number input is a number, without quotes';
  if (typeof value === 'string' || value === null) return undefined;
  return `the default of an input of type ${type} is a text: put it in quotes`;
}
