/**
 * GitHub's filter patterns for branches, tags and paths. Matched state by state and not by a regular expression,
 * of which a pattern such as `**a**a**b` would make one that takes minutes.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet
 */

/** One part of a pattern: what a character must be, and how often it comes. */
interface Part {
  readonly accepts: (char: string) => boolean;
  optional: boolean;
  repeats: boolean;
  /** Any folders, each with its slash: it can be left only behind a `/`. */
  readonly folders: boolean;
}

const cache = new Map<string, readonly Part[]>();

/**
 * Whether a list of patterns takes a value. The last pattern that matches decides; one with `!` takes it out again.
 * A list of negative patterns only takes nothing.
 */
export function matchesPatterns(patterns: readonly string[], value: string): boolean {
  let taken = false;
  for (const pattern of patterns) {
    const negative = pattern.startsWith('!');
    if (matchesPattern(negative ? pattern.slice(1) : pattern, value)) taken = !negative;
  }
  return taken;
}

/** One pattern, without a leading `!`. */
function matchesPattern(pattern: string, value: string): boolean {
  let parts = cache.get(pattern);
  if (!parts) cache.set(pattern, parts = parse([...pattern]));
  let places = reachable(parts, [0]);
  for (const char of value) {
    places = reachable(parts, [...places].flatMap((place) => step(parts, place, char)));
    if (places.size === 0) return false;
  }
  return places.has(parts.length);
}

/** Where a character leads to. A place beyond a whole number stands within the folders of that part. */
function step(parts: readonly Part[], place: number, char: string): number[] {
  const index = Math.floor(place);
  const part = parts[index];
  if (!part?.accepts(char)) return [];
  if (part.folders) return char === '/' ? [index + 0.5, index + 1] : [index + 0.5];
  return part.repeats ? [index, index + 1] : [index + 1];
}

/** Parts that may come no time at all are stepped over. */
function reachable(parts: readonly Part[], from: readonly number[]): Set<number> {
  const places = new Set<number>();
  for (let place of from) {
    places.add(place);
    while (Number.isInteger(place) && parts[place]?.optional) places.add(++place);
  }
  return places;
}

function parse(pattern: readonly string[]): readonly Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < pattern.length;) {
    const last = parts[parts.length - 1];
    if (last && (pattern[at] === '?' || pattern[at] === '+')) {
      if (pattern[at] === '?') last.optional = true;
      else last.repeats = true;
      at += 1;
      continue;
    }
    const [part, length] = partAt(pattern, at);
    parts.push(part);
    at += length;
  }
  return parts;
}

function partAt(pattern: readonly string[], at: number): [Part, number] {
  const rest = pattern.slice(at, at + 3).join('');
  const startsSegment = at === 0 || pattern[at - 1] === '/';
  // `**/x` takes x itself, too
  if (rest === '**/' && startsSegment) return [{ accepts: () => true, optional: true, repeats: false, folders: true }, 3];
  if (rest.startsWith('**')) return [{ accepts: () => true, optional: true, repeats: true, folders: false }, 2];
  if (rest.startsWith('*')) return [{ accepts: (char) => char !== '/', optional: true, repeats: true, folders: false }, 1];
  if (rest.startsWith('\\') && rest.length > 1) return [literal(pattern[at + 1]), 2];
  const end = rest.startsWith('[') ? pattern.indexOf(']', at + 2) : -1;
  return end > 0 ? [oneOf(pattern.slice(at + 1, end)), end + 1 - at] : [literal(pattern[at]), 1];
}

function literal(wanted: string): Part {
  return { accepts: (char) => char === wanted, optional: false, repeats: false, folders: false };
}

/** The characters of a `[]`: single ones, and ranges such as `a-z`. */
function oneOf(set: readonly string[]): Part {
  const ranges: (readonly [string, string])[] = [];
  for (let at = 0; at < set.length; at++) {
    const isRange = set[at + 1] === '-' && at + 2 < set.length;
    ranges.push([set[at], isRange ? set[at + 2] : set[at]]);
    if (isRange) at += 2;
  }
  return { accepts: (char) => ranges.some(([low, high]) => char >= low && char <= high), optional: false, repeats: false, folders: false };
}
