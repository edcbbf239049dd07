/** Small helpers over plain values. */

export function isPlain(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && [Object.prototype, null].includes(Object.getPrototypeOf(value));
}

/** The same value with every string in it mapped; keys stay as they are. */
export function resolveDeep<T>(value: T, resolve: (text: string) => string): T {
  if (typeof value === 'string') return resolve(value) as T;
  if (Array.isArray(value)) return value.map((v) => resolveDeep(v, resolve)) as T;
  if (isPlain(value)) return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, resolveDeep(v, resolve)])) as T;
  return value;
}
