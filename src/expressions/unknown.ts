/**
 * A value that nobody knows before the run: a secret, an output, a field of the payload that was not given.
 * It travels through GitHub's evaluator like any other value; `partial-evaluator.ts` says what follows from it.
 */
import { Data } from './github-expressions';

export interface UnknownProps {
  /** What is known of its truth: a branch name is never empty. @default - nothing */
  readonly truth?: boolean;
  /** Values that it certainly is not. @default - none */
  readonly isNot?: (other: Data) => boolean;
  /** What is known of its fields. @default - nothing */
  readonly child?: (key: string) => Data | undefined;
}

/** Not one of GitHub's kinds, so that none of its switches takes it for something else. */
const UNKNOWN_KIND = -1;

export class Unknown implements Data {
  public readonly kind = UNKNOWN_KIND;
  public readonly primitive = true;
  private readonly children = new Map<string, Data>();

  /** @param names what is unknown, as a user would write it: `vars.REGION` */
  constructor(public readonly names: readonly string[], private readonly props: UnknownProps = {}) {}

  public get truth(): boolean | undefined {
    return this.props.truth;
  }

  public isNot(other: Data): boolean {
    return this.props.isNot?.(other) ?? false;
  }

  /** A field of it; the same object each time, so that a value equals itself even where it is unknown. */
  public child(key: string): Data {
    const id = key.toLowerCase();
    let child = this.children.get(id);
    if (!child) {
      child = this.props.child?.(id) ?? new Unknown(this.names.map((name) => (key === '*' ? `${name}.*` : `${name}.${key}`)));
      this.children.set(id, child);
    }
    return child;
  }

  public coerceString(): string {
    return `<unknown: ${this.names.join(', ')}>`;
  }

  public number(): number {
    return NaN;
  }

  public toString(): string {
    return this.coerceString();
  }
}

export function isUnknown(value: unknown): value is Unknown {
  return value instanceof Unknown;
}

/** One unknown out of several, each name once. */
export function unknownOf(parts: readonly Data[], props: UnknownProps = {}): Unknown {
  return new Unknown([...new Set(parts.flatMap((part) => (isUnknown(part) ? part.names : [])))], props);
}
