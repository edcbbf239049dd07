/** Problems for people: with the user's own lines where they are known. */
import * as path from 'path';
import { forErrors, paint, Terminal } from './terminal';
import { codeFrame } from '../load/code-frame';
import { exactColumn } from '../load/columns';
import { formatProblem, Problem } from '../problem';

/** More frames than these hide the messages. */
const MAX_FRAMES = 10;

/** What `ending` says of the files where nothing was written. */
export const NOTHING_WRITTEN = '; nothing was written';

/** All problems, errors first, each with its lines, and a count. */
export function reportProblems(problems: readonly Problem[], terminal: Terminal, ending?: string): void {
  const text = renderProblems(problems, forErrors(terminal), ending);
  if (text !== '') terminal.err(text);
}

export function renderProblems(problems: readonly Problem[], terminal: Pick<Terminal, 'cwd' | 'color'>, ending = ''): string {
  const errors = problems.filter((p) => p.severity === 'error');
  const sorted = [...errors, ...problems.filter((p) => p.severity === 'warning')];
  let frames = 0;
  const lines = sorted.map((problem) => {
    const source = problem.source && exactColumn(problem.source);
    const frame = source && frames < MAX_FRAMES ? codeFrame(source) : '';
    if (frame !== '') frames++;
    const text = formatProblem({ ...problem, source: source && { ...source, file: relative(terminal.cwd, source.file) } });
    return withFrame(colored(text, problem.severity, terminal), frame, terminal);
  });
  if (errors.length > 0) lines.push(`${errors.length} ${errors.length === 1 ? 'error' : 'errors'}${ending}`);
  return lines.join('\n');
}

/** The lines of the source stand right below the message. */
function withFrame(text: string, frame: string, terminal: Pick<Terminal, 'color'>): string {
  if (frame === '') return text;
  const [first, ...rest] = text.split('\n');
  return [first, ...frame.split('\n').map((line) => paint(terminal, 'dim', `  ${line}`)), ...rest].join('\n');
}

function colored(text: string, severity: Problem['severity'], terminal: Pick<Terminal, 'color'>): string {
  return text.replace(/^\w+/, (word) => paint(terminal, severity === 'error' ? 'red' : 'yellow', word));
}

/** `file:line:col: severity: message [rule-id]`, for editors and for CI. */
export function formatFinding(problem: Problem, cwd: string): string {
  const { source } = problem;
  const place = source ? [relative(cwd, source.file), source.line ?? 1, source.column ?? 1].join(':') : `${problem.where}`;
  const hints = [problem.nearest?.length ? `did you mean ${problem.nearest.join(' or ')}?` : undefined, problem.fix].filter((hint) => hint !== undefined);
  const message = [problem.message, ...hints].join('; ').replace(/\s*\n\s*/g, ' ');
  return `${place}: ${problem.severity}: ${message} [${problem.ruleId}]`;
}

export function relative(cwd: string, file: string): string {
  const short = path.relative(cwd, path.resolve(cwd, file)).split(path.sep).join('/');
  return short === '' || short.startsWith('../../..') ? file : short;
}

/** Data with problems, as JSON; places as they are printed. */
export function printJson(data: { readonly problems: readonly Problem[]; readonly [key: string]: unknown }, terminal: Terminal): void {
  terminal.out(JSON.stringify({ ...data, problems: data.problems.map((p) => problemJson(p, terminal.cwd)) }, undefined, 2));
}

function problemJson(problem: Problem, cwd: string): object {
  const { source, value, ...rest } = problem;
  return {
    ...rest,
    ...(value === undefined ? {} : { value: isPlain(value) ? value : String(value) }),
    ...(source ? { source: { ...source, file: relative(cwd, source.file) } } : {}),
  };
}

function isPlain(value: unknown): boolean {
  try {
    return JSON.stringify(value) !== undefined;
  } catch {
    return false;
  }
}
