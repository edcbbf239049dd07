import { parse, parseAllDocuments } from 'yaml';
import { closestText, listOf, meant } from './closest';
import { hidePins } from './hide-pins';
import { Match, mismatch } from './match';
import { App } from '../app';
import { Pipeline } from '../pipeline';
import { PipewrightError } from '../problem';
import { lowerPipeline } from '../synth/lower';
import { pipelinesOf } from '../synth/pipelines-of';
import { synthesizeApp } from '../synth/synthesize';
import { WorkflowModel } from '../workflow/model';
import { renderWorkflow } from '../workflow/render/render';

/** Options of `Template.toYaml`. */
export interface ToYamlOptions {
  /**
   * Leave commits, versions and digests out, so that a snapshot does not change with every bump.
   * @default false
   */
  readonly hidePins?: boolean;
}

/** Assertions on what one pipeline synthesizes. They say what is closest and how it differs. */
export class Template {
  /** The workflow of a pipeline. Throws with all errors of its synthesis. */
  public static fromPipeline(pipeline: Pipeline): Template {
    const { document, problems } = lowerPipeline(pipeline);
    const errors = problems.filter((p) => p.severity === 'error');
    if (errors.length) throw new PipewrightError(errors);
    const text = renderWorkflow(document);
    return new Template(text, parse(text) as WorkflowModel, pipeline._app);
  }

  /** All that an app synthesizes: every workflow and every target. */
  public static fromApp(app: App): AppTemplate {
    return AppTemplate._of(app);
  }

  private constructor(private readonly text: string, private readonly model: WorkflowModel, private readonly app: App) {}

  /** The workflow as it is written, without the header. For snapshots. */
  public toYaml(options: ToYamlOptions = {}): string {
    return options.hidePins ? hidePins(this.text) : this.text;
  }

  /** The infrastructure of a deploy target of the same app. The whole app is synthesized. */
  public target(id: string): TargetTemplate {
    return AppTemplate._of(this.app).target(id);
  }

  /** The workflow as plain data. */
  public toJson(): any {
    return structuredClone(this.model);
  }

  /** There is a job of this id that matches the pattern (partially, unless told otherwise by `Match`). */
  public hasJob(id: string, pattern: any = {}): void {
    const ids = Object.keys(this.model.jobs);
    const job = this.model.jobs[id];
    if (job === undefined) {
      throw new Error(`no job ${id}${meant(id, ids)} The jobs are: ${ids.join(', ')}`);
    }
    const found = mismatch(job, pattern);
    if (found.length) throw new Error(`the job ${id} does not match:\n${listOf(found)}`);
  }

  /** Some step of the job matches the pattern. */
  public hasStep(jobId: string, pattern: any): void {
    this.hasJob(jobId);
    const steps = this.model.jobs[jobId].steps ?? [];
    const tried = steps.map((step, i) => ({ label: `step ${i} (${step.name ?? step.id ?? step.uses ?? step.run?.split('\n')[0]})`, found: mismatch(step, pattern) }));
    if (!tried.some((t) => t.found.length === 0)) throw new Error(`no step of ${jobId} matches; the closest are:\n${closestText(tried)}`);
  }

  /** The workflow itself (its `on`, `env`, `concurrency` …) matches the pattern. */
  public hasWorkflow(pattern: any): void {
    const found = mismatch(this.model, pattern);
    if (found.length) throw new Error(`the workflow does not match:\n${listOf(found)}`);
  }

  /** There are exactly this many jobs. */
  public jobCountIs(count: number): void {
    const ids = Object.keys(this.model.jobs);
    if (ids.length !== count) throw new Error(`expected ${count} jobs, got ${ids.length}: ${ids.join(', ')}`);
  }

  /** The jobs that match the pattern, by id. */
  public findJobs(pattern: any = {}): { [id: string]: any } {
    return Object.fromEntries(Object.entries(this.model.jobs).filter(([, job]) => mismatch(job, pattern).length === 0));
  }

  /** The job's token has this scope at this level: `read`, `write`, or `none`. */
  public hasPermission(jobId: string, scope: string, level: string): void {
    this.hasJob(jobId);
    const permissions = this.model.jobs[jobId].permissions ?? this.model.permissions;
    const found = mismatch({ permissions }, { permissions: { [scope]: level === 'none' ? Match.absent() : level } });
    if (found.length) throw new Error(`the token of ${jobId} does not match:\n${listOf(found)}\nIt has: ${typeof permissions === 'string' ? permissions : Object.entries(permissions ?? {}).map((one) => one.join(': ')).join(', ') || 'no permissions'}`);
  }
}

