import { Rule } from './rule';
import { strict, zizmor } from './support/audit';
import { factsOf } from './support/facts';
import { Node } from '../workflow/expression-tree';

/** Whoever pushes a branch or starts a run decides these. */
const CONTROLLED = ['env', 'github.actor', 'github.base_ref', 'github.head_ref', 'github.ref', 'github.ref_name', 'github.sha', 'github.triggering_actor', 'inputs'];

export const unsoundContains: Rule = {
  id: 'unsound-contains',
  severity: 'warning',
  description: 'A set is a list, not a text.',
  reason: '`contains(\'refs/heads/main refs/heads/develop\', github.ref)` also holds for the branch `mai`: it looks for a part of the text.',
  source: zizmor('unsound-contains'),
  *check(document) {
    const { texts, functions: called } = factsOf(document);
    if (!called.has('contains')) return;
    for (const text of texts) {
      if (!text.condition) continue;
      for (const { functions, references, offset } of text.scan.segments) {
        for (const { name, node } of functions) {
          const needle = name === 'contains' ? unsound(node.args) : undefined;
          const reference = needle && references.find((one) => one.node === needle);
          if (!reference) continue;
          const source = [reference.context, ...reference.path].join('.').toLowerCase();
          const controlled = CONTROLLED.some((prefix) => source === prefix || source.startsWith(`${prefix}.`));
          yield {
            path: text.path, at: offset + node.start, value: text.value, severity: controlled ? 'error' : strict(document),
            message: `any part of the text holds too${controlled ? `, and whoever starts the run decides ${source}` : ''}`,
            fix: 'write a list: contains(fromJSON(\'["a", "b"]\'), …)',
          };
        }
      }
    }
  },
};

function unsound([haystack, needle]: readonly Node[]): Node | undefined {
  const isText = haystack?.kind === 'literal' && typeof haystack.value === 'string';
  return isText && (needle?.kind === 'index' || needle?.kind === 'context') ? needle : undefined;
}
