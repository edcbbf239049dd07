/**
 * `pipewright check` of workflow YAML: the rules, calls between the files, and GitHub's own parser for what the rules do not say.
 */
import { githubParser } from './github-parser';
import { runRules } from './run';
import { Problem } from '../problem';
import { relate } from './support/calls';
import { WorkflowDocument } from '../workflow/document';
import { readWorkflow } from '../workflow/read/read-workflow';

export interface TextFile {
  /** From the repository's root, `.github/workflows/ci.yml`. */
  readonly file: string;
  readonly text: string;
}

/** All findings, file by file, each in the order of its lines. */
export function checkFiles(files: readonly TextFile[]): Problem[] {
  const read = files.map(({ file, text }) => ({ file, text, ...readWorkflow(file, text) }));
  relate(read.flatMap(({ document }) => document ?? []));
  return read.flatMap(({ file, text, document, problems }) => document ? checkOne(file, text, document) : [...problems]);
}

function checkOne(file: string, text: string, document: WorkflowDocument): Problem[] {
  const problems = runRules(document);
  if (!/(^|\/)\.github\/workflows\/|^[^/]+$/.test(file) || /(^|\/)dependabot\.ya?ml$/.test(file)) return problems;
  // the same mistake has other words there: once is enough
  const told = new Set(problems.filter(({ severity, ruleId }) => severity === 'error' || LENIENT.includes(ruleId!)).map(({ source }) => source?.line));
  const more = githubParser(text, file).filter(({ source }) => told.size === 0 || !near(told, source?.line));
  return [...problems, ...more].sort((a, b) => (a.source?.line ?? 0) - (b.source?.line ?? 0));
}

/** What GitHub runs although its own parser refuses it, these rules advise against. */
const LENIENT = ['dispatch-inputs', 'syntax', 'new-syntax'];

/** GitHub's parser tells of a map where it begins, the rules sometimes at its key one line above. */
function near(told: ReadonlySet<number | undefined>, line: number | undefined): boolean {
  return line === undefined || told.has(line) || told.has(line - 1) || told.has(line + 1);
}
