/**
 * What is wrong, where, and what to do about it: the one shape of every error and warning.
 * Knows no construct: places are strings here.
 */
import { isPlain } from './values';

/** A place in a file. Lines and columns count from 1. */
export interface SourceLocation {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** One finding of a rule, a construct or a reader. */
export interface Problem {
  /** The rule's id; also its heading in docs/rules.md. */
  readonly ruleId: string;
  /** `error` stops synthesis, `warning` is printed. */
  readonly severity: 'error' | 'warning';
  /** Construct path (`ci-cd/test`) or file, then the key path within it. */
  readonly where: string;
  /** One sentence: what is wrong. */
  readonly message: string;
  /** The value that was given. */
  readonly value?: unknown;
  /** What would have been valid. */
  readonly allowed?: readonly string[];
  /** The valid values nearest to the one given. */
  readonly nearest?: readonly string[];
  /** What to do. */
  readonly fix?: string;
  /** The user's own line, where it is known. */
  readonly source?: SourceLocation;
}

/** All problems of one run. `message` is what a person reads; it never needs a stack trace. */
export class PipewrightError extends Error {
  public readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(formatProblems(problems));
    this.name = 'PipewrightError';
    this.problems = problems;
  }
}

const MAX_SHOWN = 120;
const MAX_ALLOWED = 24;

/** A value as a person would write it, cut to a readable length. */
export function show(value: unknown): string {
  const text = attempt(() => JSON.stringify(value, byName)) ?? attempt(() => String(value)) ?? `[${typeof value}]`;
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}… (${text.length} characters)` : text;
}

/** An object of a class is its name: what it holds is nobody's business. */
function byName(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isPlain(value)) return value;
  return `[${value.constructor?.name ?? 'object'}]`;
}

/** Neither works for everything: what holds itself, a BigInt, what is nested thousands deep. */
function attempt(write: () => string | undefined): string | undefined {
  try {
    return write();
  } catch {
    return undefined;
  }
}

/** One problem as indented lines. */
export function formatProblem(problem: Problem): string {
  const at = problem.source ? ` (${formatLocation(problem.source)})` : '';
  const lines = [`${problem.severity}: ${problem.where}${at}: ${problem.message} [${problem.ruleId}]`];
  if (problem.value !== undefined) lines.push(`    value:   ${show(problem.value)}`);
  if (problem.allowed?.length) {
    const rest = problem.allowed.length - MAX_ALLOWED;
    lines.push(`    allowed: ${problem.allowed.slice(0, MAX_ALLOWED).join(', ')}${rest > 0 ? `, … (${rest} more)` : ''}`);
  }
  if (problem.nearest?.length) lines.push(`    nearest: ${problem.nearest.join(', ')}`);
  if (problem.fix) lines.push(`    fix:     ${problem.fix}`);
  return lines.join('\n');
}

export function formatLocation(source: SourceLocation): string {
  return [source.file, source.line, source.column].filter((part) => part !== undefined).join(':');
}

/** All problems, errors first, with a count. */
function formatProblems(problems: readonly Problem[]): string {
  const errors = problems.filter((p) => p.severity === 'error');
  const sorted = [...errors, ...problems.filter((p) => p.severity === 'warning')];
  const count = `${errors.length} ${errors.length === 1 ? 'error' : 'errors'}`;
  return [...sorted.map(formatProblem), errors.length ? count : undefined].filter(Boolean).join('\n');
}
