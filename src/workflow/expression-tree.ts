/**
 * The grammar of GitHub's expression language: tokens to a tree, with the depth that GitHub counts.
 * Which contexts and functions exist is not decided here.
 */
import { ExpressionSyntaxError, Token, tokenise } from './expression-tokens';

export type Literal = string | number | boolean | null;

export type Node =
  | { readonly kind: 'literal'; readonly value: Literal; readonly start: number; readonly end: number }
  | { readonly kind: 'context'; readonly name: string; readonly start: number; readonly end: number }
  | { readonly kind: 'index'; readonly of: Node; readonly by: Node | '*'; readonly start: number; readonly end: number }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Node[]; readonly start: number; readonly end: number }
  | { readonly kind: 'not'; readonly of: Node; readonly start: number; readonly end: number }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Node; readonly right: Node; readonly start: number; readonly end: number }
  | { readonly kind: 'logical'; readonly operator: '&&' | '||'; readonly args: readonly Node[]; readonly start: number; readonly end: number };

export interface Tree {
  readonly root: Node;
  /** The deepest nesting, counted as GitHub's parser does. Over 50 it refuses. */
  readonly depth: number;
}

/** @throws ExpressionSyntaxError */
export function parseExpression(text: string): Tree {
  const parser = new Parser(tokenise(text), text.length);
  return { root: parser.parse(), depth: parser.deepest };
}

/** Beyond any expression that GitHub takes, and well within the JavaScript stack. */
const GIVE_UP = 500;
const EQUALITY = ['==', '!='];
const COMPARISON = ['<', '<=', '>', '>='];

class Parser {
  public deepest = 0;
  private depth = 0;
  private at = 0;

  constructor(private readonly tokens: readonly Token[], private readonly length: number) {}

  public parse(): Node {
    const root = this.expression();
    if (this.at < this.tokens.length) this.unexpected();
    return root;
  }

  private expression(): Node {
    return this.deeper(() => this.logical('||', () => this.logical('&&', () => this.equality())));
  }

  private logical(operator: '&&' | '||', operand: () => Node): Node {
    const first = operand();
    if (!this.sees('operator', operator)) return first;
    return this.deeper(() => {
      const args = [first];
      while (this.takes('operator', operator)) args.push(operand());
      return { kind: 'logical', operator, args, start: first.start, end: args[args.length - 1].end };
    });
  }

  private equality(): Node {
    return this.binary(EQUALITY, () => this.binary(COMPARISON, () => this.unary()));
  }

  private binary(operators: readonly string[], operand: () => Node): Node {
    let left = operand();
    for (let token = this.peek(); token?.kind === 'operator' && operators.includes(token.text); token = this.peek()) {
      this.at++;
      const right = operand();
      left = { kind: 'binary', operator: token.text, left, right, start: left.start, end: right.end };
    }
    return left;
  }

  private unary(): Node {
    const token = this.peek();
    if (!this.takes('operator', '!')) return this.access();
    const of = this.deeper(() => this.unary());
    return { kind: 'not', of, start: token!.start, end: of.end };
  }

  /** `a.b`, `a['b']`, `a.*`: on contexts, calls and groups, but not on literals. */
  private access(): Node {
    const grouped = this.sees('punctuation', '(');
    let node = this.primary();
    if (node.kind === 'literal' && !grouped) return node;
    const outer = this.depth;
    for (;;) {
      if (this.takes('punctuation', '[')) {
        const by = this.takes('punctuation', '*') ? '*' : this.expression();
        this.expect(']');
        node = { kind: 'index', of: node, by, start: node.start, end: this.tokens[this.at - 1].end };
      } else if (this.takes('punctuation', '.')) {
        node = this.property(node);
      } else {
        this.depth = outer;
        return node;
      }
      this.enter();
    }
  }

  private property(of: Node): Node {
    const token = this.peek();
    if (this.takes('punctuation', '*')) return { kind: 'index', of, by: '*', start: of.start, end: token!.end };
    if (token?.kind !== 'identifier') this.unexpected();
    this.at++;
    const by: Node = { kind: 'literal', value: token!.text, start: token!.start, end: token!.end };
    return { kind: 'index', of, by, start: of.start, end: token!.end };
  }

  private primary(): Node {
    const token = this.peek();
    if (!token) throw new ExpressionSyntaxError('the expression ends too early', this.length);
    if (this.takes('punctuation', '(')) {
      const inner = this.expression();
      this.expect(')');
      return inner;
    }
    const { start, end } = token;
    if (token.kind === 'identifier') return this.contextOrCall(token);
    if (token.kind === 'punctuation' || token.kind === 'operator') this.unexpected();
    this.at++;
    return { kind: 'literal', value: literal(token), start, end };
  }

  private contextOrCall({ text: name, start, end }: Token): Node {
    this.at++;
    if (!this.takes('punctuation', '(')) return { kind: 'context', name, start, end };
    const args: Node[] = [];
    while (!this.takes('punctuation', ')')) {
      args.push(this.expression());
      if (!this.sees('punctuation', ')')) this.expect(',');
    }
    return { kind: 'call', name, args, start, end: this.tokens[this.at - 1].end };
  }

  private peek(): Token | undefined {
    return this.tokens[this.at];
  }

  private sees(kind: Token['kind'], text: string): boolean {
    const token = this.tokens[this.at];
    return token !== undefined && token.kind === kind && token.text === text;
  }

  private takes(kind: Token['kind'], text: string): boolean {
    if (!this.sees(kind, text)) return false;
    this.at++;
    return true;
  }

  private expect(text: string): void {
    if (!this.takes('punctuation', text)) this.unexpected(`'${text}' expected`);
  }

  private unexpected(hint?: string): never {
    const token = this.peek();
    const what = token ? `unexpected '${token.text}'` : 'the expression ends too early';
    throw new ExpressionSyntaxError(hint ? `${what}, ${hint}` : what, token?.start ?? this.length);
  }

  private deeper<T>(inner: () => T): T {
    this.enter();
    const result = inner();
    this.depth--;
    return result;
  }

  private enter(): void {
    this.depth++;
    if (this.depth > this.deepest) this.deepest = this.depth;
    if (this.depth > GIVE_UP) throw new ExpressionSyntaxError('the expression is nested too deeply', this.peek()?.start ?? this.length);
  }
}

function literal(token: Token): Literal {
  if (token.kind === 'string') return token.text.slice(1, -1).replace(/''/g, "'");
  if (token.kind === 'number') return Number(token.text);
  return { true: true, false: false, null: null, NaN, Infinity }[token.text] ?? null;
}
