import { Finding, Rule } from './rule';
import { factsOf, isMap, StepFacts } from './support/facts';
import { isSameMajor, KnownAction, knownAction } from './support/known-actions';
import { nearest } from '../nearest';
import { hasExpression } from '../workflow/expression-scan';

export const actionInputs: Rule = {
  id: 'action-inputs',
  severity: 'error',
  description: 'A step gives an action the inputs that it has, and all that it requires.',
  reason: 'GitHub ignores an unknown input with a remark in the log. A SHA pin blinds other validators: they know inputs by tag only.',
  source: 'https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax#inputs',
  *check(document) {
    for (const step of factsOf(document).steps) {
      const action = knownAction(document, step);
      if (!action || (step.step.with !== undefined && step.step.with !== null && !isMap(step.step.with))) continue;
      yield* check(step, action, isSameMajor(document, step, action));
    }
  },
};

function* check(step: StepFacts, action: KnownAction, same: boolean): Generator<Finding> {
  const inputs = new Map(Object.entries(action.inputs).map(([name, input]) => [key(name), { name, input }]));
  const name = step.uses?.kind === 'action' ? step.uses.name : String(step.step.uses);
  const version = action.version === undefined ? name : `${name} ${action.version}`;
  const given = Object.keys(step.with);
  for (const written of given) {
    if (hasExpression(written)) return;
    const known = inputs.get(key(written));
    const path = [...step.path, 'with', written];
    if (!known) {
      const finding = unknown(written, version, [...inputs.values()].map((one) => one.name), same);
      if (finding) yield { path, at: 'key', ...finding };
    } else if (known.input.deprecated && same) {
      yield { path, at: 'key', severity: 'warning', value: written, message: `the input '${written}' of ${version} is deprecated${typeof known.input.deprecated === 'string' ? `: ${known.input.deprecated}` : ''}` };
    }
  }
  if (!same) return;
  const has = new Set(given.map(key));
  for (const [id, { name: input, input: { required, default: fallback } }] of inputs) {
    if (required && fallback === undefined && !has.has(id)) yield { path: [...step.path, 'uses'], message: `${version} needs the input '${input}'`, fix: `add it to with` };
  }
}

/** The runner reads inputs as variables: case does not count. */
function key(name: string): string {
  return name.toLowerCase().replace(/ /g, '_');
}

/** Another major may have had it: then only what is almost a known name is worth a remark. */
function unknown(input: string, version: string, names: readonly string[], same: boolean): Omit<Finding, 'path'> | undefined {
  const near = nearest(input, names);
  if (!same && near.length === 0) return undefined;
  if (['args', 'entrypoint'].includes(input.toLowerCase())) return undefined;
  return { message: `${version} has no input '${input}'`, value: input, allowed: names, nearest: near, severity: same ? 'error' : 'warning' };
}
