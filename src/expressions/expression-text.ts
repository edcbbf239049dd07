/**
 * How values stand in the text of an expression: quotes, parentheses, property names.
 */
import { InvalidExpression, parseExpression } from './parse';
import { hasReference } from '../references';
import { scanTemplate } from '../workflow/expression-scan';

/** How tightly a text binds; the higher, the tighter. */
export const PRECEDENCE = { or: 1, and: 2, equality: 3, comparison: 4, unary: 5, primary: 6 } as const;

export interface Operand {
  readonly text: string;
  readonly precedence: number;
}

interface Built {
  readonly text: string;
  readonly _precedence: number;
}

const ONE_REFERENCE = /^\$\{Ref\[[^\]]*#\d+\]\}$/;
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** What was given as an operand. @param literal a string is a literal whatever it looks like */
export function operand(value: unknown, literal = false): Operand {
  if (isBuilt(value)) return { text: value.text, precedence: value._precedence };
  if (typeof value === 'string') return literal ? primary(quote(value)) : fromString(value);
  if (typeof value === 'boolean' || value === null || value === undefined) return primary(String(value ?? null));
  if (typeof value === 'number') return primary(String(value));
  throw new Error(`${Array.isArray(value) ? 'a list' : 'an object'} is no literal of an expression; use Expression.list or Expression.fromJson`);
}

/** A string literal; a quote in it is doubled. */
export function quote(value: string): string {
  return `'${value.replaceAll('\'', '\'\'')}'`;
}

/** Parentheses where the text binds less tightly than its place asks for. */
export function wrap({ text, precedence }: Operand, least: number): string {
  return precedence < least ? `(${text})` : text;
}

/** `.name`, or `['na me']` where the name is no identifier. */
export function property(name: string): string {
  if (name === '*') return '.*';
  return IDENTIFIER.test(name) ? `.${name}` : `[${quote(name)}]`;
}

function primary(text: string): Operand {
  return { text, precedence: PRECEDENCE.primary };
}

function isBuilt(value: unknown): value is Built {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Built>)._precedence === 'number';
}

/** A reference or a `${{ }}` alone is an expression; text around one has no single meaning; all else is a literal. */
function fromString(value: string): Operand {
  if (ONE_REFERENCE.test(value)) return primary(value);
  const { segments, whole } = scanTemplate(value);
  if (whole && !hasReference(value)) parseExpression(segments[0].text);
  if (whole) return { text: segments[0].text, precedence: PRECEDENCE.or };
  if (segments.length || hasReference(value)) {
    throw new InvalidExpression('text around an expression is no operand; use Expression.format(\'…{0}…\', value)', value, 0);
  }
  return primary(quote(value));
}
