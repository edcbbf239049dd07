/** Evaluates what a workflow says, with GitHub's evaluator. What is not known on this machine is said, and taken as empty. */
import { evaluatePartially, isTruthy, Scope } from '../expressions/evaluate';
import { ArrayData, Data, DictionaryData, FunctionDefinition, githubExpressions } from '../expressions/github-expressions';
import { ParsedExpression } from '../expressions/parse';
import { evaluateTemplatePartially, readCondition } from '../expressions/template';
import { truthOf } from '../expressions/three-valued';
import { isUnknown } from '../expressions/unknown';
import { dictionary, fromData, toData, unknownsIn } from '../expressions/values';
import { contextsOf } from '../plan/job-contexts';
import { EnvModel } from '../workflow/model';

export type Contexts = Readonly<Record<string, Data>>;
export type Functions = ReadonlyMap<string, FunctionDefinition>;

export class Evaluation {
  constructor(
    public readonly contexts: Contexts,
    private readonly functions: Functions,
    private readonly onUnknown: (names: readonly string[]) => void,
  ) {}

  public with(contexts: Contexts, functions: Functions = this.functions): Evaluation {
    return new Evaluation({ ...this.contexts, ...contexts }, functions, this.onUnknown);
  }

  public get scope(): Scope {
    return { contexts: contextsOf(this.contexts), functions: this.functions };
  }

  /** The value of a string with expressions, in its own type. */
  public value(text: string): Data {
    const value = evaluateTemplatePartially(text, this.scope);
    const unknown = unknownsIn(value);
    if (unknown.length === 0) return value;
    this.onUnknown(unknown.flatMap(({ names }) => names));
    return evaluateTemplatePartially(text, { contexts: contextsOf(this.closed()), functions: this.functions });
  }

  /** The same as text. Anything but a string is what YAML made of it. */
  public text(value: unknown): string {
    return (typeof value === 'string' ? this.value(value) : toData(value)).coerceString();
  }

  /** Numbers and booleans, which may be expressions. */
  public plain(value: unknown): unknown {
    return typeof value === 'string' ? fromData(this.value(value)) : value;
  }

  /** A condition; `success()` is implied where it names no status function. */
  public condition(written: string | number | boolean | undefined): boolean {
    const { written: own, impliesSuccess } = readCondition(written);
    const before = !impliesSuccess || this.truth(readCondition('success()').written!);
    return before && (own === undefined || this.truth(own));
  }

  /** A map of strings such as `env`, `with` or `outputs`; it may be one expression. */
  public map(model: EnvModel | undefined | null): Record<string, string> {
    if (model === undefined || model === null) return {};
    if (typeof model !== 'string') return Object.fromEntries(Object.entries(model).map(([name, value]) => [name, this.text(value)]));
    const value = this.value(model);
    if (value.kind !== githubExpressions().data.Kind.Dictionary) return {};
    return Object.fromEntries((value as DictionaryData).pairs().map(({ key, value: item }) => [key, item.coerceString()]));
  }

  private truth(parsed: ParsedExpression): boolean {
    const value = evaluatePartially(parsed, this.scope);
    const truth = truthOf(value);
    if (truth !== undefined) return truth;
    this.onUnknown(unknownsIn(value).flatMap(({ names }) => names));
    return isTruthy(evaluatePartially(parsed, { contexts: contextsOf(this.closed()), functions: this.functions }));
  }

  private closed(): Contexts {
    return Object.fromEntries(Object.entries(this.contexts).map(([name, value]) => [name, known(value)]));
  }
}

/** Only what is known of a value. */
export function known(value: Data): Data {
  const { data } = githubExpressions();
  if (isUnknown(value)) return toData(null);
  if (value.kind === data.Kind.Array) return new data.Array(...(value as ArrayData).values().map(known));
  if (value.kind !== data.Kind.Dictionary) return value;
  return dictionary((value as DictionaryData).pairs().filter(({ value: item }) => !isUnknown(item)).map(({ key, value: item }) => [key, known(item)] as const));
}

/** Functions on plain values. */
export function functionsOf(functions: Readonly<Record<string, (...args: string[]) => unknown>>): Functions {
  return new Map(Object.entries(functions).map(([name, call]) => [name.toLowerCase(), {
    name, minArgs: 0, maxArgs: 255, call: (...args: Data[]) => toData(call(...args.map((arg) => arg.coerceString()))),
  }]));
}
