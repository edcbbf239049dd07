import { Finding, Rule } from './rule';
import { strict, zizmor } from './support/audit';
import { asList, asText, factsOf, JobFacts, StepFacts } from './support/facts';

export const artipacked: Rule = {
  id: 'artipacked',
  severity: 'warning',
  description: 'A checkout does not leave the token in the work tree.',
  reason: 'actions/checkout writes the token into .git/config. An artifact of the work tree publishes it, and every later step can read it.',
  source: zizmor('artipacked'),
  *check(document) {
    for (const step of factsOf(document).steps) {
      if (step.action !== 'actions/checkout') continue;
      const finding = checkCheckout(step);
      if (!finding) continue;
      const leak = uploadsWorkTree(step.job, step.index);
      const severity = leak ? 'error' : strict(document);
      yield { ...finding, severity, message: leak ? `${finding.message}, and a later step uploads the work tree with it` : finding.message };
    }
  },
};

function checkCheckout(step: StepFacts): Finding | undefined {
  const given = step.with['persist-credentials'];
  if (asText(given) === 'false') return undefined;
  const fix = 'set persist-credentials: false';
  if (given === undefined) return { path: [...step.path, 'uses'], message: 'the checkout keeps the token in .git/config', fix };
  return { path: [...step.path, 'with', 'persist-credentials'], message: 'the checkout keeps the token in .git/config', value: given, fix };
}

const WORK_TREE = new Set(['.', './', '..', '${{ github.workspace }}', '${{github.workspace}}', '*', '**']);

function uploadsWorkTree(job: JobFacts, after: number): boolean {
  return job.steps.some((step) => {
    if (step.index < after || step.action !== 'actions/upload-artifact') return false;
    return asList(step.with.path).some((path) => String(path).split('\n').some((line) => WORK_TREE.has(line.trim())));
  });
}
