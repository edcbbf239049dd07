import { nearest } from '../nearest';
import { PARALLEL_KEYS } from './new-syntax';
import { Finding, Rule } from './rule';
import { isRecord } from '../values';
import { asList, asText, factsOf, JobFacts, StepFacts } from './support/facts';

export const parallelSteps: Rule = {
  id: 'parallel-steps',
  severity: 'error',
  description: 'wait and cancel name steps before them that run in the background; a parallel group holds scripts and actions only.',
  reason: 'GitHub refuses the file; waiting for a step that has already ended waits for nothing.',
  source: 'https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepswait',
  *check(document) {
    const { jobs, stepKeys } = factsOf(document);
    if (!PARALLEL_KEYS.some((key) => stepKeys.has(key))) return;
    for (const job of jobs) {
      for (const step of job.steps) {
        yield* inGroup(step);
        for (const key of ['wait', 'cancel']) yield* targets(job, step, key);
        if (asText(step.step['wait-all']) === 'false') {
          yield { path: [...step.path, 'wait-all'], message: 'wait-all is true, or has no value', value: false, fix: 'remove the step' };
        }
      }
    }
  },
};

function* inGroup({ step, path }: StepFacts): Generator<Finding> {
  if (Array.isArray(step.parallel) && step.parallel.length === 0) yield { path: [...path, 'parallel'], message: 'a parallel group has at least one step', fix: 'remove it' };
  if (path.length <= 4) return;
  for (const key of PARALLEL_KEYS) {
    if (!Object.hasOwn(step, key) || step[key] === undefined) continue;
    yield { path: [...path, key], at: 'key', message: `'${key}' cannot stand in a parallel group: all its steps run side by side, and the job waits for them`, value: key, fix: 'move it out of the group' };
  }
}

function* targets(job: JobFacts, step: StepFacts, key: string): Generator<Finding> {
  const value = step.step[key];
  if (value === undefined || isRecord(value)) return; // the schema says what else it may be
  const before = job.steps.filter((one) => one.index < step.index && one.path.length <= 4);
  const ids = before.flatMap((one) => (one.step.background === true ? one.id ?? [] : []));
  for (const [i, target] of asList(value).entries()) {
    const id = asText(target);
    if (id === undefined || ids.includes(id)) continue;
    const path = Array.isArray(value) ? [...step.path, key, i] : [...step.path, key];
    const known = before.some((one) => one.id === id);
    yield {
      path, value: id, allowed: ids, nearest: nearest(id, ids), severity: known ? 'warning' : 'error',
      message: known ? `the step '${id}' has ended already: it does not run in the background` : `no step before this has the id '${id}'`,
      fix: known ? 'give it background: true, or remove this' : undefined,
    };
  }
}
