/** `pipewright import`: a program from workflow YAML that people wrote. */
import * as fs from 'fs';
import * as path from 'path';
import { lookupAction } from '../../actions/catalogue';
import { repositoryOf } from '../../actions/lock';
import { DEFAULT_BASE, Remote, releasesAt, Tag } from '../../actions/remote';
import { diffFiles } from '../../diff/diff';
import { diffText } from '../../diff/render';
import { idOf, importWorkflows } from '../../import/import';
import { detect } from '../../init/detect';
import { synthesizeProgram } from '../../load/program';
import { PipewrightError } from '../../problem';
import { WorkflowDocument } from '../../workflow/document';
import { readWorkflow } from '../../workflow/read/read-workflow';
import { everyStep } from '../../workflow/steps';
import { Command, FOUND, Input, JSON_FLAG, OK, UsageError } from '../command';
import { DEFAULT_APP } from '../program';
import { printJson, reportProblems } from '../report';
import { paint, Terminal } from '../terminal';
import { writeText } from '../values';

export const command: Command = {
  usage: 'import <workflow file…> [options]',
  description: 'Writes a pipeline.ts that defines the same workflows, says what it could not carry over, and shows how what it synthesizes differs from '
    + 'the files: pins, permissions and safer defaults. Comments of the YAML are not carried over. Nothing but the program is written.',
  flags: {
    output: { value: 'file', short: 'o', description: `the program to write (default: ${DEFAULT_APP})` },
    stdout: { description: 'print the program instead of writing it' },
    force: { short: 'f', description: 'replace the program that is there' },
    resolve: { description: 'look up the commits of action tags that are not in the catalogue, by git' },
    url: { value: 'base', description: `where the repositories are (default: ${DEFAULT_BASE}, or PIPEWRIGHT_ACTIONS_URL)` },
    ...JSON_FLAG,
  },
  maxArguments: Infinity,
  examples: ['pipewright import .github/workflows/ci.yml', 'pipewright import .github/workflows/*.yml --resolve'],
  run: async (input, terminal) => {
    if (input.positionals.length === 0) throw new UsageError('name the workflow files: pipewright import .github/workflows/*.yml');
    const documents = input.positionals.map((file) => read(file, terminal));
    const { repository, defaultBranch } = detect(terminal.cwd);
    const { text, notes } = importWorkflows(documents, { repository, defaultBranch, resolved: await resolve(documents, input, terminal) });
    if (input.has('stdout')) {
      if (input.has('json')) {
        terminal.out(JSON.stringify({ program: text, notes }, undefined, 2));
        return OK;
      }
      terminal.out(text.trimEnd());
      printNotes(notes, terminal);
      return OK;
    }
    const file = write(text, input, terminal);
    return compare(file, documents, notes, input, terminal);
  },
};

function read(name: string, terminal: Terminal): WorkflowDocument {
  const absolute = path.resolve(terminal.cwd, name);
  if (!fs.statSync(absolute, { throwIfNoEntry: false })?.isFile()) throw new UsageError(`cannot read ${name}`);
  const file = path.relative(terminal.cwd, absolute).split(path.sep).join('/');
  const { document, problems } = readWorkflow(file, fs.readFileSync(absolute, 'utf8'));
  if (document === undefined) throw new PipewrightError(problems);
  return document;
}

function write(text: string, input: Input, terminal: Terminal): string {
  const name = input.get('output') ?? DEFAULT_APP;
  const file = path.resolve(terminal.cwd, name);
  if (fs.existsSync(file) && !input.has('force')) throw new UsageError(`${name} exists; --output names another file, --stdout prints, --force replaces it`);
  writeText(name, text, terminal);
  return name;
}

/** Says what the program would write instead of the files. */
async function compare(file: string, documents: readonly WorkflowDocument[], notes: readonly string[], input: Input, terminal: Terminal): Promise<number> {
  const { problems, files } = await synthesizeProgram(file, { cwd: terminal.cwd, typeCheck: false, ignoreMovedPins: true });
  const before = new Map(documents.map((document) => [`.github/workflows/${idOf(document)}.yml`, fs.readFileSync(path.resolve(terminal.cwd, document.file), 'utf8')]));
  const diffs = files.length ? diffFiles(before, new Map(files.filter((one) => before.has(one.path)).map((one) => [one.path, one.text]))) : [];
  const failed = problems.some((p) => p.severity === 'error');
  if (input.has('json')) {
    printJson({ file, notes, diffs, problems }, terminal);
    return failed ? FOUND : OK;
  }
  terminal.out(`${paint(terminal, 'green', 'wrote')}  ${file}`);
  printNotes(notes, terminal);
  reportProblems(problems, terminal);
  if (failed) {
    terminal.out(`\nResolve the errors in ${file}, then: npx pipewright diff`);
    return FOUND;
  }
  if (diffs.length) terminal.out(`\nWhat it synthesizes differs:\n${diffText(diffs, (style, text) => paint(terminal, style, text))}`);
  terminal.out('\nWhen that is right: npx pipewright synth --force');
  return OK;
}

function printNotes(notes: readonly string[], terminal: Terminal): void {
  for (const note of notes) terminal.err(`${paint(terminal, 'yellow', 'note')}  ${note}`);
}

/** `owner/repo@v1` → the commit behind the tag, with its exact release. */
async function resolve(documents: readonly WorkflowDocument[], input: Input, terminal: Terminal): Promise<Map<string, { sha: string; version: string }>> {
  const found = new Map<string, { sha: string; version: string }>();
  if (!input.has('resolve')) return found;
  const remote = new Remote(input.get('url') ?? terminal.env.PIPEWRIGHT_ACTIONS_URL ?? DEFAULT_BASE);
  const tags = new Map<string, Tag[]>();
  terminal.progress('looking up the commits of actions');
  for (const reference of unpinned(documents)) {
    const [action, ref] = reference.split('@');
    const repository = repositoryOf(action);
    if (!tags.has(repository)) tags.set(repository, await remote.tags(repository).catch(() => []));
    const sha = tags.get(repository)!.find((tag) => tag.name === ref)?.sha;
    if (sha !== undefined) found.set(reference, { sha, version: releasesAt(tags.get(repository)!, sha)[0] });
  }
  return found;
}

function unpinned(documents: readonly WorkflowDocument[]): string[] {
  const all = documents.flatMap((document) => Object.values(document.model.jobs ?? {}).flatMap((job) => everyStep(job.steps).flatMap((step) => step.uses ?? [])));
  return [...new Set(all)].filter((uses) => /^[\w.-]+\/[\w./-]+@(?![0-9a-f]{40}$)/.test(uses) && !lookupAction(uses.split('@')[0]));
}
