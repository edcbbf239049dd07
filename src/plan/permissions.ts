/** What a job's token may do. */
import { EventFacts, isUntrustedFork } from './event-facts';
import { PermissionsModel } from '../workflow/model';

/** Every scope, for `read-all` and `write-all`; a test compares it with GitHub's schema. */
export const SCOPES: readonly string[] = [
  'actions', 'artifact-metadata', 'attestations', 'checks', 'code-quality', 'contents', 'copilot-requests', 'deployments', 'discussions', 'drives',
  'id-token', 'issues', 'models', 'packages', 'pages', 'pull-requests', 'repository-projects', 'security-events', 'statuses',
  'vulnerability-alerts',
];
/** Scopes without a level `read`. */
const WRITE_ONLY = ['id-token', 'copilot-requests'];
/** Scopes without a level `write`. */
const READ_ONLY = ['models', 'vulnerability-alerts'];

export type Permissions = Readonly<Record<string, string>>;

type Declared = PermissionsModel | undefined;

/**
 * The scopes of a token; a scope that is not in it is `none`.
 * Undefined where the workflow says nothing: the default is a setting of the repository.
 * Dependabot's runs are read-only by that default alone; scopes that the workflow asks for are granted.
 */
export function effectivePermissions(job: Declared, workflow: Declared, facts: EventFacts): Permissions | undefined {
  const declared = job ?? workflow;
  if (declared === undefined || declared === null) return undefined;
  const scopes = typeof declared === 'string' ? shorthand(declared) : declared;
  return isUntrustedFork(facts) ? readOnly(scopes) : withoutNone(scopes);
}

function shorthand(text: string): Permissions {
  return all(text === 'write-all' ? 'write' : 'read');
}

function all(level: 'read' | 'write'): Permissions {
  const most = (scope: string) => (READ_ONLY.includes(scope) ? 'read' : level);
  return Object.fromEntries(SCOPES.filter((scope) => level === 'write' || !WRITE_ONLY.includes(scope)).map((scope) => [scope, most(scope)]));
}

/** A run of a pull request from a fork gets no more than `read`, and no identity token. */
function readOnly(scopes: Permissions): Permissions {
  const allowed = Object.entries(scopes).filter(([scope, level]) => level !== 'none' && !WRITE_ONLY.includes(scope));
  return Object.fromEntries(allowed.map(([scope]) => [scope, 'read']));
}

function withoutNone(scopes: Permissions): Permissions {
  return Object.fromEntries(Object.entries(scopes).filter(([, level]) => level !== 'none'));
}
