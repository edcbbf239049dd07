/** Says how a value differs from what a matcher wants; an empty list where it does not. */
export abstract class Matcher {
  /** @internal */
  public abstract _test(actual: any, path: string): Mismatch[];
}

/** One difference. @internal */
export interface Mismatch {
  readonly path: string;
  readonly message: string;
}

/** Matchers for `testing.Template`. Plain objects match partially, plain lists and values exactly. */
export class Match {
  /** The object has these keys, with values that match; others are allowed. */
  public static objectLike(pattern: { [key: string]: any }): Matcher {
    return new ObjectMatcher(pattern, true);
  }

  /** The object has these keys and no others. */
  public static objectEquals(pattern: { [key: string]: any }): Matcher {
    return new ObjectMatcher(pattern, false);
  }

  /** The list holds these items in this order, perhaps with others between. */
  public static arrayWith(items: any[]): Matcher {
    return new ArrayWithMatcher(items);
  }

  /** The list is exactly this. */
  public static arrayEquals(items: any[]): Matcher {
    return new ArrayEqualsMatcher(items);
  }

  /** The text holds something that the pattern matches. */
  public static stringLikeRegexp(pattern: string): Matcher {
    return new RegexpMatcher(pattern);
  }

  /** The key is not there. */
  public static absent(): Matcher {
    return new AbsentMatcher();
  }

  /** Any value, as long as there is one. */
  public static anyValue(): Matcher {
    return new AnyMatcher();
  }

  /** Whatever the pattern does not match. */
  public static not(pattern: any): Matcher {
    return new NotMatcher(pattern);
  }

  private constructor() {}
}

/** @internal */
export function mismatch(actual: unknown, pattern: unknown, path = ''): Mismatch[] {
  if (pattern instanceof Matcher) return pattern._test(actual, path);
  if (Array.isArray(pattern)) return new ArrayEqualsMatcher(pattern)._test(actual, path);
  if (pattern !== null && typeof pattern === 'object') return new ObjectMatcher(pattern as Record<string, unknown>, true)._test(actual, path);
  return Object.is(actual, pattern) ? [] : differs(path, pattern, actual);
}

function differs(path: string, expected: unknown, actual: unknown): Mismatch[] {
  return [{ path, message: `expected ${text(expected)}, got ${text(actual)}` }];
}

function text(value: unknown): string {
  const json = value === undefined ? 'nothing' : JSON.stringify(value) ?? String(value);
  return json.length > 200 ? `${json.slice(0, 200)}…` : json;
}

const join = (path: string, key: string | number) => (path ? `${path}.${key}` : String(key));

class ObjectMatcher extends Matcher {
  constructor(private readonly pattern: Record<string, unknown>, private readonly partial: boolean) {
    super();
  }

  public _test(actual: any, path: string): Mismatch[] {
    if (actual === null || typeof actual !== 'object' || Array.isArray(actual)) return differs(path, this.pattern, actual);
    const found = Object.entries(this.pattern).flatMap(([key, value]) => mismatch(actual[key], value, join(path, key)));
    const extra = this.partial ? [] : Object.keys(actual).filter((key) => !Object.hasOwn(this.pattern, key));
    return [...found, ...extra.map((key) => ({ path: join(path, key), message: 'is there and should not be' }))];
  }
}

class ArrayEqualsMatcher extends Matcher {
  constructor(private readonly items: unknown[]) {
    super();
  }

  public _test(actual: any, path: string): Mismatch[] {
    if (!Array.isArray(actual)) return differs(path, this.items, actual);
    if (actual.length !== this.items.length) return [{ path, message: `expected ${this.items.length} items, got ${actual.length}: ${text(actual)}` }];
    return this.items.flatMap((item, i) => mismatch(actual[i], item, join(path, i)));
  }
}

class ArrayWithMatcher extends Matcher {
  constructor(private readonly items: unknown[]) {
    super();
  }

  public _test(actual: any, path: string): Mismatch[] {
    if (!Array.isArray(actual)) return differs(path, this.items, actual);
    let from = 0;
    for (const item of this.items) {
      const index = actual.findIndex((candidate, i) => i >= from && mismatch(candidate, item).length === 0);
      if (index < 0) return this.closest(actual.slice(from), item, path);
      from = index + 1;
    }
    return [];
  }

  private closest(candidates: unknown[], item: unknown, path: string): Mismatch[] {
    const best = candidates.map((candidate, i) => ({ i, found: mismatch(candidate, item) })).sort((a, b) => a.found.length - b.found.length)[0];
    const hint = best && best.found[0]?.path ? ` (closest: item ${best.i}: ${best.found[0].path}: ${best.found[0].message})` : '';
    return [{ path, message: `no item matches ${text(item)} in ${text(candidates)}${hint}` }];
  }
}

class RegexpMatcher extends Matcher {
  constructor(private readonly pattern: string) {
    super();
  }

  public _test(actual: any, path: string): Mismatch[] {
    if (typeof actual === 'string' && new RegExp(this.pattern).test(actual)) return [];
    return [{ path, message: `expected a text like /${this.pattern}/, got ${text(actual)}` }];
  }
}

class AbsentMatcher extends Matcher {
  public _test(actual: any, path: string): Mismatch[] {
    return actual === undefined ? [] : [{ path, message: `expected nothing, got ${text(actual)}` }];
  }
}

class AnyMatcher extends Matcher {
  public _test(actual: any, path: string): Mismatch[] {
    return actual === undefined || actual === null ? [{ path, message: 'expected any value, got nothing' }] : [];
  }
}

class NotMatcher extends Matcher {
  constructor(private readonly pattern: unknown) {
    super();
  }

  public _test(actual: any, path: string): Mismatch[] {
    return mismatch(actual, this.pattern).length ? [] : [{ path, message: `matches ${text(actual)} and should not` }];
  }
}
