/**
 * CommonJS files are run by Node.js itself. While a program loads, what they ask for by our names is what runs here,
 * and none of them is remembered: the next load runs it anew.
 */
import { createRequire, Module } from 'module';

type Load = (request: string, parent: { readonly filename?: string | null } | undefined, isMain: boolean) => unknown;

const loader = Module as unknown as { _load: Load };
const { cache } = createRequire(__filename);
const PACKAGED = /[\\/]node_modules[\\/]/;

export function withOwnModules<T>(modules: Readonly<Record<string, unknown>>, load: () => T): T {
  const original = loader._load;
  const before = new Set(Object.keys(cache));
  loader._load = function ownLoad(this: unknown, request, parent, isMain) {
    const isOurs = Object.hasOwn(modules, request) && !PACKAGED.test(parent?.filename ?? '');
    return isOurs ? modules[request] : original.call(this, request, parent, isMain);
  };
  const restore = () => {
    loader._load = original;
    for (const file of Object.keys(cache)) if (!before.has(file) && !PACKAGED.test(file)) delete cache[file];
  };
  return finallyDo(load, restore);
}

/** `finally` that waits for a promise. */
function finallyDo<T>(action: () => T, after: () => void): T {
  let result: T;
  try {
    result = action();
  } catch (error) {
    after();
    throw error;
  }
  if (result instanceof Promise) return result.finally(after) as T;
  after();
  return result;
}
