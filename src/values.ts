/** Small helpers over plain values. */

export function isPlain(value: unknown): value is Record<string, unknown> {
  if (value === null || typeof value !== 'object') return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** An object with keys, of whatever class. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Drops undefined values: YAML has no such thing. */
export function defined<T extends object>(object: T): T {
  const kept: Record<string, unknown> = {};
  for (const key in object) if (object[key] !== undefined) setOwn(kept, key, object[key]);
  return kept as T;
}

/** Sets a key whatever its name is: a plain assignment of `__proto__` would set something else. */
function setOwn(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}

/** The same value with every string in it mapped; keys stay as they are. */
export function resolveDeep<T>(value: T, resolve: (text: string) => string): T {
  if (typeof value === 'string') return resolve(value) as T;
  if (Array.isArray(value)) return value.map((v) => resolveDeep(v, resolve)) as T;
  if (!isPlain(value)) return value;
  const resolved: Record<string, unknown> = {};
  for (const key in value) setOwn(resolved, key, resolveDeep(value[key], resolve));
  return resolved as T;
}
