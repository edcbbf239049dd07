/** Each value once, in order. */
export function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
