/** docs/rules.md, made of the rules and their first failing fixtures. */
import { findingsOf, fixturesOf, formatFinding } from './fixture';
import { RULES } from '../../src/rules/registry';
import { Rule } from '../../src/rules/rule';

const LONGEST_EXAMPLE = 2_000;

export function renderDocs(): string {
  return [
    '# Rules',
    '',
    'Every workflow that is synthesized, and every one that `pipewright check` is given, is held against these rules.',
    'An **error** is what GitHub refuses, ignores or never starts, or what can be exploited; a **warning** is advice.',
    'What is advice to people is an error in what pipewright writes itself where it says so below ("error in generated workflows").',
    'A rule can be switched off for a construct, with a reason that is written into the YAML.',
    '',
    'The examples are the failing fixtures of the tests: `UPDATE_DOCS=1 npx vitest run test/rules/docs.test.ts` writes this file anew.',
    '`<sha>` and `<version>` stand for the release of the action in the catalogue.',
    '',
    ...RULES.map(({ id }) => `- [${id}](#${id})`),
    '',
    ...RULES.flatMap(section),
  ].join('\n');
}

function section(rule: Rule): string[] {
  const fixture = fixturesOf(rule.id).find(({ name }) => name === 'fail')!;
  const findings = findingsOf(rule, fixture);
  const strict = findingsOf(rule, { ...fixture, generated: true });
  const severities = new Set(findings.map((finding) => finding.severity));
  const stricter = strict.some((finding) => finding.severity === 'error') && !severities.has('error');
  return [
    `## ${rule.id}`,
    '',
    `${rule.description} (${[...severities].join(', ')}${stricter ? '; error in generated workflows' : ''})`,
    '',
    `${rule.reason} [Source](${rule.source === 'docs/rules.md' ? '#rules' : rule.source})`,
    '',
    ...example(fixture.yaml),
    '```text',
    ...findings.flatMap((finding) => [
      `${formatFinding(finding, fixture.yaml)} [${rule.id}]`,
      ...(finding.nearest?.length ? [`  nearest: ${finding.nearest.join(', ')}`] : []),
      ...(finding.fix && finding.fix !== rule.description && !finding.fix.includes('@') ? [`  fix: ${finding.fix}`] : []),
    ]),
    '```',
    '',
  ];
}

function example(yaml: string): string[] {
  const text = yaml.length > LONGEST_EXAMPLE ? `${yaml.slice(0, 80)}…` : yaml.trimEnd();
  return ['```yaml', ...text.split('\n'), '```', ''];
}
