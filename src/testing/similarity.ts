/** How far apart two values are, to find the closest of several: 0 is equal, 1 has nothing in common. */

/** Longer texts are compared by their beginnings. */
const MOST = 400;

export function difference(expected: unknown, actual: unknown): number {
  if (actual === undefined || actual === null) return 1;
  if (typeof expected !== typeof actual) return 1;
  return 1 - alike(textOf(expected), textOf(actual));
}

function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value) ?? '';
  return text.slice(0, MOST).toLowerCase();
}

/** Pairs of neighbouring characters that both have, among all that they have. */
function alike(a: string, b: string): number {
  if (a === b) return 1;
  const [left, right] = [pairs(a), pairs(b)];
  if (left.length + right.length === 0) return 0;
  const rest = new Map<string, number>();
  for (const pair of right) rest.set(pair, (rest.get(pair) ?? 0) + 1);
  const shared = left.filter((pair) => {
    const count = rest.get(pair) ?? 0;
    if (count > 0) rest.set(pair, count - 1);
    return count > 0;
  });
  return (2 * shared.length) / (left.length + right.length);
}

function pairs(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2));
}
