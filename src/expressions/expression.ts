import { Operand, PRECEDENCE, operand, property, wrap } from './expression-text';
import { parseExpression } from './parse';
import { hasReference } from '../references';

/**
 * A GitHub expression, built rather than typed. An `Expression` or a late reference (`step.output('x')`) as an operand
 * stays an expression; strings, numbers and booleans are literals and are quoted.
 *
 * Put into a string it is wrapped in `${{ }}`; `text` is the bare form, for `if`.
 *
 * @example Expression.github('ref').eq('refs/heads/main').and(Expression.not(Expression.cancelled()))
 */
export class Expression {
  /** Raw text without `${{ }}`; it is parsed, and an error says where it goes wrong. */
  public static raw(text: string): Expression {
    if (!hasReference(text)) parseExpression(text);
    return new Expression(text, PRECEDENCE.or);
  }

  /** A string, number, boolean or null as a literal. */
  public static literal(value: any): Expression {
    return Expression.from(operand(value, true));
  }

  /** A field of the `github` context: `github('event.pull_request.head.sha')`. */
  public static github(path: string): Expression {
    return Expression.access('github', ...path.split('.'));
  }

  /** A variable of the environment. */
  public static env(name: string): Expression {
    return Expression.access('env', name);
  }

  /** A configuration variable of the repository, the organization or the environment. */
  public static vars(name: string): Expression {
    return Expression.access('vars', name);
  }

  /** A field of the `job` context: `job('status')`. */
  public static job(path: string): Expression {
    return Expression.access('job', ...path.split('.'));
  }

  /** A field of a step of the same job: `steps('build', 'outputs.digest')`. */
  public static steps(id: string, path: string): Expression {
    return Expression.access('steps', id, ...path.split('.'));
  }

  /** A field of the `runner` context: `runner('os')`. */
  public static runner(name: string): Expression {
    return Expression.access('runner', name);
  }

  /** A secret. */
  public static secrets(name: string): Expression {
    return Expression.access('secrets', name);
  }

  /** A field of the `strategy` context: `strategy('job-index')`. */
  public static strategy(name: string): Expression {
    return Expression.access('strategy', name);
  }

  /** The job's value of a matrix axis. */
  public static matrix(axis: string): Expression {
    return Expression.access('matrix', ...axis.split('.'));
  }

  /** A field of a job that is needed: `needs('build', 'result')`, `needs('build', 'outputs.tag')`; `needs('*', 'result')` of all. */
  public static needs(job: string, path: string): Expression {
    return Expression.access('needs', job, ...path.split('.'));
  }

  /** An input of a workflow that is started by hand or called. */
  public static inputs(name: string): Expression {
    return Expression.access('inputs', name);
  }

  /** Everything holds. */
  public static all(...conditions: any[]): Expression {
    return Expression.joined(conditions, '&&', PRECEDENCE.and);
  }

  /** Anything holds. */
  public static any(...conditions: any[]): Expression {
    return Expression.joined(conditions, '||', PRECEDENCE.or);
  }

  /** It does not hold. */
  public static not(condition: any): Expression {
    return new Expression(`!${wrap(operand(condition), PRECEDENCE.unary)}`, PRECEDENCE.unary);
  }

  /** Whether a text contains another (ignoring case), or a list an item. */
  public static contains(search: any, item: any): Expression {
    return Expression.call('contains', search, item);
  }

  /** Whether a text starts with another, ignoring case. */
  public static startsWith(search: any, start: any): Expression {
    return Expression.call('startsWith', search, start);
  }

  /** Whether a text ends with another, ignoring case. */
  public static endsWith(search: any, end: any): Expression {
    return Expression.call('endsWith', search, end);
  }

  /** Puts values into a text: `format('{0}-{1}', a, b)`; a brace of its own is doubled. */
  public static format(text: any, ...values: any[]): Expression {
    return Expression.call('format', text, ...values);
  }

  /** The items of a list as one text. `separator` by default is a comma. */
  public static join(list: any, separator?: any): Expression {
    return separator === undefined ? Expression.call('join', list) : Expression.call('join', list, separator);
  }

  /** A value as JSON text. */
  public static toJson(value: any): Expression {
    return Expression.call('toJSON', value);
  }

  /** The value that a JSON text describes. */
  public static fromJson(text: any): Expression {
    return Expression.call('fromJSON', text);
  }

