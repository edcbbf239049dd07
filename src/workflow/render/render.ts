/**
 * From a workflow document to YAML text. Pure. Keys are written as the model holds them, in its order.
 */
import { Document, isMap, isPair, isScalar, Node, Pair, Scalar } from 'yaml';
import { Path } from '../model';
import { Comment, RuleException, WorkflowDocument } from '../document';

/** No line is folded: a folded script or expression is hard to read and to find. */
export const YAML_STYLE = { lineWidth: 0, minContentWidth: 0, blockQuote: 'literal', flowCollectionPadding: false, nullStr: '' } as const;
const BLANK_LINE_BEFORE = new Set(['on', 'permissions', 'jobs']);

export function renderWorkflow(document: WorkflowDocument): string {
  const yaml = new Document(document.model, { aliasDuplicateObjects: false });
  renderComments(yaml, document.comments);
  for (const exception of document.exceptions) attachException(yaml, exception);
  spaceOut(yaml);
  return yaml.toString(YAML_STYLE);
}

export function renderComments(yaml: Document, comments: readonly Comment[]): void {
  for (const comment of comments) attach(yaml, comment.path, comment.value, oneLine(comment.text));
}

/** A comment ends at the end of its line: nothing in it may start a new one. */
function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ').trim();
}

function attach(yaml: Document, path: Path, value: unknown, text: string): void {
  const node = yaml.getIn(path, true);
  if (isScalar(node) && node.value === value) node.comment = ` ${text}`;
}

function attachException(yaml: Document, { ruleId, reason, under }: RuleException): void {
  const text = ` ${oneLine(`rule ${ruleId} is switched off: ${reason}`)}`;
  const key = under ? keyNode(yaml, under) : undefined;
  if (key) key.commentBefore = [key.commentBefore, text].filter(Boolean).join('\n');
  else if (!under) yaml.commentBefore = [yaml.commentBefore, text].filter(Boolean).join('\n');
}

function keyNode(yaml: Document, path: Path): Scalar | undefined {
  const parent = path.length > 1 ? yaml.getIn(path.slice(0, -1), true) : yaml.contents;
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === path[path.length - 1]);
  return isScalar(pair?.key) ? pair.key : undefined;
}

/** A blank line before each part of the workflow and each job: long files are read by people. */
function spaceOut(yaml: Document): void {
  if (!isMap(yaml.contents)) return;
  for (const pair of yaml.contents.items) {
    if (isPair(pair) && isScalar(pair.key) && BLANK_LINE_BEFORE.has(String(pair.key.value))) spaceBefore(pair);
  }
  const jobs: Node | unknown = yaml.get('jobs', true);
  if (isMap(jobs)) jobs.items.slice(1).forEach((pair) => spaceBefore(pair));
}

function spaceBefore(pair: Pair): void {
  if (isScalar(pair.key)) pair.key.spaceBefore = true;
}
