/** What is wrong between a job that calls a reusable workflow and the workflow, where both are known. */
import { nearest } from '../../nearest';
import { WorkflowDocument } from '../../workflow/document';
import { hasExpression } from '../../workflow/expression-scan';
import { Path } from '../../workflow/model';
import { Finding } from '../rule';
import { asMap, asText, factsOf, JobFacts, Fields } from './facts';
import { isRecord } from '../../values';

const DEEPEST = 10;
const siblings = new WeakMap<WorkflowDocument, ReadonlyMap<string, WorkflowDocument>>();

/** Tells the rules which workflows lie in one repository, so that calls between them can be checked. Before `runRules`. */
export function relate(documents: readonly WorkflowDocument[]): void {
  const byFile = new Map(documents.map((document) => [document.file, document]));
  for (const document of documents) siblings.set(document, byFile);
}

export function* callFindings(document: WorkflowDocument, job: JobFacts): Generator<Finding> {
  const callee = calleeOf(document, job);
  if (!callee) return;
  const { events, model, jobs } = factsOf(callee);
  if (!events.has('workflow_call')) {
    yield { path: [...job.path, 'uses'], message: `${callee.file} cannot be called: it has no trigger workflow_call`, value: job.calls };
    return;
  }
  const call = asMap(events.get('workflow_call'));
  yield* inputs(job, asMap(call.inputs));
  yield* secrets(job, asMap(call.secrets));
  yield* outputs(document, job, Object.keys(asMap(call.outputs)));
  const depth = depthOf(document, []);
  if (depth > DEEPEST) yield { path: [...job.path, 'uses'], message: `workflows call each other at most ${DEEPEST} levels deep; this is ${depth === Infinity ? 'a circle' : depth}`, value: job.calls };
  for (const one of [{ path: ['permissions'], value: model.permissions }, ...jobs.map((inner) => ({ path: inner.path, value: inner.job.permissions }))]) {
    yield* permissions(document, job, callee.file, one.value);
  }
}

function calleeOf(document: WorkflowDocument, job: JobFacts): WorkflowDocument | undefined {
  const local = job.calls?.replace(/^[.$]\//, '');
  return local === undefined || local === job.calls ? undefined : siblings.get(document)?.get(local);
}

function* inputs(job: JobFacts, declared: Fields): Generator<Finding> {
  const names = Object.keys(declared);
  const given = asMap(job.job.with);
  for (const [name, value] of Object.entries(given)) {
    const path = [...job.path, 'with', name];
    const known = names.find((one) => one.toLowerCase() === name.toLowerCase());
    if (known === undefined) yield { path, at: 'key', message: `the called workflow has no input '${name}'`, value: name, allowed: names, nearest: nearest(name, names) };
    else if (!isOfType(value, asText(asMap(declared[known]).type))) yield { path, message: `the input '${name}' is a ${String(asMap(declared[known]).type)}`, value };
  }
  yield* missing(job, declared, given, 'input', [...job.path, 'uses']);
}

function isOfType(value: unknown, type: string | undefined): boolean {
  if (type === undefined || type === 'string' || (typeof value === 'string' && hasExpression(value))) return true;
  return typeof value === type;
}

function* secrets(job: JobFacts, declared: Fields): Generator<Finding> {
  if (job.job.secrets === 'inherit') return;
  const names = Object.keys(declared);
  const given = asMap(job.job.secrets);
  for (const name of Object.keys(given)) {
    if (names.some((one) => one.toLowerCase() === name.toLowerCase())) continue;
    yield { path: [...job.path, 'secrets', name], at: 'key', message: `the called workflow has no secret '${name}'`, value: name, allowed: names, nearest: nearest(name, names) };
  }
  yield* missing(job, declared, given, 'secret', [...job.path, 'uses']);
}

function* missing(job: JobFacts, declared: Fields, given: Fields, kind: string, path: Path): Generator<Finding> {
  const has = new Set(Object.keys(given).map((name) => name.toLowerCase()));
  for (const [name, one] of Object.entries(declared)) {
    const { required, default: fallback } = asMap(one);
    if (required === true && fallback === undefined && !has.has(name.toLowerCase())) yield { path, message: `${String(job.calls)} needs the ${kind} '${name}'` };
  }
}

/** `needs.call.outputs.x` must be an output of the called workflow. */
function* outputs(document: WorkflowDocument, job: JobFacts, declared: readonly string[]): Generator<Finding> {
  for (const text of factsOf(document).texts) {
    for (const { references, offset } of text.scan.segments) {
      for (const { context, path: [id, key, output], node } of references) {
        if ((context !== 'needs' && context !== 'jobs') || id?.toLowerCase() !== job.id.toLowerCase() || key?.toLowerCase() !== 'outputs') continue;
        if (output === undefined || output === '*' || declared.some((name) => name.toLowerCase() === output.toLowerCase())) continue;
        yield { path: text.path, at: offset + node.start, message: `${String(job.calls)} has no output '${output}'`, value: output, allowed: declared, nearest: nearest(output, declared) };
      }
    }
  }
}

/** Levels of workflows from here down, this one included; Infinity for a circle. */
function depthOf(document: WorkflowDocument, above: readonly WorkflowDocument[]): number {
  if (above.includes(document)) return Infinity;
  const below = factsOf(document).jobs.flatMap((job) => calleeOf(document, job) ?? []);
  return 1 + Math.max(0, ...below.map((callee) => depthOf(callee, [...above, document])));
}

const LEVELS: Readonly<Record<string, number>> = { none: 0, read: 1, write: 2 };

/** A called workflow can narrow the token, never widen it: GitHub refuses to start the run. */
function* permissions(document: WorkflowDocument, job: JobFacts, file: string, wanted: unknown): Generator<Finding> {
  const granted = job.job.permissions ?? factsOf(document).model.permissions;
  if (!isRecord(granted) || !isRecord(wanted)) return;
  for (const [scope, level] of Object.entries(wanted)) {
    const has = String(granted[scope] ?? 'none');
    if ((LEVELS[String(level)] ?? 0) <= (LEVELS[has] ?? 0)) continue;
    const path = job.job.permissions === undefined ? [...job.path, 'uses'] : [...job.path, 'permissions'];
    yield { path, at: job.job.permissions === undefined ? undefined : 'key', message: `${file} needs ${scope}: ${String(level)}, but this job has ${has}`, value: scope, fix: `add ${scope}: ${String(level)}` };
  }
}
