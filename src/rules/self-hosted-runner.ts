import { Rule } from './rule';
import { isRecord } from '../values';
import { strict, zizmor } from './support/audit';
import { asText, factsOf, JobFacts } from './support/facts';
import { labelsOf } from './support/runners';
import { Path } from '../workflow/model';

export const selfHostedRunner: Rule = {
  id: 'self-hosted-runner',
  severity: 'warning',
  description: 'Jobs run on GitHub\'s own runners, unless somebody answers for another.',
  reason: 'A self-hosted runner keeps what one run leaves behind for the next: in a public repository anybody can leave something.',
  source: zizmor('self-hosted-runner'),
  *check(document) {
    for (const job of factsOf(document).jobs) {
      const label = findSelfHosted(job);
      if (!label) continue;
      yield { path: label.path, message: `the job '${job.id}' runs on ${label.what}`, value: label.text, severity: strict(document), fix: 'use a hosted runner, or say why this one is safe' };
    }
  },
};

interface SelfHosted {
  readonly text: string;
  readonly path: Path;
  readonly what: string;
}

function findSelfHosted(job: JobFacts): SelfHosted | undefined {
  const label = labelsOf(job).find(({ text }) => text.toLowerCase() === 'self-hosted');
  return label ? { ...label, what: 'a self-hosted runner' } : groupOf(job);
}

/** A group may hold runners of one's own; only its settings tell. */
function groupOf({ job, path }: JobFacts): SelfHosted | undefined {
  const runsOn = job['runs-on'];
  const text = isRecord(runsOn) ? asText(runsOn.group) : undefined;
  return text === undefined ? undefined : { text, path: [...path, 'runs-on', 'group'], what: 'a group of runners, which may be self-hosted' };
}
