import { Finding, Rule } from './rule';
import { nearest } from '../nearest';
import { isRecord } from '../values';
import { factsOf, Fields } from './support/facts';
import { matrixSize } from './support/matrix';
import { ownerOf } from './support/misfits';
import { hasExpression } from '../workflow/expression-scan';
import { Path } from '../workflow/model';

const MOST_JOBS = 256;

export const matrix: Rule = {
  id: 'matrix',
  severity: 'error',
  description: 'A matrix makes at least one and at most 256 jobs, and excludes by its own axes.',
  reason: 'GitHub fails the run before the first job starts. No other validator counts.',
  source: 'https://docs.github.com/actions/reference/limits',
  *check(document) {
    const { jobs, misfits } = factsOf(document);
    for (const misfit of misfits) if (ownerOf(misfit) === 'matrix') yield misfit;
    for (const { job, path } of jobs) {
      const value = isRecord(job.strategy) ? job.strategy.matrix : undefined;
      if (isRecord(value)) yield* check(value, [...path, 'strategy', 'matrix']);
    }
  },
};

function* check(value: Fields, path: Path): Generator<Finding> {
  const axes = Object.keys(value).filter((key) => key !== 'include' && key !== 'exclude');
  if (axes.length === 0 && value.include === undefined) yield { path, at: 'key', message: 'the matrix has no axis' };
  for (const axis of axes) {
    const values = value[axis];
    if (Array.isArray(values) && values.length === 0) yield { path: [...path, axis], at: 'key', message: `the axis '${axis}' has no values`, value: values };
  }
  yield* excluded(value, axes, path);
  const size = matrixSize(value);
  if (size === 0 && Array.isArray(value.exclude) && value.exclude.length > 0) {
    yield { path: [...path, 'exclude'], at: 'key', message: 'everything is excluded: the matrix makes no job', fix: 'leave one combination, or remove the job' };
  }
  if (size !== undefined && size > MOST_JOBS) {
    yield { path, at: 'key', message: `a matrix makes at most ${MOST_JOBS} jobs; this makes ${size}`, value: size, fix: 'take values away, or split the job' };
  }
}

function* excluded(value: Fields, axes: readonly string[], path: Path): Generator<Finding> {
  if (!Array.isArray(value.exclude) || axes.some(hasExpression)) return;
  for (const [i, entry] of value.exclude.entries()) {
    if (!isRecord(entry)) continue;
    for (const key of Object.keys(entry)) {
      if (hasExpression(key)) continue;
      if (axes.includes(key)) {
        yield* unmatched(entry[key], value[key], [...path, 'exclude', i, key]);
        continue;
      }
      yield { path: [...path, 'exclude', i, key], at: 'key', message: `exclude speaks of '${key}', which is no axis of the matrix`, value: key, allowed: axes, nearest: nearest(key, axes) };
    }
  }
}

/** An exclusion by a value that the axis does not have takes nothing away; `include` comes after it. */
function* unmatched(excludedValue: unknown, values: unknown, path: Path): Generator<Finding> {
  const text = scalar(excludedValue);
  const known = Array.isArray(values) ? values.map(scalar) : [undefined];
  if (text === undefined || known.includes(undefined) || known.includes(text)) return;
  const allowed = known as string[];
  yield { path, severity: 'warning', message: `nothing is excluded by this: the axis has no '${text}'`, value: excludedValue, allowed, nearest: nearest(text, allowed), fix: 'correct the value, or remove the entry' };
}

/** A plain value as GitHub compares it; undefined where only the run can know. */
function scalar(value: unknown): string | undefined {
  if (!['string', 'number', 'boolean'].includes(typeof value)) return undefined;
  const text = String(value);
  return hasExpression(text) ? undefined : text;
}
