/**
 * Who decides what an expression says: a stranger, someone with write access or a run, or nobody but GitHub.
 * The list of a stranger's texts is GitHub's own ("Understanding the risk of script injections") and CodeQL's.
 */
import { Reference } from '../../workflow/expression-scan';

/** `stranger`: anybody can put code there. `unknown`: somebody with access, or an earlier step, can. `fixed`: nobody. */
export type Trust = 'stranger' | 'unknown' | 'fixed';

const STRANGERS: readonly RegExp[] = [
  /^github\.head_ref$/,
  /^github\.event\.(issue|pull_request|discussion|review|review_comment|comment|release)\.(title|body)$/,
  /^github\.event\.pull_request\.head\.(ref|label)$/,
  /^github\.event\.pull_request\.head\.repo\.(default_branch|description|homepage|name|full_name)$/,
  /^github\.event\.pull_request\.head\.user\.(name|email)$/,
  /^github\.event\.(workflow_run|check_run|check_suite)(\..+)?\.(head_branch|display_title)$/,
  /^github\.event\.(workflow_run|check_run|check_suite)\.(head_branch|display_title)$/,
  /^github\.event\.workflow_run\.(head_commit\.(message|author\.(name|email)|committer\.(name|email))|head_repository\.description)$/,
  /^github\.event\.workflow_run\.pull_requests\..+\.head\.ref$/,
  /^github\.event\.(head_commit|commits\.[^.]+)\.message$/,
  /^github\.event\.(head_commit|commits\.[^.]+)\.(author|committer)\.(name|email)$/,
  /^github\.event\.pages\.[^.]+\.(page_name|title)$/,
  /^github\.event\.changes\.(title|body|head\.ref)\.from$/,
];

const FIXED_GITHUB = new Set([
  'action', 'action_path', 'action_status', 'actor_id', 'api_url', 'env', 'event_name', 'event_path', 'graphql_url', 'job', 'path',
  'ref_protected', 'ref_type', 'repository', 'repository_id', 'repository_owner', 'repository_owner_id', 'repositoryurl', 'retention_days',
  'run_attempt', 'run_id', 'run_number', 'secret_source', 'server_url', 'sha', 'token', 'workflow', 'workflow_ref', 'workflow_sha', 'workspace',
]);
const FIXED_EVENT = /(^|\.)(id|number|node_id|sha|before|after|created_at|updated_at|draft|merged|state|private|fork|size|type|full_name|action|url|html_url)$/;
const FIXED_CONTEXTS = new Set(['secrets', 'runner', 'strategy', 'job', 'vars']);

export function trustOf(reference: Reference): Trust {
  const path = reference.path.map((part) => (part ?? '*').toLowerCase());
  const name = [reference.context, ...path].join('.');
  if (reference.context === 'github') return trustOfGithub(name, path);
  return FIXED_CONTEXTS.has(reference.context) ? 'fixed' : 'unknown';
}

function trustOfGithub(name: string, path: readonly string[]): Trust {
  if (STRANGERS.some((pattern) => pattern.test(name))) return 'stranger';
  // the whole event, or a large part of it, holds strangers' texts too
  if (name === 'github' || name === 'github.event' || /^github\.event\.(issue|pull_request|comment|review|head_commit|commits)$/.test(name)) return 'stranger';
  if (path[0] !== 'event') return FIXED_GITHUB.has(path[0]) ? 'fixed' : 'unknown';
  return FIXED_EVENT.test(name) ? 'fixed' : 'unknown';
}
