/**
 * The jobs of one pipeline while they are lowered: who needs whom, which outputs are read, which step is whose.
 */
import type { Construct } from 'constructs';
import { ConstructProblem, JobSpec, Need } from './job-spec';
import { JobBase } from '../job-base';
import { nearest } from '../nearest';
import { Problem } from '../problem';
import { ReferenceContext, referencesIn, resolveReferences } from '../references';
import { Step } from '../step';
import { isPlain } from '../values';

/** One job with what is inferred so far. References in its strings are resolved by `text` and `expression`. */
export class JobDraft {
  public readonly needs = new Set<string>();
  public readonly outputs = new Map<string, string>();
  /** What is no step is left out: it is reported. */
  public readonly steps: readonly Step[];
  /** With the steps that steps hold. */
  public readonly allSteps: readonly Step[];
  private readonly stepIds = new Map<Step, string>();
  private readonly context: ReferenceContext;

  constructor(public readonly id: string, public readonly construct: JobBase, public readonly spec: JobSpec, context: (draft: JobDraft) => ReferenceContext) {
    this.context = context(this);
    this.steps = (spec.steps ?? []).filter((step) => step instanceof Step);
    this.allSteps = this.steps.flatMap((step) => step._all().filter((one) => one instanceof Step));
    for (const step of this.allSteps) if (step.id) this.stepIds.set(step, step.id);
    for (const [name, value] of Object.entries(spec.outputs ?? {})) this.outputs.set(name, value);
  }

  /** Id of a step, given or, because somebody refers to it, made from its name. */
  public stepId(step: Step): string {
    const known = this.stepIds.get(step);
    if (known) return known;
    const wanted = slug(step._spec.props.name ?? step._spec.uses?.replace(/@.*/, '').split('/').pop() ?? 'step');
    const taken = new Set([...this.stepIds.values()].map((id) => id.toLowerCase()));
    let id = wanted;
    for (let n = 2; taken.has(id); n++) id = `${wanted}-${n}`;
    this.stepIds.set(step, id);
    return id;
  }

  /** The id that the step is rendered with, if any. */
  public renderedStepId(step: Step): string | undefined {
    return this.stepIds.get(step);
  }

  /** Declares an output that another job reads, and names it. */
  public declareStepOutput(step: Step, output: string): string {
    const id = this.stepId(step);
    const value = `\${{ steps.${id}.outputs.${output} }}`;
    const existing = [...this.outputs].find(([, v]) => v === value);
    if (existing) return existing[0];
    const name = `${id}-${output}`;
    this.outputs.set(name, value);
    return name;
  }

  /** Resolves what the text refers to, for what follows from that. */
  public learn(text: string): void {
    for (const reference of referencesIn(text)) reference.resolve(this.context);
  }

  public text(text: string): string {
    return resolveReferences(text, this.context);
  }

  public expression(text: string): string {
    return resolveReferences(text, this.context, true);
  }
}

