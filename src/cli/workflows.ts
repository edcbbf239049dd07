/** The workflows that a command works on: those of the app, or files that anybody wrote. */
import * as fs from 'fs';
import * as path from 'path';
import { Input, UsageError } from './command';
import { pipelines } from './load-apps';
import { DEFAULT_APP } from './program';
import { Terminal } from './terminal';
import { nearest } from '../nearest';
import { PipewrightError } from '../problem';
import { lowerPipeline } from '../synth/lower';
import { WorkflowDocument } from '../workflow/document';
import { readWorkflow } from '../workflow/read/read-workflow';

export interface Workflow {
  /** Id of the pipeline, or the file. */
  readonly id: string;
  readonly document: WorkflowDocument;
  /** `owner/name`, where the app says it. */
  readonly repository?: string;
  readonly defaultBranch?: string;
}

/** Workflow files where some are named, else the pipelines of the app, or those of them that are named. */
export async function workflowsOf(input: Input, terminal: Terminal, names: readonly string[]): Promise<readonly Workflow[]> {
  const files = names.filter(isFile);
  if (files.length > 0 && files.length === names.length) return files.map((file) => ({ id: file, document: readFile(file, terminal) }));
  const all = await pipelineWorkflows(input, terminal);
  for (const name of names) {
    if (!all.some(({ id }) => id === name)) throw unknown(`there is no pipeline ${name}`, name, all.map(({ id }) => id));
  }
  return names.length ? all.filter(({ id }) => names.includes(id)) : all;
}

async function pipelineWorkflows(input: Input, terminal: Terminal): Promise<readonly Workflow[]> {
  const file = path.resolve(terminal.cwd, input.get('app') ?? DEFAULT_APP);
  const from = path.relative(terminal.cwd, file).split(path.sep).join('/');
  return (await pipelines(input, terminal)).map((pipeline) => {
    const { document, problems } = lowerPipeline(pipeline, { from });
    const errors = problems.filter((p) => p.severity === 'error');
    if (errors.length > 0) throw new PipewrightError(errors);
    const { repository, defaultBranch } = pipeline._app;
    return { id: pipeline.node.id, document, defaultBranch, repository: repository && `${repository.owner}/${repository.name}` };
  });
}

function isFile(name: string): boolean {
  return /\.ya?ml$/.test(name);
}

function readFile(file: string, terminal: Terminal): WorkflowDocument {
  const { document, problems } = readWorkflow(file, readText(file, terminal));
  if (document === undefined) throw new PipewrightError(problems);
  return document;
}

export function readText(file: string, terminal: Terminal): string {
  try {
    return fs.readFileSync(path.resolve(terminal.cwd, file), 'utf8');
  } catch {
    throw new UsageError(`cannot read ${file}`);
  }
}

export function unknown(message: string, value: string, known: readonly string[]): UsageError {
  const [near] = nearest(value, known);
  return new UsageError(`${message}; there are ${known.join(', ')}${near ? `; did you mean ${near}?` : ''}`);
}

/** `name=value` texts. */
export function namedValues(texts: readonly string[], flag: string): Record<string, string> {
  return Object.fromEntries(texts.map((text) => {
    const at = text.indexOf('=');
    if (at < 1) throw new UsageError(`${flag} ${text}: write name=value`);
    return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  }));
}