  /** A list of literals: `contains(list('a', 'b'), x)`. */
  public static list(...items: any[]): Expression {
    return Expression.call('fromJSON', JSON.stringify(items));
  }

  /** SHA-256 of the files that match; empty where none does. Only in steps. */
  public static hashFiles(...patterns: any[]): Expression {
    return Expression.call('hashFiles', ...patterns);
  }

  /** The value behind the first condition that holds, else the last one: `case(c1, v1, c2, v2, otherwise)`. */
  public static case(...predicatesAndValues: any[]): Expression {
    if (predicatesAndValues.length < 3 || predicatesAndValues.length % 2 === 0) {
      throw new Error(`case takes conditions and values in turn, and a last value for all else; ${predicatesAndValues.length} arguments were given`);
    }
    return Expression.call('case', ...predicatesAndValues);
  }

  /** Everything before succeeded. It is implied where no status function is used. */
  public static success(): Expression {
    return Expression.call('success');
  }

  /** Something before failed. */
  public static failure(): Expression {
    return Expression.call('failure');
  }

  /** The run was cancelled. */
  public static cancelled(): Expression {
    return Expression.call('cancelled');
  }

  /** Runs whatever happened before, even when cancelled; prefer `not(cancelled())`. */
  public static always(): Expression {
    return Expression.call('always');
  }

  private static call(name: string, ...args: any[]): Expression {
    return new Expression(`${name}(${args.map((arg) => operand(arg).text).join(', ')})`, PRECEDENCE.primary);
  }

  private static access(context: string, ...path: string[]): Expression {
    return new Expression(path.reduce((text, name) => text + property(name), context), PRECEDENCE.primary);
  }

  private static joined(conditions: any[], operator: string, precedence: number): Expression {
    if (conditions.length === 0) throw new Error(`nothing to join with ${operator}`);
    const operands = conditions.map((condition) => operand(condition));
    if (operands.length === 1) return Expression.from(operands[0]);
    return new Expression(operands.map((o) => wrap(o, precedence)).join(` ${operator} `), precedence);
  }

  private static from({ text, precedence }: Operand): Expression {
    return new Expression(text, precedence);
  }

  /** The expression without `${{ }}`, as an `if` takes it. */
  public readonly text: string;
  /** @internal */
  public readonly _precedence: number;

  private constructor(text: string, precedence: number) {
    this.text = text;
    this._precedence = precedence;
  }

  /** Both hold; otherwise the first value that does not. */
  public and(other: any): Expression {
    return Expression.all(this, other);
  }

  /** Either holds: the first value that is not empty. */
  public or(other: any): Expression {
    return Expression.any(this, other);
  }

  /** Equal, ignoring the case of letters. */
  public eq(other: any): Expression {
    return this.binary('==', PRECEDENCE.equality, other);
  }

  /** Not equal. */
  public ne(other: any): Expression {
    return this.binary('!=', PRECEDENCE.equality, other);
  }

  /** Less than. */
  public lt(other: any): Expression {
    return this.binary('<', PRECEDENCE.comparison, other);
  }

  /** Less than or equal. */
  public le(other: any): Expression {
    return this.binary('<=', PRECEDENCE.comparison, other);
  }

  /** Greater than. */
  public gt(other: any): Expression {
    return this.binary('>', PRECEDENCE.comparison, other);
  }

  /** Greater than or equal. */
  public ge(other: any): Expression {
    return this.binary('>=', PRECEDENCE.comparison, other);
  }

  /** A field of the value, or `*` for all of them. */
  public property(name: string): Expression {
    return new Expression(wrap(operand(this), PRECEDENCE.primary) + property(name), PRECEDENCE.primary);
  }

  /** The item at a place, from 0, or at a computed key. */
  public item(index: any): Expression {
    return new Expression(`${wrap(operand(this), PRECEDENCE.primary)}[${operand(index).text}]`, PRECEDENCE.primary);
  }

  /** Wrapped in `${{ }}`. */
  public toString(): string {
    return `\${{ ${this.text} }}`;
  }

  private binary(operator: string, precedence: number, other: any): Expression {
    // a comparison binds to the left: on the right even an equal rank needs parentheses
    return new Expression(`${wrap(operand(this), precedence)} ${operator} ${wrap(operand(other), precedence + 1)}`, precedence);
  }
}
