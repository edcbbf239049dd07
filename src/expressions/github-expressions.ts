/**
 * Loads GitHub's own expression parser and evaluator (@actions/expressions), bundled by scripts/vendor.mjs.
 * Loaded when an expression is first read, so that an app that only renders does not pay for it.
 */
import * as path from 'path';

/** A value in GitHub's evaluator. */
export interface Data {
  readonly kind: number;
  readonly primitive: boolean;
  coerceString(): string;
  number(): number;
}

export interface PrimitiveData<T> extends Data {
  readonly value: T;
}

export interface ArrayData extends Data {
  add(value: Data): void;
  get(index: number): Data;
  values(): Data[];
}

export interface DictionaryData extends Data {
  add(key: string, value: Data): void;
  get(key: string): Data | undefined;
  values(): Data[];
  pairs(): { key: string; value: Data }[];
}

export interface GitHubToken {
  readonly type: number;
  readonly lexeme: string;
  readonly range: { readonly start: { readonly line: number; readonly column: number } };
  value?: unknown;
  /** Where it starts in the text; set by our lexer. */
  offset?: number;
}

/** A node of GitHub's tree. Which fields are there depends on its kind. */
export interface Ast {
  accept(visitor: object): Data;
}
export interface LiteralNode extends Ast { readonly literal: Data }
export interface UnaryNode extends Ast { readonly operator: GitHubToken; readonly expr: Ast }
export interface BinaryNode extends Ast { readonly left: Ast; readonly operator: GitHubToken; readonly right: Ast }
export interface LogicalNode extends Ast { readonly operator: GitHubToken; readonly args: Ast[] }
export interface GroupingNode extends Ast { readonly group: Ast }
export interface ContextNode extends Ast { readonly name: GitHubToken }
export interface IndexNode extends Ast { readonly expr: Ast; readonly index: Ast }
export interface CallNode extends Ast { readonly functionName: GitHubToken; readonly args: Ast[] }

export interface FunctionInfo {
  readonly name: string;
  readonly minArgs: number;
  readonly maxArgs: number;
}
export interface FunctionDefinition extends FunctionInfo {
  call(...args: Data[]): Data;
}

export interface LexerInstance {
  readonly tokens: GitHubToken[];
  readonly start: number;
  lex(): { tokens: GitHubToken[] };
  addToken(type: number, value?: unknown): void;
}

export interface EvaluatorInstance {
  evaluate(): Data;
  eval(node: Ast): Data;
  visitUnary(node: UnaryNode): Data;
  visitBinary(node: BinaryNode): Data;
  visitLogical(node: LogicalNode): Data;
  visitIndexAccess(node: IndexNode): Data;
  visitFunctionCall(node: CallNode): Data;
  visitContextAccess(node: ContextNode): Data;
}

export interface GitHubExpressions {
  readonly Lexer: new (text: string) => LexerInstance;
  readonly Parser: new (tokens: GitHubToken[], contexts: readonly string[], functions: readonly FunctionInfo[]) => { parse(): Ast | undefined };
  readonly Evaluator: new (root: Ast, contexts: DictionaryData, functions?: ReadonlyMap<string, FunctionDefinition>) => EvaluatorInstance;
  readonly ExpressionError: new (...args: never[]) => Error & { readonly typ: number; readonly tok: GitHubToken };
  readonly FilteredArray: new (...items: Data[]) => ArrayData;
  readonly TokenType: Readonly<Record<'OR' | 'STRING' | 'EOF' | 'EQUAL_EQUAL' | 'BANG_EQUAL', number>>;
  readonly wellKnownFunctions: Readonly<Record<string, FunctionDefinition>>;
  readonly equals: (left: Data, right: Data) => boolean;
  readonly falsy: (value: Data) => boolean;
  readonly truthy: (value: Data) => boolean;
  readonly data: {
    readonly Kind: Readonly<Record<'String' | 'Array' | 'Dictionary' | 'Boolean' | 'Number' | 'Null', number>>;
    readonly Null: new () => Data;
    readonly BooleanData: new (value: boolean) => PrimitiveData<boolean>;
    readonly NumberData: new (value: number) => PrimitiveData<number>;
    readonly StringData: new (value: string) => PrimitiveData<string>;
    readonly Array: new (...items: Data[]) => ArrayData;
    readonly Dictionary: new (...pairs: { key: string; value: Data }[]) => DictionaryData;
  };
}

/** Loads one of the bundles; the same relative path holds from src/ and from lib/. */
export function loadVendored<T>(name: string): T {
  const file = path.join(__dirname, '../../vendor', name);
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- only when it is needed
    return require(file) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    throw new Error(`${file} is missing; in a working copy of pipewright make it with: node scripts/vendor.mjs`);
  }
}

let loaded: GitHubExpressions | undefined;

export function githubExpressions(): GitHubExpressions {
  loaded ??= loadVendored<GitHubExpressions>('actions-expressions.cjs');
  return loaded;
}
