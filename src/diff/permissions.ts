/** Permissions that widen. */
import { Detail } from './model';
import { PermissionsModel } from '../workflow/model';

const RANKS: Readonly<Record<string, number>> = { none: 0, read: 1, write: 2 };
const ALL = 'all scopes';

export function writesOf(permissions: PermissionsModel | undefined): string[] {
  return Object.entries(levels(permissions)).filter(([, level]) => level === 'write').map(([scope]) => scope);
}

/** Each scope whose level changed, those that grew marked. What is nowhere said is the repository's own setting. */
export function wideningOf(before: PermissionsModel | undefined, after: PermissionsModel | undefined): Detail[] {
  if (before === undefined && after === undefined) return [];
  if (before === undefined) return [{ text: `permissions: the repository's default → ${describe(after)}` }];
  if (after === undefined) return [{ text: `permissions: ${describe(before)} → the repository's default`, widened: true }];
  const [left, right] = [levels(before), levels(after)];
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].flatMap((scope): Detail[] => {
    const [was, is] = [left[scope] ?? 'none', right[scope] ?? 'none'];
    if (was === is) return [];
    const widened = (RANKS[is] ?? 0) > (RANKS[was] ?? 0);
    return [{ text: `permissions.${scope}: ${was} → ${is}`, ...(widened ? { widened } : {}) }];
  });
}

function describe(permissions: PermissionsModel | undefined): string {
  const given = Object.entries(levels(permissions)).map(([scope, level]) => `${scope}: ${level}`);
  return given.length ? given.join(', ') : 'none';
}

function levels(permissions: PermissionsModel | undefined): Readonly<Record<string, string>> {
  if (permissions === undefined) return {};
  if (typeof permissions !== 'string') return permissions;
  return permissions === '' ? {} : { [ALL]: permissions.replace('-all', '') };
}
