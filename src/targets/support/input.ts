/** Checks of what users write in a platform's props, plain JavaScript included. */
import { isRecord } from '../../values';
import type { TargetProblem } from '../target';

export type Report = (problem: TargetProblem) => void;

export interface TextRule {
  readonly pattern?: RegExp;
  /** What the pattern means, for people. */
  readonly allowed?: string;
  readonly fix?: string;
}

/** Reads props one by one; what is wrong is reported, and a harmless stand-in returned. */
export class Input {
  private readonly values: Readonly<Record<string, unknown>>;

  constructor(
    props: unknown,
    private readonly report: Report,
    private readonly ruleId: string,
    /** Where the props are within the target: `platform`. */
    private readonly at: string,
  ) {
    this.values = isRecord(props) ? props : {};
    if (!isRecord(props)) this.problem('', 'the platform needs its props as one object', props, undefined);
  }

  public text(key: string, rule: TextRule = {}): string {
    return this.optionalText(key, rule) ?? this.missing(key, rule);
  }

  public optionalText(key: string, rule: TextRule = {}): string | undefined {
    const value = this.values[key];
    if (value === undefined) return undefined;
    if (typeof value === 'string' && value !== '' && (!rule.pattern || rule.pattern.test(value))) return value;
    this.problem(key, `\`${key}\` is not valid`, value, rule.allowed ?? 'a text that is not empty', rule.fix);
    return typeof value === 'string' ? value : 'invalid';
  }

  public flag(key: string, otherwise: boolean): boolean {
    const value = this.values[key];
    if (value === undefined || typeof value === 'boolean') return value ?? otherwise;
    this.problem(key, `\`${key}\` is not valid`, value, 'true, false');
    return otherwise;
  }

  public integer(key: string, otherwise: number, min: number, max: number): number {
    const value = this.values[key];
    if (value === undefined) return otherwise;
    if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
    this.problem(key, `\`${key}\` is not valid`, value, `a whole number from ${min} to ${max}`);
    return otherwise;
  }

  public texts(key: string, rule: TextRule = {}): string[] | undefined {
    const value = this.values[key];
    if (value === undefined) return undefined;
    const fits = (v: unknown) => typeof v === 'string' && v !== '' && (!rule.pattern || rule.pattern.test(v));
    if (Array.isArray(value) && value.every(fits)) return value as string[];
    this.problem(key, `\`${key}\` is not valid`, value, `a list of: ${rule.allowed ?? 'texts'}`, rule.fix);
    return [];
  }

  public record(key: string): Readonly<Record<string, unknown>> | undefined {
    const value = this.values[key];
    if (value === undefined || isRecord(value)) return value;
    this.problem(key, `\`${key}\` is not valid`, value, 'an object');
    return undefined;
  }

  private missing(key: string, rule: TextRule): string {
    this.problem(key, `\`${key}\` is missing`, undefined, rule.allowed, rule.fix);
    return 'missing';
  }

  private problem(key: string, message: string, value: unknown, allowed?: string, fix?: string): void {
    this.report({
      ruleId: this.ruleId,
      at: key ? `${this.at}.${key}` : this.at,
      message,
      ...(value === undefined ? {} : { value }),
      ...(allowed ? { allowed: [allowed] } : {}),
      ...(fix ? { fix } : {}),
    });
  }
}
