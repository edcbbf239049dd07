import { Finding, Rule } from './rule';
import { callFindings } from './support/calls';
import { factsOf } from './support/facts';
import { ownerOf } from './support/misfits';

const MOST_CALLS = 50;
const REFERENCE = /^(\.\/|\$\/)?\.github\/workflows\/[^/]+\.ya?ml$|^[^/@\s]+\/[^/@\s]+\/\.github\/workflows\/[^/@]+\.ya?ml@[^@\s]+$/;

export const reusableCall: Rule = {
  id: 'reusable-call',
  severity: 'error',
  description: 'A job that calls a reusable workflow has only the keys for it, gives what the workflow wants, and no deeper than 10 levels and 50 workflows.',
  reason: 'GitHub refuses the file or fails the run. What the called workflow takes is known for workflows of the same repository.',
  source: 'https://docs.github.com/actions/reference/workflows-and-actions/reusing-workflow-configurations',
  *check(document) {
    const { jobs, misfits } = factsOf(document);
    for (const misfit of misfits) if (ownerOf(misfit) === 'reusable-call') yield misfit;
    const called = new Set<string>();
    for (const job of jobs) {
      if (job.calls === undefined) continue;
      called.add(job.calls);
      const wrong = reference(job.calls);
      if (wrong) yield { path: [...job.path, 'uses'], message: wrong, value: job.calls, allowed: ['./.github/workflows/<file>.yml', 'owner/repository/.github/workflows/<file>.yml@ref'] };
      else yield* callFindings(document, job);
    }
    if (called.size > MOST_CALLS) yield tooMany(called.size);
  },
};

function reference(uses: string): string | undefined {
  if (REFERENCE.test(uses) && !/^\.github/.test(uses)) return undefined;
  if (/^\.\/.*@/.test(uses)) return `'${uses}': a local workflow takes no @ref, it is always of the same commit`;
  return `'${uses}' is no reusable workflow`;
}

function tooMany(count: number): Finding {
  return { path: ['jobs'], at: 'key', message: `a workflow calls at most ${MOST_CALLS} different workflows; this calls ${count}`, value: count };
}
