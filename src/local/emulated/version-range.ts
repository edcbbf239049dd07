/** Ranges of versions as set-up actions take them: `3.10`, `3.x`, `>=18 <21`, `^20.1`, `~1.22`, `1 || 2`. */

type Version = readonly [number, number, number];

/** The numbers of a version within a text: `Python 3.9.18` is [3, 9, 18]. */
export function versionIn(text: string): string | undefined {
  return /\d+(?:\.\d+){0,2}/.exec(text)?.[0];
}

export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbers(a), numbers(b)];
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}

/** Undefined where the range is nothing that can be compared, such as `lts/*` or `stable`. */
export function satisfies(version: string, range: string): boolean | undefined {
  const alternatives = range.split('||').map((part) => part.trim());
  const verdicts = alternatives.map((part) => every(numbers(version), part));
  return verdicts.includes(true) ? true : verdicts.includes(undefined) ? undefined : false;
}

function every(version: Version, part: string): boolean | undefined {
  const hyphen = /^(\S+)\s+-\s+(\S+)$/.exec(part);
  const comparators = hyphen ? [`>=${hyphen[1]}`, `<=${hyphen[2]}`] : part.replace(/([<>=~^]+)\s+/g, '$1').split(/[\s,]+/).filter((word) => word !== '');
  if (comparators.length === 0) return true;
  const verdicts = comparators.map((comparator) => one(version, comparator));
  return verdicts.includes(undefined) ? undefined : !verdicts.includes(false);
}

function one(version: Version, comparator: string): boolean | undefined {
  const match = /^(>=|<=|>|<|=|==|~|~=|\^)?v?(\d+|[x*])(?:\.(\d+|[x*]))?(?:\.(\d+|[x*]))?(?:[-+.].*)?$/i.exec(comparator);
  if (!match) return comparator === '*' || comparator === 'latest' || comparator === 'x' ? true : undefined;
  const given = match.slice(2, 5).filter((part) => part !== undefined && /^\d+$/.test(part)).map(Number);
  const low: Version = [given[0] ?? 0, given[1] ?? 0, given[2] ?? 0];
  switch (match[1]) {
    case '>=': return order(version, low) >= 0;
    case '>': return order(version, given.length < 3 ? next(given, given.length) : low) >= (given.length < 3 ? 0 : 1);
    case '<': return order(version, low) < 0;
    case '<=': return order(version, next(given, given.length)) < 0;
    case '^': return order(version, low) >= 0 && order(version, next(given, low[0] > 0 ? 1 : low[1] > 0 ? 2 : 3)) < 0;
    case '~': return order(version, low) >= 0 && order(version, next(given, Math.min(2, given.length))) < 0;
    case '~=': return order(version, low) >= 0 && order(version, next(given, Math.max(1, given.length - 1))) < 0;
    default: return given.length === 0 || (order(version, low) >= 0 && order(version, next(given, given.length)) < 0);
  }
}

/** The first version after all that begin with the first `places` numbers. */
function next(given: readonly number[], places: number): Version {
  if (places === 0) return [Infinity, 0, 0];
  const up = [0, 1, 2].map((i) => (i < places ? given[i] ?? 0 : 0));
  up[places - 1]++;
  return [up[0], up[1], up[2]];
}

function order(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

function numbers(version: string): Version {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map((part) => Number.parseInt(part, 10) || 0);
  return [major, minor, patch];
}
