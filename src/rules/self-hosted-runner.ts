import { Rule } from './rule';
import { strict, zizmor } from './support/audit';
import { factsOf } from './support/facts';
import { labelsOf } from './support/runners';

export const selfHostedRunner: Rule = {
  id: 'self-hosted-runner',
  severity: 'warning',
  description: 'Jobs run on GitHub\'s own runners, unless somebody answers for another.',
  reason: 'A self-hosted runner keeps what one run leaves behind for the next: in a public repository anybody can leave something.',
  source: zizmor('self-hosted-runner'),
  *check(document) {
    for (const job of factsOf(document).jobs) {
      const label = labelsOf(job).find(({ text }) => text.toLowerCase() === 'self-hosted');
      if (!label) continue;
      yield { path: label.path, message: `the job '${job.id}' runs on a self-hosted runner`, value: label.text, severity: strict(document), fix: 'use a hosted runner, or say why this one is safe' };
    }
  },
};
