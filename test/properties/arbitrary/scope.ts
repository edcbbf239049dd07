/** What the parts of a random program know of each other while it is put together. */
import * as fc from 'fast-check';
import { Expr, Node, Statement } from '../program';

/** A job construct that later ones may need or read. */
export interface Made {
  readonly node: Node;
  readonly id: string;
  /** It has the output `result`. */
  readonly result?: boolean;
}

/** What a pipeline's triggers allow. */
export interface Facts {
  readonly call: boolean;
  readonly manual: boolean;
  readonly push: boolean;
  readonly pullRequest: boolean;
  readonly release: boolean;
  /** Inputs of a caller, by name and type. */
  readonly callInputs: Readonly<Record<string, string>>;
  /** Secrets that a caller hands over. */
  readonly secrets: readonly string[];
}

export interface PipelineMade {
  readonly node: Node;
  readonly id: string;
  readonly facts: Facts;
  /** Every script runs in bash. */
  readonly bash: boolean;
  /** Inputs of its callers, with their types. */
  readonly inputs: readonly (readonly [string, string])[];
}

export class Scope {
  public readonly statements: Statement[] = [];
  public readonly pipelines: PipelineMade[] = [];
  public readonly actions: Made[] = [];
  /** Jobs of the pipeline at hand. */
  public jobs: Made[] = [];
  public images: Made[] = [];
  /** In any pipeline. */
  public hasImage = false;
  public targets: Made[] = [];
  private count = 0;

  /** A variable of its own for an expression. */
  public let(prefix: string, expr: Expr): Node {
    const name = `${prefix}${++this.count}`;
    this.statements.push({ name, expr });
    return Node.ref(name);
  }

  public do(expr: Expr): void {
    this.statements.push({ expr });
  }

  /** An id that nobody else has. */
  public id(stem: string): string {
    return `${stem}${++this.count}`;
  }

  public get pipeline(): PipelineMade {
    return this.pipelines[this.pipelines.length - 1];
  }

  public begin(pipeline: PipelineMade): void {
    this.pipelines.push(pipeline);
    this.jobs = [];
    this.images = [];
    this.targets = [];
  }
}

/** A part of a program: it may depend on what was made before it. */
export type Part<T> = (scope: Scope) => T;

/** Optional props: each absent half of the time, so that shrinking leaves what matters. */
export function props<T extends object>(required: { [K in keyof T]?: fc.Arbitrary<unknown> }, optional: { [K in keyof T]?: fc.Arbitrary<unknown> }) {
  return fc.record({ ...required, ...optional } as Record<string, fc.Arbitrary<Expr>>, { requiredKeys: Object.keys(required) });
}

export function pick<T>(list: readonly T[], n: number): T | undefined {
  return list.length ? list[n % list.length] : undefined;
}
