/** Collects the apps that are constructed while a file loads, for callers that cannot wait. */
import { App } from '../app';

// the key that `App` registers under
const KEY = Symbol.for('pipewright.apps');
const store = globalThis as unknown as Record<symbol, App[] | undefined>;

export function collectSync(load: () => unknown): App[] {
  const outer = store[KEY];
  const apps: App[] = (store[KEY] = []);
  try {
    load();
    return apps;
  } finally {
    store[KEY] = outer;
  }
}
