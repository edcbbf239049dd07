/**
 * What the rules ask of a document, computed once for all of them: its jobs and steps, its triggers, its expressions.
 * A document that a person wrote can hold anything at any place, so nothing is taken for granted here.
 */
import { parseUses, Uses } from './uses';
import { Misfit, Text, walk } from './walk';
import { isRecord } from '../../values';
import { WorkflowDocument } from '../../workflow/document';
import { Path } from '../../workflow/model';

export type Fields = Readonly<Record<string, unknown>>;

export interface StepFacts {
  readonly job: JobFacts;
  /** Of the job's list; the steps of a `parallel` have that of the group. */
  readonly index: number;
  readonly path: Path;
  readonly step: Fields;
  readonly id?: string;
  readonly run?: string;
  readonly uses?: Uses;
  /** The action without its ref, `actions/checkout`, in lower case. */
  readonly action?: string;
  readonly with: Fields;
  /** The shell that runs `run`, where the workflow says so. */
  readonly shell?: string;
}

export interface JobFacts {
  readonly id: string;
  readonly path: Path;
  readonly job: Fields;
  readonly steps: readonly StepFacts[];
  readonly needs: readonly { readonly id: string; readonly path: Path }[];
  /** It calls a reusable workflow. */
  readonly calls?: string;
}

export interface Facts {
  readonly model: Fields;
  /** Event to its filters, whatever form `on` has. */
  readonly events: ReadonlyMap<string, unknown>;
  readonly jobs: readonly JobFacts[];
  /** By the id in lower case. */
  readonly jobById: ReadonlyMap<string, JobFacts>;
  readonly steps: readonly StepFacts[];
  readonly texts: readonly Text[];
  readonly misfits: readonly Misfit[];
  /** Contexts and functions that any expression uses, and all actions, in lower case: most rules have nothing to do. */
  readonly contexts: ReadonlySet<string>;
  readonly functions: ReadonlySet<string>;
  readonly actions: ReadonlySet<string>;
  /** All keys that steps have. */
  readonly stepKeys: ReadonlySet<string>;
  /** Of steps and of calling jobs. */
  readonly uses: readonly { readonly path: Path; readonly uses: Uses }[];
  /** Every `env`, of the workflow, its jobs and its steps, whatever it is. */
  readonly environments: readonly { readonly path: Path; readonly env: unknown }[];
}

const known = new WeakMap<WorkflowDocument, Facts>();

export function factsOf(document: WorkflowDocument): Facts {
  let facts = known.get(document);
  if (!facts) known.set(document, facts = gather(document.model as unknown));
  return facts;
}

/** They are as large as the document, and nobody asks again once its rules have run. */
export function forgetFacts(document: WorkflowDocument): void {
  known.delete(document);
}

/** The job that a path leads into. */
export function jobAt(facts: Facts, path: Path): JobFacts | undefined {
  return path[0] === 'jobs' && typeof path[1] === 'string' ? facts.jobById.get(path[1].toLowerCase()) : undefined;
}

/** The step that a path leads into. */
export function stepAt(facts: Facts, path: Path): StepFacts | undefined {
  if (path[2] !== 'steps' || typeof path[3] !== 'number') return undefined;
  const depth = path[4] === 'parallel' && typeof path[5] === 'number' ? 6 : 4;
  return jobAt(facts, path)?.steps.find((step) => step.path.length === depth && step.index === path[3] && step.path[5] === (depth === 6 ? path[5] : undefined));
}

export function asMap(value: unknown): Fields {
  return isRecord(value) ? value : {};
}

/** A string or a list of strings, as a list. */
export function asList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

