/**
 * The words of GitHub's expression language. A small, fast tokeniser of our own: rules read every expression of every
 * workflow on every synthesis. GitHub's own parser judges the result in the tests. Knows nobody.
 */

export type TokenKind = 'punctuation' | 'operator' | 'identifier' | 'string' | 'number' | 'keyword';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Text that is no expression, and where it stops being one. */
export class ExpressionSyntaxError extends Error {
  constructor(message: string, public readonly offset: number) {
    super(message);
    this.name = 'ExpressionSyntaxError';
  }
}

const PUNCTUATION = '()[],.*';
const KEYWORDS = new Set(['true', 'false', 'null', 'NaN', 'Infinity']);
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_-]*$/;
const BOUNDARY = /[()[\],.!<>=&|\s]/;
const SPACE = /\s/;

/** All tokens of one expression, without the `${{ }}` around it. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (SPACE.test(text[at])) {
      at++;
      continue;
    }
    const token = next(text, at, tokens[tokens.length - 1]);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

function next(text: string, at: number, previous: Token | undefined): Token {
  const char = text[at];
  if (char === "'") return string(text, at);
  if (char === '.' && !followsValue(previous)) return number(text, at);
  if (PUNCTUATION.includes(char)) return make('punctuation', text, at, at + 1);
  if (char === '-' || char === '+' || (char >= '0' && char <= '9')) return number(text, at);
  const operator = operatorAt(text, at);
  return operator > 0 ? make('operator', text, at, at + operator) : identifier(text, at, previous);
}

/** After a value a dot is an access (`a.b`), elsewhere it starts a number (`.5`). */
function followsValue(previous: Token | undefined): boolean {
  if (!previous) return false;
  return previous.kind === 'identifier' || (previous.kind === 'punctuation' && ')]*'.includes(previous.text));
}

function operatorAt(text: string, at: number): number {
  const two = text.slice(at, at + 2);
  if (two === '&&' || two === '||' || two === '==' || two === '!=' || two === '<=' || two === '>=') return 2;
  return text[at] === '!' || text[at] === '<' || text[at] === '>' ? 1 : 0;
}

/** `'it''s'`: a quote is doubled. */
function string(text: string, at: number): Token {
  let end = at + 1;
  for (; end < text.length; end++) {
    if (text[end] !== "'") continue;
    if (text[end + 1] !== "'") return make('string', text, at, end + 1);
    end++;
  }
  throw new ExpressionSyntaxError(`the string ${text.slice(at, at + 40)} is not closed`, at);
}

function number(text: string, at: number): Token {
  let end = at + 1;
  while (end < text.length && (text[end] === '.' || !BOUNDARY.test(text[end]))) end++;
  const written = text.slice(at, end);
  if (Number.isNaN(Number(written))) throw new ExpressionSyntaxError(`unexpected '${written}'`, at);
  return make('number', text, at, end);
}

function identifier(text: string, at: number, previous: Token | undefined): Token {
  let end = at + 1;
  while (end < text.length && !BOUNDARY.test(text[end])) end++;
  const word = text.slice(at, end);
  if (!IDENTIFIER.test(word)) throw new ExpressionSyntaxError(`unexpected '${word}'`, at);
  const isProperty = previous?.text === '.' && previous.kind === 'punctuation';
  return make(!isProperty && KEYWORDS.has(word) ? 'keyword' : 'identifier', text, at, end);
}

function make(kind: TokenKind, text: string, start: number, end: number): Token {
  return { kind, text: text.slice(start, end), start, end };
}
