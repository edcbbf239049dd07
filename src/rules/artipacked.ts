import { Finding, Rule } from './rule';
import { strict, zizmor } from './support/audit';
import { asList, asText, factsOf, StepFacts } from './support/facts';
import { versionComment } from './support/known-actions';
import { isSha } from './support/uses';
import { WorkflowDocument } from '../workflow/document';

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
      const leak = uploadsWorkTree(document, step);
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

function uploadsWorkTree(document: WorkflowDocument, checkout: StepFacts): boolean {
  // from v6 on the token lies outside of the work tree
  if (majorOf(document, checkout) >= 6) return false;
  return checkout.job.steps.some((step) => {
    if (step.index < checkout.index || step.action !== 'actions/upload-artifact' || !takesHiddenFiles(document, step)) return false;
    return asList(step.with.path).some((path) => String(path).split('\n').some((line) => WORK_TREE.has(line.trim())));
  });
}

/** From v4.4 on hidden files, such as .git, are left out unless asked for. */
function takesHiddenFiles(document: WorkflowDocument, step: StepFacts): boolean {
  return asText(step.with['include-hidden-files']) === 'true' || majorOf(document, step) < 4;
}

/** Of the tag, or of the comment behind a SHA; the newest where nothing tells. */
function majorOf(document: WorkflowDocument, step: StepFacts): number {
  const ref = step.uses?.kind === 'action' && !isSha(step.uses.ref) ? step.uses.ref : versionComment(document, step);
  const major = /^v?(\d+)/.exec(ref ?? '')?.[1];
  return major === undefined ? Infinity : Number(major);
}
