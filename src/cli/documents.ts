/** The workflows that a command works on: those of the app, or files that were named. */
import * as fs from 'fs';
import * as path from 'path';
import { Input, UsageError } from './command';
import { pipelines } from './load-apps';
import { DEFAULT_APP } from './program';
import { Terminal } from './terminal';
import { nearest } from '../nearest';
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
  for (const id of wanted) {
    if (ids.includes(id)) continue;
    const [near] = nearest(id, ids);
    throw new UsageError(`there is no pipeline ${id}; there are ${ids.join(', ')}${near ? `; did you mean ${near}?` : ''}`);
  }
  return wanted.length ? all.filter((pipeline) => wanted.includes(pipeline.node.id)) : all;
}

function readFile(file: string, terminal: Terminal): WorkflowDocument {
  let content: string;
  try {
    content = fs.readFileSync(path.resolve(terminal.cwd, file), 'utf8');
  } catch {
    throw new UsageError(`cannot read ${file}`);
  }
  const { document, problems } = readWorkflow(file, content);
  if (document === undefined) throw new PipewrightError(problems);
  return document;
}
