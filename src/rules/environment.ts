import { Finding, Rule } from './rule';
import { isRecord } from '../values';
import { asText, factsOf } from './support/facts';
import { hasExpression } from '../workflow/expression-scan';

const LONGEST_NAME = 255;
const MOST_REVIEWERS = 6;
const MOST_WAIT = 43_200;

export const environment: Rule = {
  id: 'environment',
  severity: 'error',
  description: 'An environment has a name of at most 255 characters, spelled in one way.',
  reason: 'GitHub refuses a longer or an empty name, and takes two spellings that differ in case as one environment.',
  source: 'https://docs.github.com/actions/reference/workflows-and-actions/deployments-and-environments',
  *check(document) {
    const spellings = new Map<string, string>();
    for (const { job, path } of factsOf(document).jobs) {
      const name = isRecord(job.environment) ? asText(job.environment.name) : asText(job.environment);
      if (name === undefined || hasExpression(name)) continue;
      const here = isRecord(job.environment) ? [...path, 'environment', 'name'] : [...path, 'environment'];
      if (name.trim() === '') yield { path: here, message: 'the environment has no name', value: name };
      if (name.length > LONGEST_NAME) yield { path: here, message: `the name of an environment has at most ${LONGEST_NAME} characters; this has ${name.length}`, value: name };
      const other = spellings.get(name.toLowerCase());
      if (other !== undefined && other !== name) {
        yield { path: here, message: `'${name}' and '${other}' are one environment: GitHub ignores the case`, value: name, severity: 'warning', fix: 'spell it in one way' };
      }
      spellings.set(name.toLowerCase(), other ?? name);
    }
  },
};

/** What no workflow holds, but the settings of an environment do: for whoever writes or explains those. */
export function environmentSettingsProblems(settings: { readonly reviewers?: readonly string[]; readonly waitMinutes?: number }): Omit<Finding, 'path'>[] {
  const problems: Omit<Finding, 'path'>[] = [];
  const { reviewers = [], waitMinutes } = settings;
  if (reviewers.length > MOST_REVIEWERS) problems.push({ message: `an environment has at most ${MOST_REVIEWERS} reviewers; these are ${reviewers.length}`, value: reviewers });
  if (waitMinutes !== undefined && !(Number.isInteger(waitMinutes) && waitMinutes >= 1 && waitMinutes <= MOST_WAIT)) {
    problems.push({ message: `an environment waits 1 to ${MOST_WAIT.toLocaleString('en')} minutes, not ${waitMinutes}`, value: waitMinutes });
  }
  return problems;
}
