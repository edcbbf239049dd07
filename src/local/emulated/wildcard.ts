/** Names by a pattern with `*`, `?`, `[…]` and `{a,b}`. */
export function matchesWildcard(name: string, pattern: string): boolean {
  const source = pattern.replace(/[\\^$.|+()]/g, '\\$&').replace(/\*+/g, '.*').replace(/\?/g, '.').replace(/\[!/g, '[^')
    .replace(/\{([^{}]*)\}/g, (_, options: string) => `(?:${options.split(',').join('|')})`);
  try {
    return new RegExp(`^${source}$`, 's').test(name);
  } catch {
    return name === pattern;
  }
}
