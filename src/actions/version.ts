/** Order of release tags. Actions tag `v1.2.3`; some leave out the `v` or the last number. */

const PATTERN = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:\.(\d+))?$/;

/** Whether a tag names a release that is no preview. */
export function isRelease(tag: string): boolean {
  return PATTERN.test(tag);
}

/** A tag that names one release for good: `v4.2.2`, not `v4`, which moves. */
export function isExact(tag: string): boolean {
  return PATTERN.exec(tag)?.[2] !== undefined;
}

/** Negative where `a` is older. A tag that is no release is older than each that is. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbers(a), numbers(b)];
  if (!left || !right) return Number(Boolean(left)) - Number(Boolean(right)) || (a < b ? -1 : Number(a > b));
  for (let i = 0; i < left.length; i++) {
    if (left[i] !== right[i]) return left[i] - right[i];
  }
  return a.length - b.length; // v4.2.0 says more than v4.2
}

function numbers(tag: string): number[] | undefined {
  const match = PATTERN.exec(tag);
  return match ? match.slice(1).map((part) => Number(part ?? 0)) : undefined;
}
