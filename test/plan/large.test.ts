/** Large workflows are planned at all, and deep ones without exhausting the stack. How fast is measured in bench/. */
import { expect, test } from 'vitest';
import { workflow } from './document';
import { Event } from '../../src/plan/event';
import { planWorkflow } from '../../src/plan/plan';

test('a chain of 2,000 jobs', () => {
  const chain = Array.from({ length: 2_000 }, (_, i) => `  j${i}: { ${i ? `needs: j${i - 1}` : ''} }`).join('\n');
  const plan = planWorkflow(workflow(`on: push\njobs:\n${chain}`), Event.push());
  expect(plan.job('j1999').wave).toBe(2_000);
});
