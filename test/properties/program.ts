/* eslint-disable @typescript-eslint/member-ordering, @typescript-eslint/no-shadow */
/**
 * A user's program as data: it can be run against the library, printed as TypeScript, and mutated part by part.
 * Knows nobody: the library comes in as a value.
 */

/** `Step.run(…)`, `new Job(…)`, `image.digest`, `version.output('value')`, `Runner.UBUNTU_24_04`, or plain data. */
export type Expr = Plain | Node;
export type Plain = string | number | boolean | null | undefined | bigint | readonly Expr[] | { readonly [key: string]: Expr };

export class Node {
  private constructor(
    public readonly kind: 'call' | 'new' | 'static' | 'ref' | 'member' | 'method' | 'text' | 'raw',
    public readonly name: string,
    public readonly args: readonly Expr[],
    public readonly of?: Node,
    /** What `raw` stands for: something that no literal can write. */
    public readonly value?: unknown,
  ) {}

  /** `Runner.custom('x')` */
  public static call(name: string, ...args: Expr[]): Node {
    return new Node('call', name, args);
  }

  /** `new Job(pipeline, 'x', { … })` */
  public static create(name: string, ...args: Expr[]): Node {
    return new Node('new', name, args);
  }

  /** `Runner.UBUNTU_24_04` */
  public static constant(name: string): Node {
    return new Node('static', name, []);
  }

  /** A variable of an earlier statement. */
  public static ref(name: string): Node {
    return new Node('ref', name, []);
  }

  /** A template literal of its parts. */
  public static text(...parts: Expr[]): Node {
    return new Node('text', '', parts);
  }

  /** A value of JavaScript, with the source that writes it. */
  public static raw(source: string, value: unknown): Node {
    return new Node('raw', source, [], undefined, value);
  }

  /** `of.digest` */
  public get(name: string): Node {
    return new Node('member', name, [], this);
  }

  /** `of.output('x')` */
  public method(name: string, ...args: Expr[]): Node {
    return new Node('method', name, args, this);
  }

  /** The same with other parts, for mutations. */
  public with(args: readonly Expr[], of: Node | undefined = this.of): Node {
    return new Node(this.kind, this.name, args, of, this.value);
  }
}

export interface Statement {
  /** Name of the variable. */
  readonly name?: string;
  readonly expr: Expr;
}

export type Program = readonly Statement[];

type Library = Readonly<Record<string, unknown>>;

/** Runs the program; the values of its variables. What it throws is the caller's. */
export function run(program: Program, library: Library): Map<string, unknown> {
  const scope = new Map<string, unknown>();
  for (const { name, expr } of program) {
    const value = evaluate(expr, scope, library);
    if (name) scope.set(name, value);
  }
  return scope;
}

function evaluate(expr: Expr, scope: ReadonlyMap<string, unknown>, library: Library): unknown {
  const all = (args: readonly Expr[]) => args.map((arg) => evaluate(arg, scope, library));
  if (Array.isArray(expr)) return all(expr);
  if (!(expr instanceof Node)) return isRecord(expr) ? mapValues(expr, (value) => evaluate(value, scope, library)) : expr;
  switch (expr.kind) {
    case 'raw': return expr.value;
    case 'ref': return scope.get(expr.name);
    case 'text': return all(expr.args).map(String).join('');
    case 'static': return lookup(library, expr.name);
    case 'new': return Reflect.construct(lookup(library, expr.name) as new () => object, all(expr.args));
    case 'call': {
      const owner = expr.name.includes('.') ? lookup(library, expr.name.replace(/\.[^.]*$/, '')) : library;
      return Reflect.apply(lookup(library, expr.name) as () => unknown, owner, all(expr.args));
    }
    default: {
      const of = evaluate(expr.of, scope, library) as Record<string, unknown>;
      if (of === null || of === undefined || (expr.kind === 'method' && typeof of[expr.name] !== 'function')) throw new Error(`the program itself fails at .${expr.name}`);
      return expr.kind === 'member' ? of[expr.name] : (of[expr.name] as (...args: unknown[]) => unknown)(...all(expr.args));
    }
  }
}

function lookup(library: Library, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (value as Library)[key], library);
}

/** The program as a person would write it. */
export function source(program: Program): string {
  const body = program.map(({ name, expr }) => `${name ? `const ${name} = ` : ''}${print(expr, '')};`).join('\n');
  const names = [...new Set([...body.matchAll(/(?<![.\w'])(?:new )?([A-Z]\w+)(?=[.(])/g)].map((match) => match[1]))];
  return `import { ${names.filter((name) => !['Array', 'String', 'Symbol', 'Date', 'Map', 'Promise', 'Object'].includes(name)).sort().join(', ')} } from 'pipewright';\n${body}\n`;
}

function print(expr: Expr, indent: string): string {
  const list = (args: readonly Expr[]) => args.map((arg) => print(arg, indent)).join(', ');
  if (Array.isArray(expr)) return `[${list(expr)}]`;
  if (!(expr instanceof Node)) return isRecord(expr) ? printRecord(expr, indent) : printPlain(expr);
  switch (expr.kind) {
    case 'raw':
    case 'ref':
    case 'static': return expr.name;
    case 'text': return `[${list(expr.args)}].join('')`;
    case 'new': return `new ${expr.name}(${list(expr.args)})`;
    case 'call': return `${expr.name}(${list(expr.args)})`;
    case 'member': return `${print(expr.of, indent)}.${expr.name}`;
    case 'method': return `${print(expr.of, indent)}.${expr.name}(${list(expr.args)})`;
  }
}

function printRecord(record: Readonly<Record<string, Expr>>, indent: string): string {
  const entries = Object.entries(record).filter(([, value]) => value !== undefined);
  if (entries.length === 0) return '{}';
  const inner = `${indent}  `;
  return `{\n${entries.map(([key, value]) => `${inner}${/^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key)}: ${print(value, inner)},\n`).join('')}${indent}}`;
}

function printPlain(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`;
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > 2000 ? `${text.slice(0, 200)} /* … ${text.length} characters */` : text;
}

export function isRecord(value: unknown): value is Readonly<Record<string, Expr>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Node);
}

export function mapValues<T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  // a user's key may be __proto__
  const entries = Object.entries(record).map(([key, value]) => [key, map(value)] as const);
  return Object.fromEntries(entries);
}
