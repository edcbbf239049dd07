/** Steps, matched by what they are rather than where they stand. */
import { Detail } from './model';
import { compareValues, describeChange, short } from './values';
import { StepModel } from '../workflow/model';

export function compareSteps(before: readonly StepModel[], after: readonly StepModel[]): Detail[] {
  const [left, right] = [keyed(before), keyed(after)];
  const found: Detail[] = [];
  for (const [key, step] of left) if (!right.has(key)) found.push({ text: `step ${label(step)}: removed` });
  for (const [key, step] of right) {
    const old = left.get(key);
    if (old === undefined) found.push({ text: `step ${label(step)}: new` });
    else found.push(...compareValues(withoutPin(old), withoutPin(step)).map((change) => ({ text: `step ${label(step)}: ${describeChange(change)}` })));
  }
  const kept = (keys: Iterable<string>, other: ReadonlyMap<string, StepModel>) => [...keys].filter((key) => other.has(key)).join('\n');
  if (kept(left.keys(), right) !== kept(right.keys(), left)) found.push({ text: 'steps: in another order' });
  return found;
}

/** By id, else name, else action, else script; the second of the same is another one. */
function keyed(steps: readonly StepModel[]): Map<string, StepModel> {
  const result = new Map<string, StepModel>();
  for (const step of steps) {
    const base = step.id ?? step.name ?? actionOf(step) ?? step.run ?? '';
    let key = base;
    for (let i = 2; result.has(key); i++) key = `${base} #${i}`;
    result.set(key, step);
  }
  return result;
}

function label(step: StepModel): string {
  return `"${short(step.name ?? step.id ?? actionOf(step) ?? step.run ?? '')}"`;
}

function actionOf(step: StepModel): string | undefined {
  return step.uses?.split('@')[0];
}

/** Bumps are summed up for the whole file. */
function withoutPin(step: StepModel): StepModel {
  return step.uses !== undefined && /@[0-9a-f]{40}$/.test(step.uses) ? { ...step, uses: actionOf(step) } : step;
}
