/**
 * GitHub's filter patterns for branches, tags and paths.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet
 */

const cache = new Map<string, RegExp>();

/** One pattern, without a leading `!`. */
export function globToRegExp(pattern: string): RegExp {
  let regExp = cache.get(pattern);
  if (!regExp) {
    regExp = new RegExp(`^${atoms(pattern).join('')}$`, 's');
    cache.set(pattern, regExp);
  }
  return regExp;
}

/**
 * Whether a list of patterns takes a value. The last pattern that matches decides; one with `!` takes it out again.
 * A list of negative patterns only takes nothing.
 */
export function matchesPatterns(patterns: readonly string[], value: string): boolean {
  let taken = false;
  for (const pattern of patterns) {
    const negative = pattern.startsWith('!');
    if (globToRegExp(negative ? pattern.slice(1) : pattern).test(value)) taken = !negative;
  }
  return taken;
}

/** The parts of a pattern as regular expressions, so that `?` and `+` apply to the part before them. */
function atoms(pattern: string): string[] {
  const parts: string[] = [];
  for (let at = 0; at < pattern.length;) {
    const char = pattern[at];
    if ((char === '?' || char === '+') && parts.length > 0) {
      parts.push(`(?:${parts.pop()})${char}`);
      at += 1;
      continue;
    }
    const [part, length] = atom(pattern, at);
    parts.push(part);
    at += length;
  }
  return parts;
}

function atom(pattern: string, at: number): [string, number] {
  const rest = pattern.slice(at);
  const startsSegment = at === 0 || pattern[at - 1] === '/';
  // `**/x` takes x itself, too
  if (rest.startsWith('**/') && startsSegment) return ['(?:.*/)?', 3];
  if (rest.startsWith('**')) return ['.*', 2];
  if (rest.startsWith('*')) return ['[^/]*', 1];
  if (rest.startsWith('\\') && rest.length > 1) return [literal(rest[1]), 2];
  const set = /^\[([^\]]+)\]/.exec(rest);
  if (set) return [`[${set[1].replace(/[\\^[]/g, '\\$&')}]`, set[0].length];
  return [literal(rest[0]), 1];
}

function literal(char: string): string {
  return char.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
