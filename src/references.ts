/**
 * Late references: a string that stands for something known only at synthesis, such as another job's output.
 * A reference becomes a token when it is put into a string; lowering replaces the token, and learns from it
 * which jobs need which. Tokens never reach the output.
 */

/** What a reference resolves against: the job that reads it. */
export interface ReferenceContext {
  /** The bare expression (without `${{ }}`) that reads the reference from this job. */
  resolveStepOutput(step: object, output: string): string;
  resolveJobOutput(job: object, part: string | undefined, output: string): string;
  resolveMatrixVersion(): string;
  /** Makes the job of a step a need, because what the step leaves behind is used. */
  needStep(step: object, what: string): void;
}

/** Resolves to a bare expression, or to literal text. */
export type Resolved = { readonly expression: string } | { readonly literal: string };

export abstract class Reference {
  private token?: string;

  /** What people read of it in an error. */
  public abstract describe(): string;
  public abstract resolve(context: ReferenceContext): Resolved;

  public toString(): string {
    this.token ??= register(this);
    return this.token;
  }
}

const PATTERN = /\$\{Ref\[[^\]]*#(\d+)\]\}/g;
// shared by every copy of the library in the process, so that a token of one can be resolved by another
const KEY = Symbol.for('pipewright.references');
const store = globalThis as unknown as Record<symbol, Reference[] | undefined>;
const references = (store[KEY] ??= []);

function register(reference: Reference): string {
  references.push(reference);
  return `\${Ref[${reference.describe().replace(/[[\]#]/g, '')}#${references.length - 1}]}`;
}

/** The reference of a token. Text that only looks like one stays text. */
function find(token: string, id: string): Reference | undefined {
  const reference = references[Number(id)];
  return reference?.toString() === token ? reference : undefined;
}

export function hasReference(text: string): boolean {
  return referencesIn(text).length > 0;
}

const NONE: readonly Reference[] = [];

export function referencesIn(text: string): readonly Reference[] {
  if (!text.includes('${Ref[')) return NONE;
  return [...text.matchAll(PATTERN)].flatMap((match) => find(match[0], match[1]) ?? []);
}

/**
 * Replaces the tokens of a string. Within `${{ … }}`, or where the whole string is one expression (`if`),
 * a reference becomes its bare expression; elsewhere it is wrapped.
 */
export function resolveReferences(text: string, context: ReferenceContext, isExpression = false): string {
  if (!text.includes('${Ref[')) return text;
  return text.replace(PATTERN, (token, id: string, offset: number) => {
    const reference = find(token, id);
    if (!reference) return token;
    const resolved = reference.resolve(context);
    const inside = isExpression || insideExpression(text, offset);
    if ('literal' in resolved) return inside ? quote(resolved.literal) : resolved.literal;
    return inside ? resolved.expression : `\${{ ${resolved.expression} }}`;
  });
}

function quote(literal: string): string {
  return `'${literal.replaceAll('\'', '\'\'')}'`;
}

function insideExpression(text: string, offset: number): boolean {
  const before = text.slice(0, offset);
  return before.lastIndexOf('${{') > before.lastIndexOf('}}');
}

export class StepOutputReference extends Reference {
  constructor(private readonly step: object, private readonly output: string, private readonly label: string) {
    super();
  }

  public describe(): string {
    return `output ${this.output} of step ${this.label}`;
  }

  public resolve(context: ReferenceContext): Resolved {
    return { expression: context.resolveStepOutput(this.step, this.output) };
  }
}

export class JobOutputReference extends Reference {
  constructor(private readonly job: object, private readonly output: string, private readonly label: string, private readonly part?: string) {
    super();
  }

  public describe(): string {
    return `output ${this.output} of ${this.label}`;
  }

  public resolve(context: ReferenceContext): Resolved {
    return { expression: context.resolveJobOutput(this.job, this.part, this.output) };
  }
}

/** The toolchain version that the job at hand runs on: a matrix axis, or the one version. */
export class ToolchainVersionReference extends Reference {
  public describe(): string {
    return 'the toolchain version';
  }

  public resolve(context: ReferenceContext): Resolved {
    const version = context.resolveMatrixVersion();
    return version.startsWith('matrix.') ? { expression: version } : { literal: version };
  }
}
