/** Where a key that an override added stands: where a reader looks for it, not at the end. */

type Fields = Record<string, unknown>;

const WORKFLOW = ['name', 'run-name', 'on', 'permissions', 'env', 'defaults', 'concurrency', 'jobs'];
const JOB = [
  'name', 'needs', 'if', 'runs-on', 'permissions', 'environment', 'concurrency', 'timeout-minutes', 'continue-on-error', 'strategy', 'outputs', 'env',
  'defaults', 'container', 'services', 'snapshot', 'uses', 'with', 'secrets', 'steps',
];
const STEP = ['name', 'id', 'if', 'uses', 'with', 'shell', 'working-directory', 'env', 'run', 'continue-on-error', 'timeout-minutes'];

/** Orders the parts of a workflow that an override at `keys` went through. */
export function orderWorkflow(workflow: Fields, keys: readonly string[]): void {
  order(workflow, WORKFLOW);
  const job = keys[0] === 'jobs' ? fields(fields(workflow.jobs)?.[keys[1]]) : undefined;
  if (job) orderJob(job, keys.slice(2));
}

/** The same for a job. */
export function orderJob(job: Fields, keys: readonly string[]): void {
  order(job, JOB);
  const step = keys[0] === 'steps' && Array.isArray(job.steps) ? fields(job.steps[Number(keys[1])]) : undefined;
  if (step) order(step, STEP);
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
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Fields : undefined;
}
