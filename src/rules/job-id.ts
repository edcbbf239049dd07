import { Rule } from './rule';
import { factsOf } from './support/facts';
import { idProblem } from './support/ids';

export const jobId: Rule = {
  id: 'job-id',
  severity: 'error',
  description: 'The id of a job has letters, digits, _ and -, under 100 of them, and is the only one, whatever its case.',
  reason: 'GitHub refuses the file.',
  source: 'https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_id',
  *check(document) {
    const { jobs } = factsOf(document);
    const seen = new Map<string, string>();
    for (const { id, path } of jobs) {
      const problem = idProblem(id);
      if (problem) yield { path, at: 'key', value: id, ...problem };
      const first = seen.get(id.toLowerCase());
      if (first !== undefined) yield { path, at: 'key', message: `the job '${id}' has the same id as '${first}'`, value: id, fix: 'rename one' };
      seen.set(id.toLowerCase(), id);
    }
  },
};
