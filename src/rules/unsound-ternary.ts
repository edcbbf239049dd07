import { Rule } from './rule';
import { strict, zizmor } from './support/audit';
import { factsOf } from './support/facts';
import { children, constant, foldable, perSegment, truthy } from './support/literals';
import { Node } from '../workflow/expression-tree';

export const unsoundTernary: Rule = {
  id: 'unsound-ternary',
  severity: 'warning',
  description: 'In `a && b || c` the middle is never empty, 0, false or null.',
  reason: 'A falsy middle never comes out: `cond && \'\' || \'x\'` is always x.',
  source: zizmor('unsound-ternary'),
  *check(document) {
    for (const text of factsOf(document).texts) {
      for (const segment of text.scan.segments) {
        const middle = segment.text.includes('&&') ? middleOf(segment) : undefined;
        if (!middle) continue;
        yield {
          path: text.path, at: segment.offset + middle.start, message: 'this value never comes out of `a && b || c`: it is falsy', value: text.value,
          severity: strict(document), fix: 'turn the condition round, or use case(a, b, c)',
        };
      }
    }
  },
};

const middleOf = perSegment(falsyMiddle);

function falsyMiddle(node: Node): Node | undefined {
  if (foldable(node)) return undefined;
  if (node.kind === 'logical' && node.operator === '||') {
    for (const arm of node.args.slice(0, -1)) {
      const middle = arm.kind === 'logical' && arm.operator === '&&' && !foldable(arm) ? arm.args[arm.args.length - 1] : undefined;
      const value = middle && constant(middle);
      if (middle && value && !truthy(value.value)) return middle;
    }
  }
  for (const child of children(node)) {
    const found = falsyMiddle(child);
    if (found) return found;
  }
  return undefined;
}