function slug(text: string): string {
  const id = text.toLowerCase().replace(/[^a-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '');
  return /^[a-z_]/.test(id) ? id.slice(0, 60) : `step-${id}`.slice(0, 60);
}

function visitStrings(value: unknown, visit: (text: string) => void): void {
  if (typeof value === 'string') visit(value);
  else if (Array.isArray(value)) for (const one of value) visitStrings(one, visit);
  else if (isPlain(value)) for (const key in value) visitStrings(value[key], visit);
}

/** Stands for what is not there. That was said, so nothing is rendered; the rules shall not tell of the consequences. */
const UNRESOLVED = 'github.sha';

export class Drafts {
  public readonly all: JobDraft[] = [];
  private readonly ids = new Map<string, JobDraft>();
  private readonly stepOwner = new Map<Step, JobDraft>();
  private readonly reported = new Set<string>();

  constructor(private readonly pipeline: Construct, private readonly problems: Problem[]) {}

  public add(construct: JobBase, spec: JobSpec): void {
    const id = spec.part ? `${construct.jobId}-${spec.part}` : construct.jobId;
    const draft = new JobDraft(id, construct, spec, (d) => this.contextOf(d));
    this.all.push(draft);
    if (!this.ids.has(id)) this.ids.set(id, draft);
    for (const step of spec.steps ?? []) for (const one of step instanceof Step ? step._all() : [step]) this.own(one, draft);
  }

  public byId(id: string): JobDraft | undefined {
    return this.ids.get(id);
  }

  /** The job that has the construct's own id. */
  public main(construct: JobBase): JobDraft | undefined {
    return this.all.find((draft) => draft.construct === construct && draft.spec.part === undefined);
  }

  /** Learns all needs and outputs, before anything is rendered: a later job may read an earlier one. */
  public resolve(): void {
    for (const draft of this.all) {
      for (const need of draft.spec.needs ?? []) this.need(draft, need);
      const { needs, runsOn, steps, ...strings } = draft.spec;
      const learn = (text: string) => draft.learn(text);
      visitStrings(strings, learn);
      for (const { _spec } of draft.allSteps) visitStrings(_spec, learn);
      for (const { _spec } of draft.allSteps) for (const step of [..._spec.wait ?? [], ..._spec.cancel ? [_spec.cancel] : []]) this.awaited(draft, step);
    }
  }

  public report(construct: JobBase, problem: ConstructProblem): void {
    const key = `${construct.node.path}\n${problem.ruleId}\n${problem.message}`;
    if (this.reported.has(key)) return; // references are resolved twice: to learn from them, and to render
    this.reported.add(key);
    this.problems.push({ severity: 'error', ...problem, where: construct.node.path, source: construct._stack.locate() });
  }

  /** For outputs of a reusable workflow. */
  public workflowContext(): ReferenceContext {
    return {
      resolveJobOutput: (job, part, output) => `jobs.${part ? `${(job as JobBase).jobId}-${part}` : (job as JobBase).jobId}.outputs.${output}`,
      resolveStepOutput: (step, output) => {
        const owner = this.stepOwner.get(step as Step);
        return owner ? `jobs.${owner.id}.outputs.${owner.declareStepOutput(step as Step, output)}` : this.lost(step as Step, output);
      },
      resolveMatrixVersion: () => '',
      needStep: () => undefined,
    };
  }

  /** An output of the whole workflow that no job has. */
  private lost(step: Step, output: string): string {
    this.problems.push({
      ruleId: 'reference', severity: 'error', where: this.pipeline.node.path,
      message: `Trigger.call: an output refers to output ${output} of a step that is in no job of ${this.pipeline.node.path}`,
      value: step._spec.props.name ?? step.id ?? output, fix: 'put the step into a job of this pipeline',
    });
    return UNRESOLVED;
  }

  private own(step: Step, draft: JobDraft): void {
    if (!(step instanceof Step)) return this.report(draft.construct, { ruleId: 'step', message: 'a step is no Step', value: step, fix: 'make it by Step.run(…) or Step.uses(…)' });
    const owner = this.stepOwner.get(step);
    if (owner) {
      const name = step.id ?? step._spec.props.name ?? step._spec.uses ?? step._spec.run?.split('\n')[0];
      this.report(draft.construct, {
        ruleId: 'step-reuse', message: `a step is used twice: in ${owner.construct.node.path} and in ${draft.construct.node.path}`,
        value: name, fix: 'make a step of its own for each job, for example by a function that returns one',
      });
      return;
    }
    this.stepOwner.set(step, draft);
  }

  private need(draft: JobDraft, need: Need): void {
    const construct = need instanceof JobBase ? need : need?.construct;
    const part = need instanceof JobBase ? undefined : need?.part;
    if (!(construct instanceof JobBase)) {
      return this.report(draft.construct, { ruleId: 'needs', message: 'an entry of needs is no job construct', value: need, allowed: this.jobIds(), fix: 'list the construct itself, not its id' });
    }
    this.addNeed(draft, construct, part);
    if (part === undefined) for (const { spec } of this.all.filter((one) => one.construct === construct && one.spec.gates)) this.addNeed(draft, construct, spec.part);
  }

  private addNeed(draft: JobDraft, construct: JobBase, part: string | undefined): string | undefined {
    const id = part ? `${construct.jobId}-${part}` : construct.jobId;
    const target = this.ids.get(id);
    if (target?.construct !== construct) {
      this.report(draft.construct, {
        ruleId: 'needs', message: `needs ${construct.node.path}, which is not in the pipeline ${this.pipeline.node.path}`,
        value: id, allowed: this.jobIds().filter((other) => other !== draft.id),
        fix: 'a job waits for jobs of its own workflow only: make both in one pipeline',
      });
      return undefined;
    }
    if (target !== draft) draft.needs.add(id);
    return id;
  }

  private jobIds(): string[] {
    return this.all.map((draft) => draft.id);
  }

  private contextOf(draft: JobDraft): ReferenceContext {
    return {
      resolveMatrixVersion: () => draft.spec.toolchainVersion ?? '',
      resolveJobOutput: (job, part, output) => {
        const id = this.addNeed(draft, job as JobBase, part);
        const producer = id === undefined ? undefined : this.ids.get(id);
        if (producer && !producer.spec.uses && !producer.outputs.has(output)) {
          const allowed = [...producer.outputs.keys()];
          this.report(draft.construct, {
            ruleId: 'reference', message: `${(job as JobBase).node.path} has no output ${output}`,
            value: output, allowed, nearest: nearest(output, allowed), fix: `declare it in the outputs of ${id}`,
          });
        }
        return id === undefined ? UNRESOLVED : `needs.${id}.outputs.${output}`;
      },
      resolveStepOutput: (step, output) => this.stepOutput(draft, step as Step, output),
      needStep: (step, what) => this.ownerOf(draft, step as Step, what),
    };
  }

  /** What waits for a step, or ends it, names it, and stands in the same job. */
  private awaited(draft: JobDraft, step: Step): void {
    if (this.stepOwner.get(step) === draft) return void draft.stepId(step);
    const owner = this.stepOwner.get(step);
    this.report(draft.construct, {
      ruleId: 'parallel-steps', message: `waits for or cancels a step that is ${owner ? `in ${owner.construct.node.path}` : `in no job of ${this.pipeline.node.path}`}`,
      value: step.id ?? step._spec.props.name ?? step._spec.uses ?? step._spec.run?.split('\n')[0], fix: 'put both into one job; what waits for another job lists it in needs',
    });
  }

  private stepOutput(draft: JobDraft, step: Step, output: string): string {
    const owner = this.ownerOf(draft, step, `output ${output}`);
    if (owner === undefined) return UNRESOLVED;
    if (owner === draft) return `steps.${draft.stepId(step)}.outputs.${output}`;
    return `needs.${owner.id}.outputs.${owner.declareStepOutput(step, output)}`;
  }

  /** The job of a step, made a need of the job that uses what the step left. */
  private ownerOf(draft: JobDraft, step: Step, what: string): JobDraft | undefined {
    const owner = this.stepOwner.get(step);
    if (!owner) {
      this.report(draft.construct, {
        ruleId: 'reference', message: `refers to ${what} of a step that is in no job of ${this.pipeline.node.path}`,
        value: step._spec.props.name ?? step.id ?? what, fix: 'put the step into a job of this pipeline',
      });
    } else if (owner !== draft) {
      this.addNeed(draft, owner.construct, owner.spec.part);
    }
    return owner;
  }
}
