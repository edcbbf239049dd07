/** Small translations from props to the model that several constructs share. */
import { PermissionRequest } from './job-spec';
import type { Concurrency } from '../pipeline';
import { ConcurrencyModel } from '../workflow/model';

/** Words that are read letter by letter. */
const LETTERS = new Set(['api', 'aws', 'cd', 'ci', 'db', 'e2e', 'ecs', 'eks', 'eu', 'gcp', 'gke', 'aks', 'qa', 'sbom', 'sdk', 'ui', 'uk', 'us']);

/** `security-scan` → `Security scan`, `ci-api` → `CI API`. */
export function titleOf(id: string): string {
  const words = id.split(/[-_\s]+/).filter((word) => word !== '').map((word) => (LETTERS.has(word) ? word.toUpperCase() : word)).join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function concurrencyModel(c: Concurrency): ConcurrencyModel {
  const model: ConcurrencyModel = { 'group': c.group, 'cancel-in-progress': c.cancelInProgress ?? false };
  if (c.queue !== undefined) model.queue = c.queue;
  return model;
}

export function permissionRequests(
  levels: Readonly<Record<string, string>> | undefined,
  reasons: Readonly<Record<string, string>> = {},
): PermissionRequest[] {
  return Object.entries(levels ?? {}).map(([scope, level]) => ({ scope, level, reason: reasons[scope] }));
}
