import { Finding, Rule } from './rule';
import { FIXED_FIELDS } from '../expressions/context-fields';
import { nearest } from '../nearest';
import { isRecord } from '../values';
import { asMap, Facts, factsOf, jobAt, JobFacts, stepAt } from './support/facts';
import { expandMatrix } from './support/matrix';
import { Reference } from '../workflow/expression-scan';
import { Path } from '../workflow/model';

type Answer = Omit<Finding, 'path' | 'at'> | undefined;

export const reference: Rule = {
  id: 'reference',
  severity: 'error',
  description: 'needs, steps, jobs, matrix, inputs and the fields of github, job, runner and strategy are read where they exist.',
  reason: 'GitHub reads what does not exist as an empty text, and says nothing.',
  source: 'https://docs.github.com/actions/reference/workflows-and-actions/contexts',
  *check(document) {
    const facts = factsOf(document);
    for (const text of facts.texts) {
      for (const { references, offset } of text.scan.segments) {
        for (const one of references) {
          const answer = resolve(facts, text.path, one);
          if (answer) yield { path: text.path, at: offset + one.node.start, severity: severityOf(one, document.generated), ...answer };
        }
      }
    }
  },
};

/** People read axes and inputs that only some workflows have on purpose: an empty text is what they want then. */
function severityOf({ context }: Reference, generated: boolean): 'error' | 'warning' {
  return generated || context === 'needs' || context === 'steps' || context === 'jobs' ? 'error' : 'warning';
}

function resolve(facts: Facts, path: Path, one: Reference): Answer {
  const job = jobAt(facts, path);
  switch (one.context) {
    case 'needs': return job && needsOf(facts, job, one);
    case 'jobs': return jobsOf(facts, one);
    case 'steps': return job && stepsOf(job, stepAt(facts, path)?.index, one);
    case 'matrix': return job && matrixOf(job, one);
    case 'inputs': return inputsOf(facts, one);
    default: return fieldOf(one);
  }
}

/** The event alone is open: what it holds depends on who sends it. */
function fieldOf({ context, path: [field] }: Reference): Answer {
  const fields = FIXED_FIELDS[context];
  if (!fields || field === undefined || field === '*' || fields.has(field.toLowerCase())) return undefined;
  return { message: `${context} has no '${field}'`, value: field, allowed: [...fields], nearest: nearest(field, [...fields]) };
}

function needsOf(facts: Facts, job: JobFacts, { path: [id, key, output] }: Reference): Answer {
  if (id === undefined || id === '*') return undefined;
  const needed = job.needs.find((need) => need.id.toLowerCase() === id.toLowerCase());
  const other = facts.jobById.get(id.toLowerCase());
  if (!needed) {
    const ids = job.needs.map((need) => need.id);
    const fix = other ? `add ${other.id} to the needs of '${job.id}'` : undefined;
    return { message: other ? `needs.${id} is empty: '${job.id}' does not need it` : `needs.${id} is empty: there is no such job`, value: id, allowed: ids, nearest: nearest(id, ids), fix };
  }
  if (key !== undefined && key !== '*' && !['outputs', 'result'].includes(key.toLowerCase())) {
    return { message: `needs.${id} has no '${key}'`, value: key, allowed: ['outputs', 'result'], nearest: nearest(key, ['outputs', 'result']) };
  }
  return other && key?.toLowerCase() === 'outputs' ? outputOf(other, output) : undefined;
}

function jobsOf(facts: Facts, { path: [id, key, output] }: Reference): Answer {
  if (id === undefined || id === '*') return undefined;
  const job = facts.jobById.get(id.toLowerCase());
  const ids = facts.jobs.map((one) => one.id);
  if (!job) return { message: `there is no job '${id}'`, value: id, allowed: ids, nearest: nearest(id, ids) };
  return key?.toLowerCase() === 'outputs' ? outputOf(job, output) : undefined;
}

/** What a called workflow gives out, the rule reusable-call knows. */
function outputOf(job: JobFacts, output: string | undefined): Answer {
  if (output === undefined || output === '*' || job.calls !== undefined) return undefined;
  const outputs = Object.keys(asMap(job.job.outputs));
  if (typeof job.job.outputs === 'string' || outputs.some((name) => name.toLowerCase() === output.toLowerCase())) return undefined;
  return { message: `the job '${job.id}' has no output '${output}'`, value: output, allowed: outputs, nearest: nearest(output, outputs), fix: 'declare it in outputs of that job' };
}

function stepsOf(job: JobFacts, at: number | undefined, { path: [id, key] }: Reference): Answer {
  if (id === undefined || id === '*') return undefined;
  const step = job.steps.find((one) => one.id?.toLowerCase() === id.toLowerCase());
  const ids = job.steps.flatMap((one) => one.id ?? []);
  if (!step) return { message: `'${job.id}' has no step with the id '${id}'`, value: id, allowed: ids, nearest: nearest(id, ids) };
  if (at !== undefined && step.index >= at) return { message: `the step '${id}' runs ${step.index === at ? 'only now' : 'later'}: its outputs are still empty here`, value: id };
  const keys = ['outputs', 'outcome', 'conclusion'];
  if (key === undefined || key === '*' || keys.includes(key.toLowerCase())) return undefined;
  return { message: `steps.${id} has no '${key}'`, value: key, allowed: keys, nearest: nearest(key, keys), fix: `write steps.${id}.outputs.${key}` };
}

function matrixOf(job: JobFacts, { path: [axis] }: Reference): Answer {
  if (axis === undefined || axis === '*') return undefined;
  const { strategy } = job.job;
  const matrix = isRecord(strategy) ? strategy.matrix : undefined;
  if (typeof strategy === 'string' || typeof matrix === 'string' || (isRecord(matrix) && matrix[axis] !== undefined)) return undefined;
  const legs = expandMatrix(matrix ?? {});
  if (!legs) return undefined;
  const axes = [...new Set([...legs.flatMap((leg) => Object.keys(leg)), ...Object.keys(asMap(matrix))])].filter((key) => key !== 'include' && key !== 'exclude');
  if (axes.some((one) => one.toLowerCase() === axis.toLowerCase())) return undefined;
  return { message: matrix === undefined ? `'${job.id}' has no matrix` : `the matrix of '${job.id}' has no '${axis}'`, value: axis, allowed: axes, nearest: nearest(axis, axes) };
}

function inputsOf({ events }: Facts, { path: [name] }: Reference): Answer {
  if (name === undefined || name === '*') return undefined;
  const inputs = ['workflow_dispatch', 'workflow_call'].flatMap((event) => Object.keys(asMap(asMap(events.get(event)).inputs)));
  if (inputs.some((one) => one.toLowerCase() === name.toLowerCase())) return undefined;
  return { message: `the workflow has no input '${name}'`, value: name, allowed: inputs, nearest: nearest(name, inputs) };
}
