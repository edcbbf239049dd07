/** Workflows that people wrote → one program that defines them. */
import { ImportedFile, isExpression, key, Override, strings } from './file';
import { concurrency, job } from './jobs';
import { Names } from './names';
import { Code, source } from './source';
import { triggers } from './triggers';
import { newSyntax } from '../rules/new-syntax';
import { runRules } from '../rules/run';
import { WorkflowDocument } from '../workflow/document';
import { JobModel, WorkflowModel } from '../workflow/model';
import { NewSyntax } from '../workflow/new-syntax';
import { everyStep } from '../workflow/steps';

export interface ImportOptions {
  readonly repository?: { readonly owner: string; readonly name: string };
  readonly defaultBranch?: string;
  /** Commits of tags that were looked up: `owner/repo@v1`. */
  readonly resolved?: ReadonlyMap<string, { readonly sha: string; readonly version: string }>;
}

export interface Imported {
  /** The program. */
  readonly text: string;
  /** Where it cannot mean quite the same, or needs a person. */
  readonly notes: readonly string[];
}

export function importWorkflows(documents: readonly WorkflowDocument[], options: ImportOptions = {}): Imported {
  const names = new Names();
  const file = new ImportedFile(names);
  const variables = new Map(documents.map((document) => [document.file, names.claim(idOf(document), 'Pipeline')]));
  const parts = calledFirst(documents).map((document) => pipeline(document, variables, names, file, options));
  const app = {
    repository: options.repository,
    defaultBranch: options.defaultBranch === 'main' ? undefined : options.defaultBranch,
  };
  const given = source(app);
  const text = [
    `// Imported from ${documents.map((document) => document.file).join(', ')}.`,
    importLine([...file.imports].sort()),
    '',
    `export const app = new App(${given === '{}' ? '' : given});`,
    '',
    ...(file.definitions.length ? [...file.definitions, ''] : []),
    parts.join('\n\n'),
    '',
  ].join('\n');
  return { text, notes: file.notes };
}

function importLine(names: readonly string[]): string {
  return `import { ${names.join(', ')} } from 'pipewright';`;
}

export function idOf(document: WorkflowDocument): string {
  return document.file.replace(/^.*\//, '').replace(/\.ya?ml$/, '');
}

/** A called workflow is defined before those that call it. */
function calledFirst(documents: readonly WorkflowDocument[]): WorkflowDocument[] {
  const byFile = new Map(documents.map((document) => [document.file, document]));
  const sorted: WorkflowDocument[] = [];
  const visit = (document: WorkflowDocument, path: readonly WorkflowDocument[]) => {
    if (sorted.includes(document) || path.includes(document)) return;
    for (const { uses } of Object.values(document.model.jobs ?? {})) {
      const called = byFile.get((uses ?? '').replace(/^\.\//, ''));
      if (called) visit(called, [...path, document]);
    }
    sorted.push(document);
  };
  documents.forEach((document) => visit(document, []));
  return sorted;
}

function pipeline(document: WorkflowDocument, variables: ReadonlyMap<string, string>, names: Names, file: ImportedFile, options: ImportOptions): string {
  const { model } = document;
  const variable = variables.get(document.file)!;
  const overrides: Override[] = [];
  const given = {
    displayName: model.name,
    description: model.description,
    newSyntax: newSyntaxOf(document, file),
    triggers: triggers(model.on ?? {}, file),
    runName: model['run-name'],
    env: typeof model.env === 'object' && model.env !== null ? strings(model.env) : undefined,
    concurrency: concurrency(model.concurrency),
    cacheMode: model['cache-mode'],
    defaultShell: model.defaults?.run?.shell,
    defaultWorkingDirectory: model.defaults?.run?.['working-directory'],
  };
  if (isExpression(model.env)) overrides.push({ path: 'env', value: model.env });
  return [
    `export const ${variable} = new Pipeline(app, ${source(idOf(document))}, ${source(given)});`,
    ...overrides.map(({ path, value }) => `${variable}.addOverride(${source(key(path))}, ${source(value)});`),
    ...(usesOwnActions(model, variables) ? [`${variable}.disableRule('self-repository', 'it uses actions and workflows of this repository');`] : []),
    ...jobs(model, document, variable, variables, names, file, options),
  ].join('\n');
}

/** Of the work tree, and not made by this program. */
function usesOwnActions({ jobs: all }: WorkflowModel, pipelines: ReadonlyMap<string, string>): boolean {
  const isOwn = (uses: string | undefined) => uses !== undefined && uses.startsWith('./') && !pipelines.has(uses.slice(2));
  return Object.values(all ?? {}).some((one) => isOwn(one.uses) || everyStep(one.steps).some((step) => isOwn(step.uses)));
}

/** What the program must opt in to. */
function newSyntaxOf(document: WorkflowDocument, file: ImportedFile): Code[] | undefined {
  const used = new Set(runRules(document, [newSyntax]).map((problem) => problem.value));
  const members = Object.entries(NewSyntax).filter(([, value]) => used.has(value));
  return members.length ? members.map(([member]) => new Code(`${file.use('NewSyntax')}.${member}`)) : undefined;
}

function jobs(
  model: WorkflowModel, document: WorkflowDocument, variable: string, pipelines: ReadonlyMap<string, string>, names: Names, file: ImportedFile, options: ImportOptions,
): string[] {
  const all = Object.entries(model.jobs ?? {});
  const referred = new Set(all.flatMap(([, one]) => needsOf(one)));
  const claimed = new Map(all.map(([id]) => [id, names.claim(id, 'Job')]));
  return neededFirst(all).map(([id, one]) => job(id, one, {
    file,
    where: `${document.file}: job ${id}`,
    pushes: everyStep(one.steps).some((step) => /\bgit\b[^\n]*\bpush\b/.test(step.run ?? '')),
    resolved: options.resolved ?? new Map(),
    releases: releasesOf(document),
    outputs: outputsRead(one),
    pipeline: variable,
    variable: claimed.get(id)!,
    isReferred: referred.has(id),
    needs: needsOf(one).flatMap((need) => claimed.get(need) ?? []),
    inherited: model.permissions,
    pipelines,
  }));
}

/** `steps.<id>.outputs.<name>`, wherever the job says so. */
function outputsRead(one: JobModel): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [, id, output] of JSON.stringify(one).matchAll(/\bsteps\.([\w-]+)\.outputs\.([\w-]+)/g)) found.set(id, [...found.get(id) ?? [], output]);
  return found;
}

/** `uses: owner/repo@<sha> # v1.2.3` */
function releasesOf(document: WorkflowDocument): Map<string, string> {
  return new Map(document.comments.flatMap(({ value, text }): [string, string][] => {
    const release = /^(?:tag=)?(v?\d[\w.-]*)/.exec(text.trim())?.[1];
    return typeof value === 'string' && /@[0-9a-f]{40}$/.test(value) && release !== undefined ? [[value, release]] : [];
  }));
}

function needsOf(model: JobModel): string[] {
  return [model.needs ?? []].flat();
}

/** In their own order as far as that lets a constant be used after it was defined. */
function neededFirst(all: readonly [string, JobModel][]): [string, JobModel][] {
  const byId = new Map(all);
  const sorted = new Map<string, JobModel>();
  const visit = (id: string, path: readonly string[]) => {
    const model = byId.get(id);
    if (!model || sorted.has(id) || path.includes(id)) return;
    for (const need of needsOf(model)) visit(need, [...path, id]);
    sorted.set(id, model);
  };
  for (const [id] of all) visit(id, []);
  return [...sorted];
}
