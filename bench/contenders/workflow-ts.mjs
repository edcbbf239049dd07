// github-actions-workflow-ts, written by js-yaml as its command line does.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { NormalJob, Step, Workflow } = require('@github-actions-workflow-ts/lib');
const { dump } = require('js-yaml');

export function contender(plan) {
  return () => {
    const workflows = plan.map(({ jobs, ...plain }, i) => new Workflow(`workflow-${i}`, plain).addJobs(
      Object.entries(jobs).map(([id, { steps, ...job }]) => new NormalJob(id, job).addSteps(steps.map((step) => new Step(step)))),
    ));
    return { workflows, texts: workflows.map((workflow) => dump(workflow.workflow, { noRefs: true, lineWidth: -1 })) };
  };
}
