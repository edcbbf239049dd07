/** Ranges of versions as manifests write them: `>=20`, `^3.11`, `18 || 20`, `==3.12.*`, `>=3.10,<3.13`. */

/** How a language counts: which number of its versions is the one that is chosen. */
export interface Counting {
  /** In order of preference. */
  readonly candidates: readonly number[];
  /** `20.9` → 20, or `3.11` → 11. */
  readonly level: (numbers: readonly number[]) => number;
  /** How many numbers say a level: what follows is a patch. */
  readonly precision: number;
  /** `^` takes in later levels: 3.12 is a `^3.11`, but 22 no `^20`. */
  readonly caretIsOpen: boolean;
}

export const NODE: Counting = { candidates: [22, 24, 20, 18], level: ([major]) => major, precision: 1, caretIsOpen: false };
export const PYTHON: Counting = {
  candidates: [12, 13, 14, 11, 10, 9, 8], precision: 2, caretIsOpen: true,
  level: ([major, minor = 0]) => (major === 3 ? minor : major > 3 ? Infinity : -1),
};

/** The first candidate that the range takes in, with its newest release. */
export function firstWithin(range: string, counting: Counting): number | undefined {
  const alternatives = range.replace(/(\S+)\s+-\s+(\S+)/g, '>=$1 <=$2').split('||').map((one) => terms(one));
  return counting.candidates.find((candidate) => alternatives.some((all) => all.every((term) => takes(term, candidate, counting))));
}

interface Term {
  readonly operator: string;
  readonly numbers: readonly number[];
}

function terms(text: string): Term[] {
  return [...text.matchAll(/(>=|<=|==|!=|~=|[<>=~^])?\s*v?(\d+(?:\.(?:\d+|[*xX]))*)/g)]
    .map(([, operator = '=', version]) => ({ operator, numbers: version.split('.').filter((part) => /^\d+$/.test(part)).map(Number) }));
}

function takes({ operator, numbers }: Term, candidate: number, { level, precision, caretIsOpen }: Counting): boolean {
  const bound = level(numbers);
  const patched = numbers.length > precision;
  switch (operator) {
    case '>=': return candidate >= bound;
    case '>': return patched ? candidate >= bound : candidate > bound;
    case '<=': return candidate <= bound;
    case '<': return candidate < bound;
    case '!=': return patched || candidate !== bound;
    case '^': return caretIsOpen ? candidate >= bound : candidate === bound;
    case '~=': return patched ? candidate === bound : candidate >= bound;
    // `3` alone is every 3.x
    default: return numbers.length < precision ? candidate >= bound : candidate === bound;
  }
}
