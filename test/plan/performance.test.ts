/** An app of 100 pipelines with 50 jobs each is planned in less than a second. */
import { expect, test } from 'vitest';
import { workflow } from './document';
import { Event } from '../../src/plan/event';
import { planWorkflow } from '../../src/plan/plan';
import { WorkflowDocument } from '../../src/workflow/document';

const JOBS = 50;
const WORKFLOWS = 100;

/** Conditions, needs, matrices and outputs; no two workflows share an expression. */
function big(number: number): WorkflowDocument {
  const jobs = Array.from({ length: JOBS }, (_, i) => `
  job-${i}:
    runs-on: \${{ matrix.os }}
    needs: [${i > 1 ? `job-${i - 1}, job-${Math.floor(i / 2)}` : i ? 'job-0' : ''}]
    ${i % 3 ? '' : `if: "github.ref == 'refs/heads/main' && (github.event_name == 'push' || inputs.x == '${number}-${i}') && !cancelled()"`}
    strategy: { matrix: { os: [ubuntu-24.04, windows-2025], version: [1, 2, 3], exclude: [{ os: windows-2025, version: ${i % 3} }] } }
    permissions: { contents: read }
    environment: e-${i % 5}
    outputs: { x: "\${{ steps.x.outputs.y }}" }
    steps: [{ run: echo, env: { A: "\${{ secrets.A${i} }}" } }, { if: matrix.version == 1, run: x }]`);
  return workflow(`on: push\njobs:${jobs.join('')}`);
}

test('100 × 50 jobs', () => {
  const documents = Array.from({ length: WORKFLOWS }, (_, i) => big(i));
  const event = Event.push();
  planWorkflow(documents[0], event);
  const started = performance.now();
  const plans = documents.map((document) => planWorkflow(document, event));
  const names = plans.flatMap((plan) => plan.runs);
  const took = performance.now() - started;
  console.log(`planned ${WORKFLOWS} × ${JOBS} jobs in ${Math.round(took)} ms`);
  expect(names).toHaveLength(JOBS * WORKFLOWS);
  expect(took).toBeLessThan(1_000);
});

test('a plan is not made slower by asking for everything it says', () => {
  const plan = planWorkflow(big(0), Event.push());
  const started = performance.now();
  plan.toJson();
  plan.toTable();
  expect(performance.now() - started).toBeLessThan(1_000);
});

test('a chain of 2,000 jobs', () => {
  const chain = Array.from({ length: 2_000 }, (_, i) => `  j${i}: { ${i ? `needs: j${i - 1}` : ''} }`).join('\n');
  const plan = planWorkflow(workflow(`on: push\njobs:\n${chain}`), Event.push());
  expect(plan.job('j1999').wave).toBe(2_000);
});
