/** Small translations from props to the model that several constructs share. */
import { PermissionRequest } from './job-spec';
import type { Matrix } from '../job';
import type { Concurrency } from '../pipeline';
import { defined } from '../values';
import { ConcurrencyModel, MatrixModel } from '../workflow/model';

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

export function strategyModel(m: Matrix) {
  const matrix: MatrixModel = { ...m.axes, ...legs(m.include, m.exclude) };
  return defined({ 'matrix': m.expression ?? matrix, 'fail-fast': m.failFast, 'max-parallel': m.maxParallel });
}

/** A list that a program left empty says nothing. */
export function legs(include: any, exclude: any): MatrixModel {
  const said = (list: any) => (Array.isArray(list) && list.length === 0 ? undefined : list);
  return defined({ include: said(include), exclude: said(exclude) });
}
