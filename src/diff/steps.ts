/** Steps, matched by what they are rather than where they stand. */
import { Detail } from './model';
import { normalStep } from './normal';
import { compareValues, describeChange, short } from './values';
import { StepModel } from '../workflow/model';

export function compareSteps(before: readonly StepModel[], after: readonly StepModel[]): Detail[] {
  const [left, right] = [keyed(before), keyed(after)];
  pairByPlace(left, right);
  const found: Detail[] = [];
  for (const [key, step] of left) if (!right.has(key)) found.push({ text: `step ${label(step)}: removed` });
  for (const [key, step] of right) {
    const old = left.get(key);
    if (old === undefined) found.push({ text: `step ${label(step)}: new` });
    else found.push(...compareValues(normalStep(old), normalStep(step)).map((change) => ({ text: `step ${label(step)}: ${describeChange(change)}` })));
  }
  const kept = (keys: Iterable<string>, other: ReadonlyMap<string, StepModel>) => [...keys].filter((key) => other.has(key)).join('\n');
  if (kept(left.keys(), right) !== kept(right.keys(), left)) found.push({ text: 'steps: in another order' });
  return found;
}

/** A step without a name whose script changed has no key of its own: it is the one at the same place. */
function pairByPlace(left: Map<string, StepModel>, right: Map<string, StepModel>): void {
  const [old, next] = [[...left], [...right]];
  for (let i = 0; i < Math.min(old.length, next.length); i++) {
    const [[oldKey, step], [key, other]] = [old[i], next[i]];
    if (left.has(key) || right.has(oldKey) || (step.run === undefined) !== (other.run === undefined)) continue;
    old[i] = [key, step];
  }
  left.clear();
  for (const [key, step] of old) left.set(key, step);
}

/** By id, else name, else action, else script; the second of the same is another one. */
function keyed(steps: readonly StepModel[]): Map<string, StepModel> {
  const result = new Map<string, StepModel>();
  for (const step of steps) {
    const base = step.id ?? step.name ?? actionOf(step) ?? step.run ?? Object.keys(step)[0];
    let key = base;
    for (let i = 2; result.has(key); i++) key = `${base} #${i}`;
    result.set(key, step);
  }
  return result;
}

function label(step: StepModel): string {
  return `"${short(step.name ?? step.id ?? actionOf(step) ?? step.run ?? Object.keys(step)[0])}"`;
}

function actionOf(step: StepModel): string | undefined {
  return step.uses?.split('@')[0];
}
