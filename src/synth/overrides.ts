/** `addOverride('a.b.0.c', value)`: the last way out. */

/** Sets or deletes (`undefined`) a value; the message of what is wrong, if anything. */
export function applyOverride(target: Record<string, unknown>, path: string, value: unknown): string | undefined {
  const keys = typeof path === 'string' ? splitPath(path) : [];
  if (keys.length === 0 || keys.some((key) => key === '')) return 'the path of an override is empty or has an empty key';
  if (keys.some((key) => key === '__proto__' || key === 'constructor' || key === 'prototype')) return 'a key of the override is not allowed';
  let node: Record<string, unknown> | unknown[] = target;
  for (const [i, key] of keys.slice(0, -1).entries()) {
    let next: unknown = get(node, key);
    if (next === undefined || next === null) {
      if (value === undefined) return undefined; // nothing to delete
      next = /^\d+$/.test(keys[i + 1]) ? [] : {};
      set(node, key, next);
    }
    if (typeof next !== 'object') return `the override goes through ${keys.slice(0, i + 1).join('.')}, which is a plain value`;
    node = next as Record<string, unknown>;
  }
  const last = keys[keys.length - 1];
  if (Array.isArray(node) && !/^\d+$/.test(last)) return `${keys.slice(0, -1).join('.')} is a list: ${last} is no index`;
  if (Array.isArray(node) && Number(last) > node.length) return `${keys.slice(0, -1).join('.')} has ${node.length} entries: ${last} would leave a gap`;
  set(node, last, value);
  return undefined;
}

export function splitPath(path: string): string[] {
  return path.split(/(?<!\\)\./).map((key) => key.replaceAll('\\.', '.'));
}

function get(node: Record<string, unknown> | unknown[], key: string): unknown {
  return Array.isArray(node) ? node[Number(key)] : Object.hasOwn(node, key) ? node[key] : undefined;
}

function set(node: Record<string, unknown> | unknown[], key: string, value: unknown): void {
  if (Array.isArray(node)) {
    if (value === undefined) node.splice(Number(key), 1);
    else node[Number(key)] = value;
  } else if (value === undefined) {
    delete node[key];
  } else {
    node[key] = value;
  }
}
