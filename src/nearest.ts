/** Edit distance, for "did you mean". */

const MAX_LENGTH = 200;

/** The candidates nearest to a value, best first; empty where nothing is near. */
export function nearest(value: string, candidates: Iterable<string>, most = 1): string[] {
  if (value.length > MAX_LENGTH) return [];
  // something of the value must be left: of a single letter, any other is one step away
  const limit = Math.min(Math.max(2, Math.floor(value.length * 0.4)), value.length - 1);
  return [...candidates]
    .map((candidate) => ({ candidate, distance: distance(value.toLowerCase(), candidate.toLowerCase()) }))
    .filter((c) => c.distance <= limit)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map((c) => c.candidate);
}

/** How many letters differ, are missing or too many. */
export function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      current[j] = Math.min(
        previous[j] + 1,
        current[j - 1] + 1,
        previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    }
    previous = current;
  }
  return previous[b.length];
}
