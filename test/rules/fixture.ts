/**
 * A rule's fixtures: workflows that it refuses (`fail*.yml`, each finding announced by `# expect: line:col: part of the message`)
 * and workflows that it takes (`pass*.yml`). Lines count from the first line after the comments at the top.
 * `# generated` makes it a document of ours, `# bytes: N` fills it up to a size. `owner/repo@<sha>` and `<version>` stand for the catalogue's release.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lookupAction } from '../../src/actions/catalogue';
import { Problem } from '../../src/problem';
import { Rule } from '../../src/rules/rule';
import { runRules } from '../../src/rules/run';
import { WorkflowDocument } from '../../src/workflow/document';
import { readWorkflow } from '../../src/workflow/read/read-workflow';

export const FIXTURES = join(__dirname, 'fixtures');

export interface Fixture {
  readonly name: string;
  readonly path: string;
  /** Without the comments at the top. */
  readonly yaml: string;
  readonly expected: readonly string[];
  readonly generated: boolean;
}

export function fixturesOf(ruleId: string): Fixture[] {
  const folder = join(FIXTURES, ruleId);
  return readdirSync(folder).filter((file) => file.endsWith('.yml')).sort().map((file) => {
    const lines = readFileSync(join(folder, file), 'utf8').split('\n');
    const top = lines.findIndex((line) => !line.startsWith('#'));
    const comments = lines.slice(0, top);
    return {
      name: file.replace('.yml', ''),
      path: join(folder, file),
      yaml: filled(lines.slice(top).join('\n'), comments),
      expected: comments.filter((line) => line.startsWith('# expect: ')).map((line) => line.slice('# expect: '.length)),
      generated: comments.includes('# generated'),
    };
  });
}

function filled(yaml: string, comments: readonly string[]): string {
  const bytes = comments.map((line) => /^# bytes: (\d+)$/.exec(line)?.[1]).find(Boolean);
  return bytes === undefined ? yaml : `${yaml}#`.padEnd(Number(bytes), 'x');
}

/** What the rule alone finds. */
export function findingsOf(rule: Rule, { yaml, generated }: Fixture): Problem[] {
  const file = rule.subject === 'dependabot' ? '.github/dependabot.yml' : '.github/workflows/ci.yml';
  const { document, problems } = readWorkflow(file, pinned(yaml));
  if (!document) throw new Error(`no YAML: ${problems.map((problem) => problem.message).join(', ')}`);
  return runRules(generated ? asGenerated(document) : document, [rule]);
}

export function asGenerated(document: WorkflowDocument): WorkflowDocument {
  return { ...document, generated: true };
}

/** `<sha>` and `<version>` of the action on the same line. */
function pinned(yaml: string): string {
  return yaml.split('\n').map((line) => {
    const entry = lookupAction(/uses: ([^@\s]+)@/.exec(line)?.[1] ?? '');
    return entry ? line.replaceAll('<sha>', entry.sha).replaceAll('<version>', entry.version) : line;
  }).join('\n');
}

/** `line:col: severity: message`, without what changes with the catalogue. */
export function formatFinding(problem: Problem, yaml: string): string {
  const { line, column } = problem.source ?? {};
  return unpinned(`${line}:${column}: ${problem.severity}: ${problem.message}`, yaml);
}

function unpinned(text: string, yaml: string): string {
  const names = [...yaml.matchAll(/uses: ([^@\s]+)@/g)].map((match) => match[1]);
  return names.reduce((result, name) => {
    const entry = lookupAction(name);
    return entry ? result.replaceAll(entry.sha, '<sha>').replaceAll(entry.version, '<version>') : result;
  }, text);
}
