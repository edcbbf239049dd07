/**
 * Evaluates expressions with GitHub's evaluator. `evaluate` wants everything known (a run, a test);
 * `evaluatePartially` may meet unknown values (a plan).
 */
import { Data, DictionaryData, FunctionDefinition, githubExpressions } from './github-expressions';
import { CONTEXTS, InvalidExpression, parseExpression, ParsedExpression, parseWith } from './parse';
import { partialEvaluator } from './partial-evaluator';
import { dictionary, fromData, toData } from './values';

/** An expression that cannot be evaluated, such as `fromJSON('{')`. */
export class EvaluationError extends Error {
  constructor(message: string, public readonly text: string) {
    super(`${message}. While evaluating: ${text}`);
    this.name = 'EvaluationError';
  }
}

/** A function of an expression on plain values: `hashFiles`, `success`, … */
export type PlainFunction = (...args: unknown[]) => unknown;
export type PlainFunctions = Readonly<Record<string, PlainFunction>>;
export type PlainContexts = Readonly<Record<string, unknown>>;

/** What an expression may read: GitHub's values, ready for many evaluations. */
export interface Scope {
  readonly contexts: DictionaryData;
  readonly functions: ReadonlyMap<string, FunctionDefinition>;
}

/** @param functions by name, in any case */
export function makeScope(contexts: PlainContexts, functions: PlainFunctions = {}): Scope {
  const entries = Object.entries(contexts).map(([name, value]) => [name, toData(value)] as const);
  const missing = CONTEXTS.filter((name) => !Object.hasOwn(contexts, name)).map((name) => [name, toData(null)] as const);
  return { contexts: dictionary([...entries, ...missing]), functions: new Map(Object.entries(functions).map(defined)) };
}

function defined([name, call]: [string, PlainFunction]): [string, FunctionDefinition] {
  return [name.toLowerCase(), {
    name,
    minArgs: 0,
    maxArgs: Number.MAX_SAFE_INTEGER,
    call: (...args: Data[]) => toData(call(...args.map(fromData))),
  }];
}

/**
 * Evaluates an expression (without `${{ }}`) on plain values, by GitHub's evaluator alone.
 * @throws InvalidExpression
 * @throws EvaluationError
 */
export function evaluate(text: string, contexts: PlainContexts = {}, functions: PlainFunctions = {}): unknown {
  const names = [...new Set([...CONTEXTS, ...Object.keys(contexts)])];
  const parsed = names.length === CONTEXTS.length ? parseExpression(text) : parseWith(text, names);
  const scope = makeScope(contexts, functions);
  const missing = [...parsed.functions].find((name) => !scope.functions.has(name) && !githubExpressions().wellKnownFunctions[name]);
  if (missing) throw new EvaluationError(`${missing}() has no meaning here`, text);
  return guarded(text, () => fromData(new (githubExpressions().Evaluator)(parsed.root, scope.contexts, scope.functions).evaluate()));
}

/** Evaluates a parsed expression on values of which some may be unknown. @throws EvaluationError */
export function evaluatePartially(parsed: ParsedExpression, scope: Scope): Data {
  return guarded(parsed.text, () => new (partialEvaluator())(parsed.root, scope.contexts, scope.functions).evaluate());
}

function guarded<T>(text: string, evaluation: () => T): T {
  try {
    return evaluation();
  } catch (error) {
    if (error instanceof InvalidExpression || error instanceof EvaluationError) throw error;
    throw new EvaluationError((error as Error).message, text);
  }
}

/** `''`, `0`, `false`, `null` and NaN are false; all else is true. */
export function isTruthy(value: unknown): boolean {
  return githubExpressions().truthy(toData(value));
}

/** A value as GitHub writes it into a string. */
export function asText(value: unknown): string {
  return toData(value).coerceString();
}