export function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function gather(root: unknown): Facts {
  const model = asMap(root);
  const jobs = Object.entries(asMap(model.jobs)).filter(([, job]) => isRecord(job)).map(([id, job]) => gatherJob(model, id, job as Fields));
  const { texts, misfits } = walk(root);
  const steps = jobs.flatMap((job) => job.steps);
  return {
    model,
    events: eventsOf(model.on),
    jobs,
    jobById: new Map(jobs.map((job) => [job.id.toLowerCase(), job])),
    steps,
    texts,
    misfits,
    ...mentions(texts),
    actions: new Set(steps.map((step) => step.action ?? '')),
    stepKeys: stepKeysOf(steps),
    uses: usesOf(jobs),
    environments: environmentsOf(model, jobs),
  };
}

function usesOf(jobs: readonly JobFacts[]): Facts['uses'] {
  return jobs.flatMap((job) => [
    ...(job.calls === undefined ? [] : [{ path: [...job.path, 'uses'], uses: parseUses(job.calls) }]),
    ...job.steps.flatMap(({ path, uses }) => (uses ? [{ path: [...path, 'uses'], uses }] : [])),
  ]);
}

function stepKeysOf(steps: readonly StepFacts[]): Set<string> {
  const keys = new Set<string>();
  for (const { step } of steps) for (const key in step) keys.add(key);
  return keys;
}

function environmentsOf(model: Fields, jobs: readonly JobFacts[]): Facts['environments'] {
  const environments: { path: Path; env: unknown }[] = [];
  const add = (env: unknown, above: Path) => {
    if (env !== undefined) environments.push({ path: [...above, 'env'], env });
  };
  add(model.env, []);
  for (const { path, job, steps } of jobs) {
    add(job.env, path);
    for (const step of steps) add(step.step.env, step.path);
  }
  return environments;
}

function mentions(texts: readonly Text[]): Pick<Facts, 'contexts' | 'functions'> {
  const contexts = new Set<string>();
  const functions = new Set<string>();
  for (const { scan } of texts) {
    for (const segment of scan.segments) {
      for (const { context } of segment.references) contexts.add(context);
      for (const { name } of segment.functions) functions.add(name);
    }
  }
  return { contexts, functions };
}

function eventsOf(on: unknown): Map<string, unknown> {
  if (isRecord(on)) return new Map(Object.entries(on));
  return new Map(asList(on).filter((event) => typeof event === 'string').map((event) => [event, null]));
}

function gatherJob(model: Fields, id: string, job: Fields): JobFacts {
  const path = ['jobs', id];
  const steps: StepFacts[] = [];
  const facts: JobFacts = { id, path, job, steps, needs: needsOf(job.needs, path), calls: asText(job.uses) };
  const shell = asText(asMap(asMap(job.defaults).run).shell) ?? asText(asMap(asMap(model.defaults).run).shell);
  if (Array.isArray(job.steps)) {
    job.steps.forEach((step: unknown, index) => {
      if (!isRecord(step)) return;
      const here = [...path, 'steps', index];
      steps.push(gatherStep(facts, step, index, here, shell));
      if (!Array.isArray(step.parallel)) return;
      step.parallel.forEach((inner: unknown, i) => {
        if (isRecord(inner)) steps.push(gatherStep(facts, inner, index, [...here, 'parallel', i], shell));
      });
    });
  }
  return facts;
}

function needsOf(needs: unknown, job: Path): { id: string; path: Path }[] {
  if (typeof needs === 'string') return [{ id: needs, path: [...job, 'needs'] }];
  if (!Array.isArray(needs)) return [];
  return needs.map((id: unknown, i) => ({ id: String(id), path: [...job, 'needs', i] }));
}

function gatherStep(job: JobFacts, step: Fields, index: number, path: Path, shell: string | undefined): StepFacts {
  const uses = typeof step.uses === 'string' ? parseUses(step.uses) : undefined;
  return {
    job, index, path, step,
    id: asText(step.id),
    run: asText(step.run),
    uses,
    action: uses?.kind === 'action' ? uses.name.toLowerCase() : undefined,
    with: asMap(step.with),
    shell: asText(step.shell) ?? shell,
  };
}
