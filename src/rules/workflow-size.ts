import { Finding, Rule } from './rule';
import { Problem } from '../problem';
import { textOf } from '../workflow/text';

/** GitHub's limit is 500 KB; a larger file never starts, and nothing says so. */
const MOST_BYTES = 490_000;

export const workflowSize: Rule = {
  id: 'workflow-size',
  severity: 'error',
  description: 'A workflow file has at most 490,000 bytes.',
  reason: 'GitHub never starts one over 500 KB, and says nothing.',
  source: 'https://docs.github.com/actions/reference/limits',
  *check(document) {
    const text = textOf(document);
    const finding = text === undefined ? undefined : judge(text);
    if (finding) yield finding;
  },
};

/** For a text that has just been rendered. */
export function workflowSizeProblems(file: string, text: string): Problem[] {
  const finding = judge(text);
  return finding ? [{ ruleId: workflowSize.id, severity: 'error', where: file, message: finding.message, value: finding.value, fix: finding.fix, source: { file } }] : [];
}

function judge(text: string): Finding | undefined {
  // no character has more than 3 bytes a UTF-16 unit: most texts need no count
  const bytes = text.length * 3 <= MOST_BYTES ? 0 : Buffer.byteLength(text);
  if (bytes <= MOST_BYTES) return undefined;
  const message = `the file has ${bytes.toLocaleString('en')} bytes; over ${MOST_BYTES.toLocaleString('en')} GitHub may never start it`;
  return { path: [], message, value: bytes, fix: 'split the workflow, or move scripts into files' };
}
