/** The runners that GitHub hosts, and which labels a job asks for. State: September 2026. */
import { asList, asText, JobFacts, Fields } from './facts';
import { expandMatrix, Leg } from './matrix';
import { isRecord } from '../../values';
import { hasExpression, scanTemplate } from '../../workflow/expression-scan';
import { Path } from '../../workflow/model';

export const HOSTED: ReadonlySet<string> = new Set([
  'ubuntu-latest', 'ubuntu-slim', 'ubuntu-22.04', 'ubuntu-22.04-arm', 'ubuntu-24.04', 'ubuntu-24.04-arm', 'ubuntu-26.04', 'ubuntu-26.04-arm',
  'windows-latest', 'windows-2022', 'windows-2025', 'windows-2025-vs2026', 'windows-11-arm', 'windows-11-vs2026-arm',
  'macos-latest', 'macos-latest-large', 'macos-latest-xlarge',
  'macos-14', 'macos-14-large', 'macos-14-xlarge',
  'macos-15', 'macos-15-intel', 'macos-15-large', 'macos-15-xlarge',
  'macos-26', 'macos-26-intel', 'macos-26-large', 'macos-26-xlarge',
]);

/** A job that asks for one of these waits until it is cancelled. */
export const GONE: Readonly<Record<string, string>> = {
  'macos-10.15': 'macos-15',
  'macos-11': 'macos-15',
  'macos-12': 'macos-15',
  'macos-12-large': 'macos-15-large',
  'macos-12-xlarge': 'macos-15-xlarge',
  'macos-13': 'macos-15-intel',
  'macos-13-large': 'macos-15-large',
  'macos-13-xlarge': 'macos-15-xlarge',
  'ubuntu-16.04': 'ubuntu-24.04',
  'ubuntu-18.04': 'ubuntu-24.04',
  'ubuntu-20.04': 'ubuntu-24.04',
  'windows-2016': 'windows-2022',
  'windows-2019': 'windows-2022',
};

export const GOING: Readonly<Record<string, { readonly until: string; readonly instead: string }>> = {
  'macos-14': { until: '2026-11-02', instead: 'macos-15' },
  'macos-14-large': { until: '2026-11-02', instead: 'macos-15-large' },
  'macos-14-xlarge': { until: '2026-11-02', instead: 'macos-15-xlarge' },
};

export interface Label {
  readonly text: string;
  readonly path: Path;
  /** The leg of the matrix that it comes from. */
  readonly leg?: Leg;
}

/** The labels of a job, with those of its matrix where they are static. Each place once. */
export function labelsOf(facts: JobFacts): readonly Label[] {
  let known = labels.get(facts);
  if (!known) labels.set(facts, known = gather(facts));
  return known;
}

const labels = new WeakMap<JobFacts, readonly Label[]>();

function gather({ job, path }: JobFacts): Label[] {
  const runsOn = job['runs-on'];
  const here = [...path, 'runs-on'];
  const [value, at] = isRecord(runsOn) ? [runsOn.labels, [...here, 'labels']] : [runsOn, here];
  return asList(value).flatMap((label, i): Label[] => {
    const text = asText(label);
    if (text === undefined) return [];
    const place = Array.isArray(value) ? [...at, i] : at;
    return hasExpression(text) ? fromMatrix(text, job, [...path, 'strategy', 'matrix']) : [{ text, path: place }];
  });
}

/** `${{ matrix.os }}` or `${{ matrix.target.os }}`, and nothing else around it. */
function fromMatrix(text: string, job: Fields, path: Path): Label[] {
  const { whole, segments } = scanTemplate(text);
  const [reference, ...rest] = whole ? segments[0].references : [];
  if (!reference || rest.length > 0 || reference.context !== 'matrix' || segments[0].tree !== reference.node) return [];
  const matrix = isRecord(job.strategy) ? job.strategy.matrix : undefined;
  const [axis, ...inner] = reference.path;
  if (axis === undefined || !isRecord(matrix)) return [];
  return (expandMatrix(matrix) ?? []).flatMap((leg) => {
    const value = inner.reduce<unknown>((of, key) => isRecord(of) && key !== undefined ? of[key] : undefined, leg[axis]);
    return asList(value).flatMap((one): Label[] => {
      const label = asText(one);
      return label === undefined || hasExpression(label) ? [] : [{ text: label, path: placeOf(matrix, axis, leg[axis], path), leg }];
    });
  });
}

function placeOf(matrix: Fields, axis: string, value: unknown, path: Path): Path {
  const values = matrix[axis];
  const i = Array.isArray(values) ? values.indexOf(value) : -1;
  if (i >= 0) return [...path, axis, i];
  const entry = Array.isArray(matrix.include) ? matrix.include.findIndex((one) => isRecord(one) && one[axis] === value) : -1;
  return entry >= 0 ? [...path, 'include', entry, axis] : path;
}
