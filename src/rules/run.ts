/**
 * Runs the rules over a document: exceptions honoured, places found, sorted.
 */
import { Problem } from '../problem';
import { RULES } from './registry';
import { Finding, Rule } from './rule';
import { forgetFacts } from './support/facts';
import { Origin, RuleException, WorkflowDocument } from '../workflow/document';
import { Path } from '../workflow/model';

/** A document that can tell a key from its value, or a place within a string. Others ignore the second parameter. */
interface PreciseDocument {
  locate(path: Path, at?: 'key' | number): Origin;
}

/** All findings of the rules on one document, errors and warnings, in the order of the document's text. */
export function runRules(document: WorkflowDocument, rules: readonly Rule[] = RULES): Problem[] {
  const subject = isDependabot(document.file) ? 'dependabot' : 'workflow';
  const found: { readonly problem: Problem; readonly path: string }[] = [];
  for (const rule of rules) {
    if ((rule.subject ?? 'workflow') !== subject) continue;
    for (const finding of rule.check(document)) {
      if (excepted(document.exceptions, rule.id, finding.path)) continue;
      found.push({ problem: problemOf(document, rule, finding), path: formatPath(finding.path) });
    }
  }
  forgetFacts(document);
  return sorted(found);
}

/** `jobs.test.steps[0].run` */
export function formatPath(path: Path): string {
  return path.map((part, i) => typeof part === 'number' ? `[${part}]` : `${i === 0 ? '' : '.'}${part}`).join('');
}

function isDependabot(file: string): boolean {
  return /(^|\/)dependabot\.ya?ml$/.test(file);
}

function excepted(exceptions: readonly RuleException[], ruleId: string, path: Path): boolean {
  return exceptions.some((exception) => exception.ruleId === ruleId && (exception.under ?? []).every((part, i) => path[i] === part));
}

function problemOf(document: WorkflowDocument, rule: Rule, finding: Finding): Problem {
  const precise: PreciseDocument = document;
  const origin = precise.locate(finding.path, finding.at);
  const path = formatPath(finding.path);
  return {
    ruleId: rule.id,
    severity: finding.severity ?? rule.severity,
    where: path === '' ? origin.where : `${origin.where}: ${path}`,
    message: finding.message,
    value: finding.value,
    allowed: finding.allowed,
    nearest: finding.nearest,
    // whoever finds no better words says what must hold
    fix: finding.fix ?? (finding.allowed?.length || finding.nearest?.length ? undefined : rule.description),
    source: origin.source,
  };
}

/** By line where lines are known, then by path, then in the order of the rules: the same every time. */
function sorted(found: readonly { readonly problem: Problem; readonly path: string }[]): Problem[] {
  if (found.length < 2) return found.map((one) => one.problem);
  return found
    .map((one, index) => ({ ...one, index, line: one.problem.source?.line ?? 0, column: one.problem.source?.column ?? 0 }))
    .sort((a, b) => a.line - b.line || a.column - b.column || byPath(a.path, b.path) || a.index - b.index)
    .map((one) => one.problem);
}

let collator: Intl.Collator | undefined;

/** `steps[2]` before `steps[10]`. Made late: it takes as long as the rules themselves. */
function byPath(a: string, b: string): number {
  collator ??= new Intl.Collator('en', { numeric: true });
  return collator.compare(a, b);
}
