import { Rule } from './rule';
import { isRecord } from '../values';
import { strict, zizmor } from './support/audit';
import { factsOf } from './support/facts';

export const concurrencyLimits: Rule = {
  id: 'concurrency-limits',
  severity: 'warning',
  description: 'A workflow says what happens when it is started again while it runs.',
  reason: 'Without it every push to a pull request leaves a run behind that nobody needs, and two deploys can overtake each other.',
  source: zizmor('concurrency-limits'),
  *check(document) {
    const { model, jobs, events } = factsOf(document);
    // what is only called runs within the concurrency of its caller, and would wait for it for ever
    if (events.size === 1 && events.has('workflow_call')) return;
    const severity = strict(document);
    const fix = 'add concurrency with a group and cancel-in-progress';
    if (model.concurrency !== undefined) {
      if (!isRecord(model.concurrency)) yield { path: ['concurrency'], message: 'concurrency does not say whether to cancel', fix, severity };
      return;
    }
    for (const { id, job, path } of jobs) {
      if (job.concurrency !== undefined && !isRecord(job.concurrency)) {
        yield { path: [...path, 'concurrency'], message: `concurrency of '${id}' does not say whether to cancel`, fix, severity };
      }
    }
    if (jobs.some(({ job, calls }) => calls === undefined && job.concurrency === undefined)) {
      yield { path: [], message: 'the workflow has no concurrency', fix, severity };
    }
  },
};
