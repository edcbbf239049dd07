import { Finding, Rule } from './rule';
import { strict, zizmor } from './support/audit';
import { factsOf } from './support/facts';
import { children, foldable, perSegment } from './support/literals';
import { Node } from '../workflow/expression-tree';

export const obfuscation: Rule = {
  id: 'obfuscation',
  severity: 'warning',
  description: 'Expressions and references say plainly what they are.',
  reason: 'What is always the same needs no expression, and a name that only the run knows cannot be reviewed.',
  source: zizmor('obfuscation'),
  *check(document) {
    const facts = factsOf(document);
    for (const text of facts.texts) {
      for (const segment of text.scan.segments) {
        const finding = judgeSegment(segment);
        if (finding) yield { path: text.path, at: segment.offset + finding.node.start, message: finding.message, value: text.value, severity: strict(document) };
      }
    }
    for (const { uses, path, step } of facts.steps) {
      if (uses?.kind !== 'action' || (uses.path === '' && !/\/@/.test(String(step.uses)))) continue;
      const odd = uses.path.split('/').find((part) => part === '' || part === '.' || part === '..');
      if (odd !== undefined) yield oddPath(path, String(step.uses), strict(document));
    }
  },
};

function oddPath(path: Finding['path'], value: string, severity: 'error' | 'warning'): Finding {
  return { path: [...path, 'uses'], message: 'the path of the action has empty parts or dots', value, severity, fix: 'write the plain path' };
}

const judgeSegment = perSegment(judge);

function judge(node: Node): { readonly node: Node; readonly message: string } | undefined {
  if (node.kind === 'literal' || foldable(node)) return { node, message: 'this expression is always the same: write its value' };
  return within(node);
}

function within(node: Node): { readonly node: Node; readonly message: string } | undefined {
  for (const child of children(node)) {
    if (foldable(child)) return { node: child, message: 'a part of this expression is always the same: write its value' };
    if (node.kind === 'index' && child === node.by && child.kind !== 'literal') return { node: child, message: 'which value this reads is known only to the run' };
    const deeper = within(child);
    if (deeper) return deeper;
  }
  return undefined;
}
