/** A user's changes to a rendered document: `{ 'spec.template.spec.timeoutSeconds': 60 }`. */
import type { Report } from './input';
import { isRecord } from '../../values';

/** Applies patches to a copy. A dot within a key is written `\.`; `null` removes. */
export function patched<T extends object>(document: T, patches: Readonly<Record<string, unknown>> | undefined, at: string, report: Report): T {
  const copy = structuredClone(document);
  for (const [path, value] of Object.entries(patches ?? {})) {
    const keys = path.split(/(?<!\\)\./).map((key) => key.replaceAll('\\.', '.'));
    if (keys.some((key) => key === '' || key === '__proto__') || !set(copy, keys, value)) {
      report({
        ruleId: 'target-override', at, message: 'the path does not lead to a value of the document', value: path,
        allowed: ['keys and list indexes joined by dots, a dot within a key written \\.'],
      });
    }
  }
  return copy;
}

function set(document: object, keys: readonly string[], value: unknown): boolean {
  let node: unknown = document;
  for (const key of keys.slice(0, -1)) {
    if (Array.isArray(node)) node = node[Number(key)];
    else if (isRecord(node)) node = node[key] ??= {};
    if (!isRecord(node) && !Array.isArray(node)) return false;
  }
  const last = keys[keys.length - 1];
  if (Array.isArray(node)) {
    if (!/^\d+$/.test(last) || Number(last) > node.length) return false;
    if (value === null) node.splice(Number(last), 1);
    else node[Number(last)] = value;
    return true;
  }
  if (!isRecord(node)) return false;
  if (value === null) delete node[last];
  else node[last] = value;
  return true;
}
