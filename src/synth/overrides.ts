/** `addOverride('a.b.0.c', value)`: the last way out. */

/** Sets or deletes (`undefined`) a value; the message of what is wrong, if anything. */
export function applyOverride(target: Record<string, unknown>, path: string, value: unknown): string | undefined {
  const keys = typeof path === 'string' ? splitPath(path) : [];
  if (keys.length === 0 || keys.some((key) => key === '')) return 'the path of an override is empty or has an empty key';
  if (keys.some((key) => key === '__proto__' || key === 'constructor' || key === 'prototype')) return 'a key of the override is not allowed';
  let node: Record<string, unknown> | unknown[] = target;
  for (const [i, key] of keys.slice(0, -1).entries()) {
    const wrong = indexProblem(node, keys, i);
    if (wrong) return wrong;
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
  const wrong = indexProblem(node, keys, keys.length - 1);
  if (wrong) return wrong;
  set(node, last, value);
  return undefined;
}

/** The job of an override's path, where there is none of this id and no override makes one. */
export function unknownJob(path: string, overrides: readonly { path: string }[], jobs: object): string | undefined {
  const [root, id, ...rest] = typeof path === 'string' ? splitPath(path) : [];
  if (root !== 'jobs' || rest.length === 0 || Object.hasOwn(jobs, id)) return undefined;
  const makes = overrides.some((one) => {
    const keys = splitPath(String(one.path));
    return keys[0] === 'jobs' && keys[1] === id && (keys.length === 2 || ['runs-on', 'uses'].includes(keys[2]));
  });
  return makes ? undefined : id;
}

/** What is wrong with the key at `i` as an index of the list that it reads, if it is a list. */
function indexProblem(node: object, keys: readonly string[], i: number): string | undefined {
  if (!Array.isArray(node)) return undefined;
  const list = keys.slice(0, i).join('.');
  if (!/^\d+$/.test(keys[i])) return `${list} is a list: ${keys[i]} is no index`;
  const { length } = node;
  return Number(keys[i]) > length ? `${list} has ${length} ${length === 1 ? 'entry' : 'entries'}: ${keys[i]} would leave a gap` : undefined;
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
