/**
 * Strings that hold expressions. GitHub reads `a-${{ b }}` as the one expression `format('a-{0}', b)`,
 * which is why an `if` with anything beside its `${{ }}` is always true.
 */
import { asText, evaluate, evaluatePartially, PlainContexts, PlainFunctions, Scope } from './evaluate';
import { Data } from './github-expressions';
import { InvalidExpression, parseExpression, ParsedExpression, usesStatusFunction } from './parse';
import { toData } from './values';
import { scanTemplate, Segment } from '../workflow/expression-scan';

/**
 * The one expression that a string means; undefined where it holds none.
 * @throws InvalidExpression where a `${{` is not closed
 */
export function templateExpression(text: string): string | undefined {
  const { segments, whole } = scanTemplate(text);
  if (segments.length === 0) return undefined;
  const open = segments.find((segment) => segment.text === '');
  if (open) throw new InvalidExpression(open.error?.message ?? 'an expression was expected', text, open.start);
  if (whole) return segments[0].text;
  const literals = between(text, segments).map((part) => part.replaceAll('\'', '\'\'').replaceAll('{', '{{').replaceAll('}', '}}'));
  const format = literals.reduce((all, part, i) => `${all}${i > 0 ? `{${i - 1}}` : ''}${part}`, '');
  return `format('${format}', ${segments.map((segment) => segment.text).join(', ')})`;
}

/** The text before, between and after the expressions: one more than there are expressions. */
function between(text: string, segments: readonly Segment[]): string[] {
  const parts: string[] = [];
  let at = 0;
  for (const segment of segments) {
    parts.push(text.slice(at, segment.start));
    at = segment.end;
  }
  return [...parts, text.slice(at)];
}

/** A condition as GitHub evaluates it. */
export interface Condition {
  /** What was written, without `${{ }}`; undefined where there is no condition. */
  readonly written?: ParsedExpression;
  /** No status function was written, so that `success()` is required as well. */
  readonly impliesSuccess: boolean;
}

/**
 * Reads an `if`, which may stand with or without `${{ }}`.
 * @throws InvalidExpression
 */
export function readCondition(value: string | number | boolean | undefined | null): Condition {
  const raw = String(value ?? '');
  let text = templateExpression(raw) ?? raw.trim();
  // a quoted string alone is read as the text of a condition
  const literal = raw.includes('${{') ? /^'((?:[^']|'')*)'$/.exec(text)?.[1] : undefined;
  if (literal !== undefined) text = literal.replaceAll('\'\'', '\'').trim();
  if (text === '') return { impliesSuccess: true };
  const written = parseExpression(text);
  return { written, impliesSuccess: !usesStatusFunction(written) };
}

/**
 * The value of a string: where it is one expression alone, its value in its own type; else text.
 * Everything must be known.
 */
export function evaluateTemplate(text: string, contexts: PlainContexts, functions: PlainFunctions = {}): unknown {
  const expression = templateExpression(text);
  return expression === undefined ? text : evaluate(expression, contexts, functions);
}

/** The same as text, as it stands in an environment or a script. */
export function interpolate(text: string, contexts: PlainContexts, functions: PlainFunctions = {}): string {
  return asText(evaluateTemplate(text, contexts, functions));
}

/** The value of a string of which some parts may be unknown. */
export function evaluateTemplatePartially(text: string, scope: Scope): Data {
  const expression = templateExpression(text);
  return expression === undefined ? toData(text) : evaluatePartially(parseExpression(expression), scope);
}
