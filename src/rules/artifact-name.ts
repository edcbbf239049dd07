import { Finding, Rule } from './rule';
import { strict } from './support/audit';
import { asMap, asText, factsOf, JobFacts, StepFacts } from './support/facts';
import { expandMatrix } from './support/matrix';
import { scanTemplate } from '../workflow/expression-scan';

const UPLOAD = 'actions/upload-artifact';

export const artifactName: Rule = {
  id: 'artifact-name',
  severity: 'error',
  description: 'Each artifact of a run has a name of its own, in each leg of a matrix too.',
  reason: 'The second upload of a name fails with a conflict (409), unless it overwrites the first.',
  source: 'https://github.com/actions/upload-artifact#not-uploading-to-the-same-artifact',
  *check(document) {
    const facts = factsOf(document);
    if (!facts.actions.has(UPLOAD)) return;
    const first = new Map<string, StepFacts>();
    for (const step of facts.steps) {
      if (step.action !== UPLOAD || isOld(step) || overwrites(step)) continue;
      const name = asText(step.with.name) ?? 'artifact';
      if (variesIn(name)) continue; // what the run decides may differ
      const finding = twice(first.get(name), step, name) ?? inEachLeg(step, name);
      if (finding) yield { severity: strict(document), ...finding };
      if (!first.has(name)) first.set(name, step);
    }
  },
};

function twice(other: StepFacts | undefined, step: StepFacts, name: string): Finding | undefined {
  if (!other || mayBeLeftOut(other) || mayBeLeftOut(step)) return undefined;
  const where = other.job === step.job ? `step ${other.index + 1} of this job` : `the job '${other.job.id}'`;
  return { path: placeOf(step), message: `${where} uploads an artifact of this name already`, value: name, fix: 'give each a name of its own, or overwrite: true where the later one is meant' };
}

function inEachLeg(step: StepFacts, name: string): Finding | undefined {
  if (step.step.if !== undefined || legsOf(step.job) < 2) return undefined;
  return { path: placeOf(step), message: 'each leg of the matrix uploads an artifact of this name', value: name, fix: `put what differs into it, such as ${name}-\${{ strategy.job-index }}` };
}

function placeOf({ path, with: inputs }: StepFacts): Finding['path'] {
  return inputs.name === undefined ? [...path, 'uses'] : [...path, 'with', 'name'];
}

/** Of two with conditions, one may run where the other does not. */
function mayBeLeftOut({ step, job }: StepFacts): boolean {
  return step.if !== undefined || job.job.if !== undefined;
}

/** Until v3 uploads of a name were merged. */
function isOld({ uses }: StepFacts): boolean {
  return uses?.kind === 'action' && /^v[123](\.|$)/.test(uses.ref);
}

function overwrites({ with: inputs }: StepFacts): boolean {
  return inputs.overwrite !== undefined && asText(inputs.overwrite) !== 'false';
}

/** Values of the event are the same in the whole run. */
function variesIn(name: string): boolean {
  return scanTemplate(name).segments.some((segment) => segment.tree === undefined || segment.references.some(({ context }) => !['github', 'inputs', 'vars'].includes(context)) || segment.functions.length > 0);
}

function legsOf({ job }: JobFacts): number {
  const matrix = asMap(job.strategy).matrix;
  return matrix === undefined ? 1 : expandMatrix(matrix)?.length ?? 1;
}
