import { Rule } from './rule';
import { zizmor } from './support/audit';
import { factsOf } from './support/facts';
import { hasExpression } from '../workflow/expression-scan';

export const unsoundCondition: Rule = {
  id: 'unsound-condition',
  severity: 'error',
  description: 'An if is one expression and nothing around it.',
  reason: 'Whatever stands beside `${{ }}`, be it a space or the line break of a block, makes the condition a text that is not empty: always true.',
  source: zizmor('unsound-condition'),
  *check(document) {
    for (const { condition, value, scan, path } of factsOf(document).texts) {
      if (!condition || !hasExpression(value) || scan.whole || scan.segments.some((segment) => segment.error)) continue;
      yield { path, message: 'this condition is always true: it is a text with an expression in it', value, fix: 'remove the ${{ }} and write one bare expression on one line' };
    }
  },
};
