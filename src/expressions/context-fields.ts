/**
 * The fields of the contexts whose fields are fixed, in lower case; any other name is null.
 * https://docs.github.com/actions/reference/workflows-and-actions/contexts
 */
export const GITHUB_FIELDS: ReadonlySet<string> = new Set([
  'action', 'action_path', 'action_ref', 'action_repository', 'action_status', 'actor', 'actor_id', 'api_url', 'artifact_cache_size_limit', 'base_ref',
  'env', 'event', 'event_name', 'event_path', 'graphql_url', 'head_ref', 'job', 'job_workflow_sha', 'output', 'path', 'ref', 'ref_name',
  'ref_protected', 'ref_type', 'repository', 'repository_id', 'repository_owner', 'repository_owner_id', 'repositoryurl',
  'repository_visibility', 'retention_days', 'run_attempt', 'run_id', 'run_number', 'secret_source', 'server_url', 'sha', 'state',
  'step_summary', 'token', 'triggering_actor', 'workflow', 'workflow_ref', 'workflow_sha', 'workspace',
]);

export const FIXED_FIELDS: Readonly<Record<string, ReadonlySet<string>>> = {
  github: GITHUB_FIELDS,
  job: new Set(['check_run_id', 'container', 'services', 'status', 'workflow_ref', 'workflow_sha', 'workflow_repository', 'workflow_file_path']),
  runner: new Set(['arch', 'debug', 'environment', 'name', 'os', 'temp', 'tool_cache', 'workspace']),
  strategy: new Set(['fail-fast', 'job-index', 'job-total', 'max-parallel']),
};
