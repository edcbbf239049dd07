/**
 * Text → tree, by GitHub's own parser. Results are cached: a plan reads the same conditions again and again.
 */
import { Ast, BinaryNode, CallNode, FunctionInfo, githubExpressions, GitHubToken, GroupingNode, IndexNode, LexerInstance, LogicalNode, UnaryNode } from './github-expressions';
import { nearest } from '../nearest';

/** Every context that GitHub knows somewhere in a workflow. Which of them a key may use is for the rules to say. */
export const CONTEXTS: readonly string[] = ['github', 'env', 'vars', 'job', 'jobs', 'steps', 'runner', 'secrets', 'strategy', 'matrix', 'needs', 'inputs'];

/** Functions beyond the well-known ones, which evaluation supplies. */
const STATUS_FUNCTIONS: readonly string[] = ['success', 'failure', 'cancelled', 'always'];
const FUNCTIONS: readonly FunctionInfo[] = [
  { name: 'success', minArgs: 0, maxArgs: Number.MAX_SAFE_INTEGER },
  { name: 'failure', minArgs: 0, maxArgs: Number.MAX_SAFE_INTEGER },
  { name: 'cancelled', minArgs: 0, maxArgs: 0 },
  { name: 'always', minArgs: 0, maxArgs: 0 },
  { name: 'hashFiles', minArgs: 1, maxArgs: 255 },
];

export interface ParsedExpression {
  readonly text: string;
  readonly root: Ast;
  /** Lower-case names of the functions that are called anywhere in it. */
  readonly functions: ReadonlySet<string>;
}

/** Text that is no expression. The message is GitHub's own, with the position in it. */
export class InvalidExpression extends Error {
  /**
   * @param text the expression
   * @param offset where it stops making sense, from 0
   */
  constructor(message: string, public readonly text: string, public readonly offset: number) {
    super(message);
    this.name = 'InvalidExpression';
  }
}

const MAX_CACHED = 20_000;
const cache = new Map<string, ParsedExpression>();

/**
 * Parses one expression, without the `${{ }}` around it.
 * @throws InvalidExpression
 */
export function parseExpression(text: string): ParsedExpression {
  let parsed = cache.get(text);
  if (!parsed) {
    parsed = parseWith(text, CONTEXTS);
    if (cache.size >= MAX_CACHED) cache.clear();
    cache.set(text, parsed);
  }
  return parsed;
}

/** The same with other names of contexts. */
export function parseWith(text: string, contexts: readonly string[], functions: readonly FunctionInfo[] = FUNCTIONS): ParsedExpression {
  const { Parser } = githubExpressions();
  let root: Ast | undefined;
  try {
    root = new Parser(lex(text), contexts, functions).parse();
  } catch (error) {
    throw asInvalid(error, text, contexts, functions);
  }
  if (!root) throw new InvalidExpression('An expression was expected', text, 0);
  const names = new Set<string>();
  collectFunctions(root, names);
  return { text, root, functions: names };
}

export function usesStatusFunction(parsed: ParsedExpression): boolean {
  return STATUS_FUNCTIONS.some((name) => parsed.functions.has(name));
}

type LexerClass = new (text: string) => LexerInstance;
let ExactLexer: LexerClass | undefined;

/**
 * GitHub's lexer, which also remembers where each token starts, and undoubles every quote of a string:
 * the JavaScript port undoubles only the first one, unlike the server (`'a''b''c'` is a'b'c there).
 */
function lex(text: string): GitHubToken[] {
  const { Lexer, TokenType } = githubExpressions();
  ExactLexer ??= class extends Lexer {
    public addToken(type: number, value?: unknown): void {
      super.addToken(type, value);
      const token = this.tokens[this.tokens.length - 1];
      token.offset = this.start;
      if (type === TokenType.STRING) token.value = token.lexeme.slice(1, -1).replaceAll('\'\'', '\'');
    }
  };
  return new ExactLexer(text).lex().tokens;
}

function asInvalid(error: unknown, text: string, contexts: readonly string[], functions: readonly FunctionInfo[]): InvalidExpression {
  const { ExpressionError, TokenType } = githubExpressions();
  const message = (error as Error).message;
  if (!(error instanceof ExpressionError)) {
    if (message === 'ErrorExceededMaxLength') return new InvalidExpression('Exceeded max expression length 21000', text, 21_000);
    // the lexer's own errors hold the position already
    return new InvalidExpression(message, text, Number(/Located at position (\d+)/.exec(message)?.[1] ?? 1) - 1);
  }
  const offset = error.tok.type === TokenType.EOF ? text.length : error.tok.offset ?? 0;
  const at = `${message}. Located at position ${offset + 1} within expression: ${text}`;
  const near = suggestion(message, error.tok.lexeme, contexts, functions);
  return new InvalidExpression(near ? `${at}. Did you mean '${near}'?` : at, text, offset);
}

function suggestion(message: string, name: string, contexts: readonly string[], functions: readonly FunctionInfo[]): string | undefined {
  if (message.startsWith('Unrecognized named-value')) return nearest(name, contexts)[0];
  if (!message.startsWith('Unrecognized function')) return undefined;
  const known = ['contains', 'startsWith', 'endsWith', 'format', 'join', 'toJSON', 'fromJSON', 'case', ...functions.map((f) => f.name)];
  return nearest(name, known)[0];
}

function collectFunctions(node: Ast, into: Set<string>): void {
  const n = node as Partial<UnaryNode & BinaryNode & LogicalNode & GroupingNode & IndexNode & CallNode>;
  if (n.functionName) into.add(n.functionName.lexeme.toLowerCase());
  for (const child of [n.expr, n.index, n.left, n.right, n.group, ...(n.args ?? [])]) {
    if (child) collectFunctions(child, into);
  }
}
