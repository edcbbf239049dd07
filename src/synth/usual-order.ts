/** Where a key that an override added stands: where a reader looks for it, not at the end. */

import { isRecord } from '../values';

type Fields = Record<string, unknown>;

export const WORKFLOW_KEYS = ['name', 'description', 'run-name', 'on', 'permissions', 'env', 'defaults', 'concurrency', 'cache-mode', 'jobs'];
export const JOB_KEYS = [
  'name', 'needs', 'if', 'runs-on', 'permissions', 'environment', 'concurrency', 'timeout-minutes', 'cancel-timeout-minutes', 'continue-on-error', 'cache-mode', 'strategy',
  'outputs', 'env', 'defaults', 'container', 'services', 'snapshot', 'uses', 'with', 'secrets', 'steps',
];
export const STEP_KEYS = [
  'name', 'id', 'wait', 'wait-all', 'cancel', 'if', 'uses', 'with', 'shell', 'working-directory', 'env', 'run', 'background', 'continue-on-error', 'timeout-minutes',
  'parallel',
];

/** Orders the parts of a workflow that an override at `keys` went through. */
export function orderWorkflow(workflow: Fields, keys: readonly string[]): void {
  order(workflow, WORKFLOW_KEYS);
  const job = keys[0] === 'jobs' ? fields(fields(workflow.jobs)?.[keys[1]]) : undefined;
  if (job) orderJob(job, keys.slice(2));
}

/** The same for a job. */
export function orderJob(job: Fields, keys: readonly string[]): void {
  order(job, JOB_KEYS);
  const step = keys[0] === 'steps' && Array.isArray(job.steps) ? fields(job.steps[Number(keys[1])]) : undefined;
  if (step) order(step, STEP_KEYS);
}

/** Keys that nobody knows keep their place at the end. */
function order(target: Fields, usual: readonly string[]): void {
  const rank = (key: string) => (usual.includes(key) ? usual.indexOf(key) : usual.length);
  const entries = Object.entries(target).sort(([a], [b]) => rank(a) - rank(b));
  for (const [key, value] of entries) {
    delete target[key];
    target[key] = value;
  }
}

function fields(value: unknown): Fields | undefined {
  return isRecord(value) ? value : undefined;
}
