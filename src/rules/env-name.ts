import { Finding, Rule } from './rule';
import { isRecord } from '../values';
import { strict } from './support/audit';
import { factsOf } from './support/facts';

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
    const severity = strict(document);
    for (const { path, env } of factsOf(document).environments) {
      if (!isRecord(env)) continue;
      for (const name in env) {
        const finding = judge(name, severity);
        if (finding) yield { path: [...path, name], at: 'key', value: name, ...finding };
      }
    }
  },
};

function judge(name: string, severity: Finding['severity']): Pick<Finding, 'message' | 'severity' | 'fix'> | undefined {
  if (DEFAULTS.has(name.toUpperCase())) return { message: `the runner sets ${name} itself: this value is ignored`, severity, fix: 'choose another name' };
  return /[=\0]/.test(name) ? { message: `'${name}' is no name of a variable` } : undefined;
}
