import { Finding, Rule } from './rule';
import { strict, zizmor } from './support/audit';
import { asText, factsOf, StepFacts } from './support/facts';
import { hasExpression } from '../workflow/expression-scan';

/** Actions that install the newest tool unless told which: the input, and the values that still mean "the newest". */
const TOOLS: Readonly<Record<string, { readonly input: string; readonly newest: readonly string[] }>> = {
  '1password/load-secrets-action': { input: 'version', newest: ['latest'] },
  'aquasecurity/setup-trivy': { input: 'version', newest: ['latest'] },
  'extractions/setup-crate': { input: 'version', newest: ['*'] },
  'extractions/setup-just': { input: 'just-version', newest: ['*'] },
};

export const unpinnedTools: Rule = {
  id: 'unpinned-tools',
  severity: 'warning',
  description: 'An action that installs a tool is told which version.',
  reason: 'The pin of the action does not pin the tool that it downloads.',
  source: zizmor('unpinned-tools'),
  *check(document) {
    for (const step of factsOf(document).steps) {
      const finding = judge(step);
      if (finding) yield { ...finding, severity: strict(document) };
    }
  },
};

function judge(step: StepFacts): Finding | undefined {
  if (step.action === undefined || !Object.hasOwn(TOOLS, step.action)) return undefined;
  const { input, newest } = TOOLS[step.action];
  const version = asText(step.with[input]);
  const fix = `set ${input} to an exact version`;
  if (version === undefined) return { path: [...step.path, 'uses'], message: `${step.action} installs whatever is newest`, fix };
  if (!newest.includes(version) && !hasExpression(version)) return undefined;
  return { path: [...step.path, 'with', input], message: `${step.action} installs a version that is not fixed`, value: version, fix };
}
