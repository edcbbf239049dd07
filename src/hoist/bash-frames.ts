/** Where in a bash script something stands. */

/** Bare code: of the script, of `$( )`, `( )` or of backticks. */
export interface Code {
  readonly kind: 'code';
  readonly close: '' | ')' | '`';
  /** `a=( … )`: its words are no commands. */
  readonly array: boolean;
  /** The finished words of the command so far, without quotes. */
  words: string[];
  word: string;
  /** Has the word begun? Quotes may have begun an empty one. */
  inWord: boolean;
  /** An expression stands in an earlier command of the pipe. */
  piped: boolean;
  expression: boolean;
  start: number;
}
export interface Double { readonly kind: 'double' }
export interface Parameter { readonly kind: 'parameter'; readonly quoted: boolean }
export interface Arithmetic { readonly kind: 'arithmetic'; depth: number }
export type Frame = Code | Double | Parameter | Arithmetic;

export function code(close: Code['close'], start = 0, array = false): Code {
  return { kind: 'code', close, array, words: [], word: '', inWord: false, piped: false, expression: false, start };
}
