import { Finding, Rule } from './rule';
import { factsOf, Fields, JobFacts } from './support/facts';
import { HOSTED, labelsOf } from './support/runners';
import { Path } from '../workflow/model';

const HOSTED_MOST = 360;
const SELF_HOSTED_MOST = 7_200;

export const timeout: Rule = {
  id: 'timeout',
  severity: 'error',
  description: 'A job says how long it may take: over 0, at most 360 minutes on a hosted runner and 7,200 on another.',
  reason: 'A job that hangs is stopped after 6 hours at the earliest. A longer timeout than the runner allows is ignored.',
  source: 'https://docs.github.com/actions/reference/limits',
  *check(document) {
    for (const job of factsOf(document).jobs) {
      const minutes = job.job['timeout-minutes'];
      const most = isHosted(job) ? HOSTED_MOST : SELF_HOSTED_MOST;
      for (const { fields, path } of timed(job)) yield* check(fields['timeout-minutes'], [...path, 'timeout-minutes'], most);
      if (minutes === undefined && job.calls === undefined) {
        yield { path: job.path, severity: 'warning', message: `the job '${job.id}' has no timeout: a hang costs 6 hours`, fix: 'set timeout-minutes' };
      }
    }
  },
};

/** The job, and its steps that have a timeout of their own, which few have. */
function timed({ job, path, steps }: JobFacts): { readonly fields: Fields; readonly path: Path }[] {
  return [{ fields: job, path }, ...steps.filter(({ step }) => step['timeout-minutes'] !== undefined).map((step) => ({ fields: step.step, path: step.path }))];
}

function* check(minutes: unknown, path: Path, most: number): Generator<Finding> {
  if (typeof minutes !== 'number') return;
  if (!(minutes > 0)) yield { path, message: `a timeout is over 0 minutes, not ${minutes}`, value: minutes };
  else if (minutes > most) yield { path, message: `this runner stops at ${most.toLocaleString('en')} minutes; ${minutes.toLocaleString('en')} is ignored`, value: minutes, fix: `set at most ${most}` };
}

/** Where the label is an expression or somebody's own, the longer limit holds. */
function isHosted(job: JobFacts): boolean {
  const labels = labelsOf(job);
  return labels.length > 0 && labels.every(({ text }) => HOSTED.has(text.toLowerCase()));
}
