import { closest } from './closest';
import { text, whole } from './matcher-text';
import { difference } from './similarity';
import { nearest } from '../nearest';

/** Says how a value differs from what a matcher wants; an empty list where it does not. */
export abstract class Matcher {
  /** @internal */
  public abstract _test(actual: any, path: string): Mismatch[];

  /** As it was written. @internal */
  public abstract _describe(): string;
}

/** One difference. @internal */
export interface Mismatch {
  readonly path: string;
  readonly message: string;
  /** From 0 to 1: how far what is there is from what is wanted. */
  readonly distance: number;
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

function differs(path: string, expected: unknown, actual: unknown, hint = ''): Mismatch[] {
  return [{ path, message: `expected ${text(expected)}, got ${text(actual)}${hint}`, distance: difference(expected, actual) }];
}

const join = (path: string, key: string | number) => (path ? `${path}.${key}` : String(key));

class ObjectMatcher extends Matcher {
  constructor(private readonly pattern: Record<string, unknown>, private readonly partial: boolean) {
    super();
  }

  public _test(actual: any, path: string): Mismatch[] {
    if (actual === null || typeof actual !== 'object' || Array.isArray(actual)) return differs(path, this.pattern, actual);
    const found = Object.entries(this.pattern).flatMap(([key, value]) => this.misspelt(actual, key, path) ?? mismatch(actual[key], value, join(path, key)));
    const extra = this.partial ? [] : Object.keys(actual).filter((key) => !Object.hasOwn(this.pattern, key));
    return [...found, ...extra.map((key) => ({ path: join(path, key), message: `is there and should not be: ${text(actual[key])}`, distance: 1 }))];
  }

  public _describe(): string {
    return `Match.object${this.partial ? 'Like' : 'Equals'}(${whole(this.pattern)})`;
  }

  /** A key that is not there, and one that is nearly it. */
  private misspelt(actual: object, key: string, path: string): Mismatch[] | undefined {
    const expected = this.pattern[key];
    if (Object.hasOwn(actual, key) || mismatch(undefined, expected).length === 0) return undefined;
    const [near] = nearest(key, Object.keys(actual).filter((name) => !Object.hasOwn(this.pattern, name)));
    return near === undefined ? undefined : [{ path: join(path, key), message: `expected ${text(expected)}, got nothing; did you mean ${near}?`, distance: 1 }];
  }
}

class ArrayEqualsMatcher extends Matcher {
  constructor(private readonly items: unknown[]) {
    super();
  }

  public _test(actual: any, path: string): Mismatch[] {
    if (!Array.isArray(actual)) return differs(path, this.items, actual);
    if (actual.length !== this.items.length) {
      return [{ path, message: `expected ${this.items.length} items, got ${actual.length}: ${text(actual)}`, distance: difference(this.items, actual) }];
    }
    return this.items.flatMap((item, i) => mismatch(actual[i], item, join(path, i)));
  }

  public _describe(): string {
    return `Match.arrayEquals(${whole(this.items)})`;
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
      if (index < 0) return this.missing(actual, from, item, path);
      from = index + 1;
    }
    return [];
  }

  public _describe(): string {
    return `Match.arrayWith(${whole(this.items)})`;
  }

  private missing(actual: readonly unknown[], from: number, item: unknown, path: string): Mismatch[] {
    const early = actual.findIndex((candidate) => mismatch(candidate, item).length === 0);
    if (early >= 0) return [{ path, message: `${text(item)} is item ${early}, and is wanted after item ${from - 1}`, distance: 0.5 }];
    const tried = actual.map((candidate, i) => ({ label: String(i), found: mismatch(candidate, item) })).slice(from);
    const [best] = closest(tried, 1);
    const after = from > 0 ? ` after item ${from - 1}` : '';
    const first = best?.found[0];
    const hint = first === undefined ? '' : `; the closest is item ${best.label}: ${first.path ? `${first.path}: ` : ''}${first.message}`;
    return [{ path, message: `no item${after} matches ${text(item)}${hint || `: the list has ${actual.length} items`}`, distance: 1 }];
  }
}

class RegexpMatcher extends Matcher {
  constructor(private readonly pattern: string) {
    super();
  }

  public _test(actual: any, path: string): Mismatch[] {
    if (typeof actual === 'string' && new RegExp(this.pattern).test(actual)) return [];
    return [{ path, message: `expected a text like /${this.pattern}/, got ${text(actual)}`, distance: difference(this.pattern, actual) }];
  }

  public _describe(): string {
    return `Match.stringLikeRegexp(${JSON.stringify(this.pattern)})`;
  }
}

class AbsentMatcher extends Matcher {
  public _test(actual: any, path: string): Mismatch[] {
    return actual === undefined ? [] : [{ path, message: `expected nothing, got ${text(actual)}`, distance: 1 }];
  }

  public _describe(): string {
    return 'Match.absent()';
  }
}

class AnyMatcher extends Matcher {
  public _test(actual: any, path: string): Mismatch[] {
    return actual === undefined || actual === null ? [{ path, message: 'expected any value, got nothing', distance: 1 }] : [];
  }

  public _describe(): string {
    return 'Match.anyValue()';
  }
}

class NotMatcher extends Matcher {
  constructor(private readonly pattern: unknown) {
    super();
  }

  public _test(actual: any, path: string): Mismatch[] {
    return mismatch(actual, this.pattern).length ? [] : [{ path, message: `matches ${text(this.pattern)} and should not: ${text(actual)}`, distance: 1 }];
  }

  public _describe(): string {
    return `Match.not(${whole(this.pattern)})`;
  }
}
