/** A condition without the `${{ }}` that may stand around it. */
export function bareCondition(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const text = String(value).trim();
  return (/^\$\{\{((?:(?!\}\}|\$\{\{)[^])*)\}\}$/.exec(text)?.[1] ?? text).trim();
}