/** All that an app synthesizes. */
export class AppTemplate {
  /** @internal */
  public static _of(app: App): AppTemplate {
    const { files, problems } = synthesizeApp(app, { from: 'pipeline.ts' });
    const errors = problems.filter((p) => p.severity === 'error');
    if (errors.length) throw new PipewrightError(errors);
    return new AppTemplate(app, new Map(files.map((file) => [file.path, file.text])));
  }

  private constructor(private readonly app: App, private readonly texts: ReadonlyMap<string, string>) {}

  /** Paths of all files, from the repository's root. */
  public get files(): string[] {
    return [...this.texts.keys()];
  }

  /** The workflow of one pipeline, by its id. */
  public pipeline(id: string): Template {
    const pipelines = pipelinesOf(this.app);
    const found = pipelines.find((pipeline) => pipeline.node.id === id);
    const ids = pipelines.map((pipeline) => pipeline.node.id);
    if (!found) throw new Error(`no pipeline ${id}${meant(id, ids)} The pipelines are: ${ids.join(', ') || 'none'}`);
    return Template.fromPipeline(found);
  }

  /** The infrastructure of one deploy target, by its id. */
  public target(id: string): TargetTemplate {
    const root = this.app.directory ? `${this.app.directory}/deploy/` : 'deploy/';
    const own = [...this.texts].filter(([path]) => path.startsWith(`${root}${id}/`));
    if (!own.length) {
      const ids = new Set(this.files.filter((path) => path.startsWith(root)).map((path) => path.slice(root.length).split('/')[0]));
      ids.delete('bootstrap');
      throw new Error(`no deploy target ${id}${meant(id, [...ids])} The targets are: ${[...ids].join(', ') || 'none'}`);
    }
    return TargetTemplate._of(id, new Map(own.map(([path, text]) => [path.slice(root.length + id.length + 1), text])));
  }
}

/** Assertions on the infrastructure of one deploy target. */
export class TargetTemplate {
  /** @internal */
  public static _of(id: string, texts: ReadonlyMap<string, string>): TargetTemplate {
    return new TargetTemplate(id, texts);
  }

  private constructor(private readonly id: string, private readonly texts: ReadonlyMap<string, string>) {}

  /** Paths of the files, from the target's folder. */
  public get files(): string[] {
    return [...this.texts.keys()];
  }

  /** One file as text. */
  public file(path: string): string {
    const text = this.texts.get(path);
    if (text === undefined) throw new Error(`the target ${this.id} has no file ${path}${meant(path, this.files)} It has: ${this.files.join(', ')}`);
    return text;
  }

  /** The documents of one file, parsed from YAML or JSON. */
  public documents(path: string): any[] {
    return parseAllDocuments(this.file(path)).map((document) => document.toJS() as unknown);
  }

  /** Some object with this kind (Kubernetes) or type (CloudFormation, ARM) matches the pattern. */
  public hasResource(type: string, pattern: any = {}): void {
    const all = this.resources();
    const tried = all.filter((r) => r.type === type).map((r) => ({ label: r.label, found: mismatch(r.value, pattern) }));
    const types = [...new Set(all.map((r) => r.type))];
    if (!tried.length) throw new Error(`the target ${this.id} has no resource ${type}${meant(type, types)} It has: ${types.join(', ')}`);
    if (!tried.some((t) => t.found.length === 0)) throw new Error(`no ${type} of ${this.id} matches; the closest are:\n${closestText(tried)}`);
  }

  /** There are exactly this many resources of the kind or type. */
  public resourceCountIs(type: string, count: number): void {
    const found = this.resources().filter((r) => r.type === type);
    if (found.length !== count) throw new Error(`expected ${count} resources ${type}, got ${found.length}${found.map(({ label }) => `\n  ${label}`).join('')}`);
  }

  private resources(): { type: string; label: string; value: any }[] {
    return this.files.filter((path) => /\.(ya?ml|json)$/.test(path)).flatMap((path) => this.documents(path).flatMap((document) => {
      if (document?.Resources) {
        return Object.entries<any>(document.Resources).map(([name, value]) => ({ type: String(value.Type), label: `${path}: ${name}`, value }));
      }
      if (Array.isArray(document?.resources) && document.$schema) {
        return document.resources.map((value: any) => ({ type: String(value.type), label: `${path}: ${value.name}`, value }));
      }
      return document?.kind ? [{ type: String(document.kind), label: `${path}: ${document.metadata?.name}`, value: document }] : [];
    }));
  }
}
