import { Finding, Rule } from './rule';
import { strict } from './support/audit';
import { factsOf, isMap } from './support/facts';
import { Path } from '../workflow/model';

/** GitHub's default variables: a value of one's own is ignored. GITHUB_TOKEN is none of them. */
const DEFAULTS = new Set([
  ...['ACTION', 'ACTIONS', 'ACTION_PATH', 'ACTION_REF', 'ACTION_REPOSITORY', 'ACTOR', 'ACTOR_ID', 'API_URL', 'BASE_REF', 'ENV', 'EVENT_NAME', 'EVENT_PATH',
    'GRAPHQL_URL', 'HEAD_REF', 'JOB', 'OUTPUT', 'PATH', 'REF', 'REF_NAME', 'REF_PROTECTED', 'REF_TYPE', 'REPOSITORY', 'REPOSITORY_ID',
    'REPOSITORY_OWNER', 'REPOSITORY_OWNER_ID', 'RETENTION_DAYS', 'RUN_ATTEMPT', 'RUN_ID', 'RUN_NUMBER', 'SERVER_URL', 'SHA', 'STATE',
    'STEP_SUMMARY', 'TRIGGERING_ACTOR', 'WORKFLOW', 'WORKFLOW_REF', 'WORKFLOW_SHA', 'WORKSPACE'].map((name) => `GITHUB_${name}`),
  ...['ARCH', 'DEBUG', 'ENVIRONMENT', 'NAME', 'OS', 'TEMP', 'TOOL_CACHE', 'WORKSPACE'].map((name) => `RUNNER_${name}`),
]);

export const envName: Rule = {
  id: 'env-name',
  severity: 'error',
  description: 'env sets no default variable of GitHub\'s.',
  reason: 'The runner sets GITHUB_* and RUNNER_* itself, and ignores what a workflow says.',
  source: 'https://docs.github.com/actions/reference/workflows-and-actions/variables#default-environment-variables',
  *check(document) {
    const { model, jobs } = factsOf(document);
    const severity = strict(document);
    yield* check(model.env, ['env'], severity);
    for (const { job, path, steps } of jobs) {
      yield* check(job.env, [...path, 'env'], severity);
      for (const step of steps) yield* check(step.step.env, [...step.path, 'env'], severity);
    }
  },
};

function* check(env: unknown, path: Path, severity: Finding['severity']): Generator<Finding> {
  if (!isMap(env)) return;
  for (const name of Object.keys(env)) {
    if (DEFAULTS.has(name.toUpperCase())) yield { path: [...path, name], at: 'key', message: `the runner sets ${name} itself: this value is ignored`, value: name, severity, fix: 'choose another name' };
    else if (/[=\0]/.test(name)) yield { path: [...path, name], at: 'key', message: `'${name}' is no name of a variable`, value: name };
  }
}
