/** What the rewriters of the shells have in common. */
import { Segment } from '../workflow/expression-scan';

export interface Source {
  readonly script: string;
  readonly segments: readonly Segment[];
  /** The variable that holds the value of an expression. */
  readonly nameOf: (segment: Segment) => string;
}

/** @throws Refusal where no quoting is right */
export type Rewrite = (source: Source) => string;

export const TOO_COMPLEX = 'the quotes and brackets around it cannot be followed';

export class Refusal extends Error {
  constructor(message: string, public readonly offset: number) {
    super(message);
    this.name = 'Refusal';
  }
}

/** A script that is read once from left to right, and written anew. */
export class Rewriter {
  protected at = 0;
  protected out = '';
  protected readonly script: string;
  private readonly starts: ReadonlyMap<number, Segment>;
  private readonly nameOf: (segment: Segment) => string;

  constructor({ script, segments, nameOf }: Source) {
    this.script = script;
    this.starts = new Map(segments.map((segment) => [segment.start, segment]));
    this.nameOf = nameOf;
  }

  /** The expression that starts here. */
  protected segment(at = this.at): Segment | undefined {
    return this.starts.get(at);
  }

  protected name(segment: Segment): string {
    return this.nameOf(segment);
  }

  protected get char(): string {
    return this.script[this.at];
  }

  protected get done(): boolean {
    return this.at >= this.script.length;
  }

  protected sees(text: string): boolean {
    return this.script.startsWith(text, this.at);
  }

  protected copy(length = 1): void {
    this.out += this.script.slice(this.at, this.at + length);
    this.at += length;
  }

  /** Writes something in the place of an expression. */
  protected put(text: string, segment: Segment): void {
    this.out += text;
    this.at = segment.end;
  }

  /** In a comment an expression is only a remark: its words stay, GitHub no longer sees it. */
  protected remark(until: string): void {
    while (!this.done && !this.sees(until)) {
      const segment = this.segment();
      if (segment) this.put(segment.text.replace(/\s+/g, ' '), segment);
      else this.copy();
    }
  }

  protected refuse(message: string, at = this.at): never {
    throw new Refusal(message, at);
  }
}
