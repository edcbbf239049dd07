/** The workflows that a command works on: those of the app, or files that were named. */
import * as path from 'path';
import { Input } from './command';
import { pipelines } from './load-apps';
import { DEFAULT_APP } from './program';
import { Terminal } from './terminal';
import { readText, unknown } from './values';
import { Pipeline } from '../pipeline';
import { PlanOptions } from '../plan/plan-options';
import { PipewrightError } from '../problem';
import { lowerPipeline } from '../synth/lower';
import { WorkflowDocument } from '../workflow/document';
import { readWorkflow } from '../workflow/read/read-workflow';

export interface PlannedDocument {
  readonly document: WorkflowDocument;
  /** What the app knows of its repository. */
  readonly options: PlanOptions;
}

/** @param files workflow files; @param ids of pipelines, where no file is named; none are all */
export async function documentsOf(
  input: Input, terminal: Terminal, files: readonly string[] = input.positionals, ids: readonly string[] = input.all('pipeline'),
): Promise<PlannedDocument[]> {
  if (files.length > 0) return files.map((file) => ({ document: readFile(file, terminal), options: {} }));
  const from = path.relative(terminal.cwd, path.resolve(terminal.cwd, input.get('app') ?? DEFAULT_APP)).split(path.sep).join('/');
  return selected(await pipelines(input, terminal), ids).map((pipeline) => lowered(pipeline, from));
}

function lowered(pipeline: Pipeline, from: string): PlannedDocument {
  const { document, problems } = lowerPipeline(pipeline, { from });
  const errors = problems.filter((p) => p.severity === 'error');
  if (errors.length > 0) throw new PipewrightError(errors);
  const { repository, defaultBranch } = pipeline._app;
  return { document, options: { repository: repository && `${repository.owner}/${repository.name}`, defaultBranch } };
}

function selected(all: readonly Pipeline[], wanted: readonly string[]): readonly Pipeline[] {
  const ids = all.map((pipeline) => pipeline.node.id);
  for (const id of wanted) if (!ids.includes(id)) throw unknown(`there is no pipeline ${id}`, id, ids);
  return wanted.length ? all.filter((pipeline) => wanted.includes(pipeline.node.id)) : all;
}

function readFile(file: string, terminal: Terminal): WorkflowDocument {
  const { document, problems } = readWorkflow(file, readText(file, terminal));
  if (document === undefined) throw new PipewrightError(problems);
  return document;
}
