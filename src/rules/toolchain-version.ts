import { Finding, Rule } from './rule';
import { nearest } from '../nearest';
import { isRecord } from '../values';
import { factsOf, JobFacts, StepFacts } from './support/facts';
import { expandMatrix } from './support/matrix';
import { versionsOf } from './support/versions';

/** What the input of one set-up action takes. */
interface Versions {
  readonly title: string;
  readonly input: string;
  /** Words that are versions by themselves. */
  readonly words: readonly string[];
  readonly pattern: RegExp;
  readonly examples: readonly string[];
  /** Major and minor, or major, that nobody expects before 2029: what is above is a typing error. */
  readonly beyond: readonly number[];
}

/** A version, or a range of them, as npm's semver reads it. */
const RANGE = /^[\s<>=~^]*v?[\dx*][\w.+*-]*(?:[\s,|<>=~^]+(?:-\s+)?v?[\dx*][\w.+*-]*)*$/i;

const ECOSYSTEMS: Readonly<Record<string, Versions>> = {
  'actions/setup-python': {
    title: 'Python', input: 'python-version', words: [], pattern: /^(?:(?:pypy|graalpy)-?v?\d[\w.-]*|[\s<>=~^]*v?[\dx*][\w.+*,\s<>=~^|-]*)$/i,
    examples: ['3.13', '3.x', '3.14-dev', '>=3.12 <3.15', 'pypy3.11'], beyond: [3, 18],
  },
  'actions/setup-node': {
    title: 'Node.js', input: 'node-version', words: ['latest', 'current', 'node', 'nightly', 'rc', 'lts/*', 'lts/-1'],
    pattern: new RegExp(`${RANGE.source}|^lts/[a-z]+$`, 'i'), examples: ['24', '22.x', '>=20', 'lts/*', 'latest'], beyond: [32],
  },
  'actions/setup-go': { title: 'Go', input: 'go-version', words: ['stable', 'oldstable'], pattern: RANGE, examples: ['1.25', '1.25.x', '^1.24', 'stable', 'oldstable'], beyond: [1, 34] },
  'actions/setup-java': { title: 'Java', input: 'java-version', words: ['latest', 'dev'], pattern: /^(?!1\.\d)\d[\w.+-]*$/, examples: ['8', '21', '17.0.8', '26-ea'], beyond: [34] },
  'actions/setup-dotnet': { title: '.NET', input: 'dotnet-version', words: ['latest', 'lts', 'sts'], pattern: RANGE, examples: ['8', '9.0', '10.0.x', '10.0.100'], beyond: [15] },
  'ruby/setup-ruby': {
    title: 'Ruby', input: 'ruby-version', words: ['head', 'debug', 'asan', 'asan-release', 'mingw', 'mswin', 'ucrt', 'default', 'ruby', 'jruby', 'truffleruby', 'truffleruby+graalvm'],
    pattern: /^(?:(?:ruby|jruby|truffleruby|truffleruby\+graalvm)-(?:\d[\w.-]*|head|debug|asan)|\d[\w.-]*|\.(?:ruby-version|tool-versions)|mise\.toml)$/,
    examples: ['3.4', '4.0', 'jruby-10.0', 'truffleruby', 'head'], beyond: [7],
  },
  'actions-rust-lang/setup-rust-toolchain': {
    title: 'Rust', input: 'toolchain', words: ['stable', 'beta', 'nightly'], pattern: /^(?:(?:stable|beta|nightly)(?:-[\w-]+)?|\d+\.\d+(?:\.\d+)?(?:-[\w-]+)?)$/,
    examples: ['stable', 'beta', 'nightly', 'nightly-2026-01-15', '1.90'], beyond: [1, 140],
  },
};

export const toolchainVersion: Rule = {
  id: 'toolchain-version',
  severity: 'error',
  description: 'What a set-up action is asked for is a version that it could find.',
  reason: 'The action fails in every run, after the runner was waited for. A version far above those that exist is a warning.',
  source: 'docs/rules.md',
  *check(document) {
    const { jobs, actions } = factsOf(document);
    if (!Object.keys(ECOSYSTEMS).some((action) => actions.has(action))) return;
    for (const job of jobs) for (const step of job.steps) yield* check(job, step);
  },
};

function* check(job: JobFacts, step: StepFacts): Generator<Finding> {
  const versions = step.action === undefined || !Object.hasOwn(ECOSYSTEMS, step.action) ? undefined : ECOSYSTEMS[step.action];
  if (!versions || step.with[versions.input] === undefined) return;
  const legs = (isRecord(job.job.strategy) ? expandMatrix(job.job.strategy.matrix) : undefined) ?? [undefined];
  const asked = new Set(legs.flatMap((leg) => versionsOf(step.with[versions.input], leg)).flatMap((text) => (versions.title === 'Rust' ? text.split(/\s*,\s*/) : [text])));
  for (const version of asked) {
    const finding = version === '' ? undefined : judge(version, versions);
    if (finding) yield { path: [...step.path, 'with', versions.input], ...finding };
  }
}

function judge(version: string, { title, words, pattern, examples, beyond }: Versions): Omit<Finding, 'path'> | undefined {
  if (words.includes(version)) return undefined;
  if (!pattern.test(version)) {
    return { message: `'${version}' is no version of ${title}`, value: version, allowed: examples, nearest: nearest(version, [...words, ...examples]), fix: 'write it as the action does' };
  }
  return isBeyond(version, beyond) ? { severity: 'warning', message: `there is no ${title} ${version} for years to come`, value: version, allowed: examples, fix: 'correct the number' } : undefined;
}

/** Exact versions only: a range may well have an open end. */
function isBeyond(version: string, beyond: readonly number[]): boolean {
  const [, ...numbers] = /^v?(\d+)(?:\.(\d+))?(?:\.|$)/.exec(version)?.map(Number) ?? [];
  if (numbers.length === 0 || Number.isNaN(numbers[0])) return false;
  if (beyond.length === 1 || numbers[0] !== beyond[0]) return numbers[0] > beyond[0];
  return numbers[1] > beyond[1];
}
