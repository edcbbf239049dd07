import { Finding, Rule } from './rule';
import { isRecord } from '../values';
import { factsOf, JobFacts, StepFacts } from './support/facts';
import { expandMatrix, Leg } from './support/matrix';
import { Label, labelsOf } from './support/runners';
import { versionsOf } from './support/versions';

/** The oldest CPython that setup-python finds on an image, as a minor of 3. From the manifest of actions/python-versions. */
const OLDEST_PYTHON: readonly { readonly label: RegExp; readonly minor: number }[] = [
  { label: /^ubuntu-22\.04/, minor: 7 },
  { label: /^ubuntu-24\.04/, minor: 8 },
  { label: /^ubuntu-26\.04/, minor: 10 },
  { label: /^windows-11.*-arm$/, minor: 11 },
];

export const toolchainOnRunner: Rule = {
  id: 'toolchain-on-runner',
  severity: 'error',
  description: 'A version of Python exists for the runner that shall set it up.',
  reason: 'setup-python fails where no build exists: 3.9 on ubuntu-26.04, 3.10 on Windows for Arm. No validator knows that.',
  source: 'https://github.com/actions/python-versions/blob/main/versions-manifest.json',
  *check(document) {
    const { jobs, actions } = factsOf(document);
    if (!actions.has('actions/setup-python')) return;
    for (const job of jobs) {
      for (const step of job.steps) {
        if (step.action !== 'actions/setup-python' || step.with['python-version'] === undefined) continue;
        yield* check(job, step);
      }
    }
  },
};

function* check(job: JobFacts, step: StepFacts): Generator<Finding> {
  const told = new Set<string>();
  const path = [...step.path, 'with', 'python-version'];
  for (const { label, leg } of legsOf(job)) {
    const oldest = OLDEST_PYTHON.find((one) => one.label.test(label));
    if (!oldest) continue;
    for (const version of versionsOf(step.with['python-version'], leg)) {
      const minor = /^3\.(\d+)(\.|$|-)/.exec(version)?.[1];
      if (minor === undefined || Number(minor) >= oldest.minor || told.has(`${label} ${version}`)) continue;
      told.add(`${label} ${version}`);
      yield { path, message: `there is no CPython ${version} for ${label}: the oldest is 3.${oldest.minor}`, value: version, ...advice(version) };
    }
  }
}

/** Nobody means 3.1 and 3.2: as a number, 3.10 is 3.1. */
function advice(version: string): Pick<Finding, 'nearest' | 'fix'> {
  if (!/^3\.[12]$/.test(version)) return { fix: 'use another runner, or exclude the combination' };
  return { nearest: [`${version}0`], fix: `write a version as a text: the number ${version}0 is ${version}` };
}

/** Each label with the leg of the matrix that goes with it. */
function legsOf(job: JobFacts): { readonly label: string; readonly leg?: Leg }[] {
  const legs = isRecord(job.job.strategy) ? expandMatrix(job.job.strategy.matrix) : undefined;
  return labelsOf(job).flatMap(({ text, leg }: Label) => {
    const label = text.toLowerCase();
    if (leg || !legs) return [{ label, leg }];
    return legs.map((one) => ({ label, leg: one }));
  });
}
