/** A job's permissions: what its steps need, and no more. The reason of each becomes its comment. */
import { JobDraft } from './drafts';
import { PermissionRequest } from './job-spec';
import { scopesOf } from '../actions/scopes';
import { Step } from '../step';
import { Comment } from '../workflow/document';

const RANK: Readonly<Record<string, number>> = { none: 0, read: 1, write: 2 };

export function permissionsModel(draft: JobDraft, comments: Comment[]): Record<string, string> {
  const merged = new Map<string, { level: string; reasons: Set<string> }>();
  for (const { scope, level, reason } of requests(draft)) {
    const entry = merged.get(scope) ?? { level, reasons: new Set<string>() };
    if ((RANK[level] ?? 3) > (RANK[entry.level] ?? 3)) entry.level = level;
    // a reason that shows nothing explains nothing
    entry.reasons.add(reason !== undefined && /[\p{L}\p{N}\p{P}\p{S}]/u.test(reason) ? reason : `asked for by ${draft.construct.node.id}`);
    merged.set(scope, entry);
  }
  const scopes = [...merged].sort(([a], [b]) => (order(a) < order(b) ? -1 : 1));
  for (const [scope, { level, reasons }] of scopes) {
    if (scope === 'contents' && level === 'read') continue; // every checkout needs it
    comments.push({ path: ['jobs', draft.id, 'permissions', scope], value: level, text: [...reasons].join('; ') });
  }
  return Object.fromEntries(scopes.map(([scope, { level }]) => [scope, level]));
}

function order(scope: string): string {
  return scope === 'contents' ? '' : scope;
}

function requests(draft: JobDraft): PermissionRequest[] {
  const own = [...(draft.spec.permissions ?? [])];
  return draft.spec.exactPermissions ? own : [...own, ...draft.allSteps.flatMap(stepScopes)];
}

/** What one step needs: as it says itself, and as the catalogue says of its action. */
export function stepScopes(step: Step): PermissionRequest[] {
  if (!(step instanceof Step)) return [];
  const { uses, with: inputs, props, reasons } = step._spec;
  const explicit = Object.entries(props.permissions ?? {}).map(([scope, level]) => ({ scope, level, reason: reasons?.[scope] ?? props.name }));
  return [...explicit, ...(uses ? scopesOf(uses.replace(/@.*/, ''), inputs ?? {}) : [])];
}
