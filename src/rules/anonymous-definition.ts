import { Rule } from './rule';
import { strict, zizmor } from './support/audit';
import { factsOf } from './support/facts';

export const anonymousDefinition: Rule = {
  id: 'anonymous-definition',
  severity: 'warning',
  description: 'A workflow and each of its jobs has a name.',
  reason: 'Without one GitHub shows the file name or the id in its lists, in checks and in branch protection.',
  source: zizmor('anonymous-definition'),
  *check(document) {
    const { model, jobs } = factsOf(document);
    if (model.name === undefined || model.name === null || model.name === '') {
      yield { path: [], message: 'the workflow has no name', severity: strict(document), fix: 'add a name' };
    }
    for (const { id, job, path } of jobs) {
      if (job.name === undefined || job.name === null || job.name === '') {
        yield { path, message: `the job '${id}' has no name`, severity: strict(document), fix: 'add a name' };
      }
    }
  },
};
