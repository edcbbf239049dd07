/** `pipewright run`: the shell steps of a job, on this machine. */
import * as fs from 'fs';
import * as path from 'path';
import { parseEnvFile } from '../../local/env-file';
import { LegChoice } from '../../local/legs';
import { JobRunResult, RunResult } from '../../local/results';
import { runWorkflow } from '../../local/run';
import { TextReporter } from '../../local/text-reporter';
import { Event } from '../../plan';
import { WorkflowDocument } from '../../workflow/document';
import { TriggerMap } from '../../workflow/model';
import { APP_FLAGS, Command, FOUND, Input, JSON_FLAG, OK, UsageError } from '../command';
import { documentsOf, PlannedDocument } from '../documents';
import { eventFlags, eventOf } from '../event-flags';
import { forErrors, paint, Terminal } from '../terminal';
import { namedValues, readText, unknown } from '../values';

export const command: Command = {
  usage: 'run <job> [options]',
  description: 'Runs the shell steps of a job on this machine, in a fresh copy of the working tree (uncommitted changes and new files are in it, ignored files are not), '
    + 'with its env, outputs, conditions, working directories and times, by GitHub\'s own evaluator. Checkout, set-up of installed toolchains, caches and artifacts are emulated; '
    + 'every other action is named and not run. Of a matrix, the legs for this system run. Secrets come from a file and are masked. '
    + 'Jobs that deploy, or whose token may publish, are refused unless they are named.',
  flags: {
    'leg': { value: 'axis=value,…', multiple: true, description: 'only these legs of the matrix' },
    'with-needs': { description: 'first run the jobs that it needs' },
    'workflow': { value: 'id or file', short: 'w', description: 'the pipeline that has the job, or a workflow file' },
    ...eventFlags,
    'var': { value: 'name=value', multiple: true, description: 'value of a configuration variable' },
    'env-file': { value: 'file', description: 'secrets, as NAME=value lines' },
    'copy': { description: 'run in a copy of the working tree (the default)' },
    'in-place': { description: 'run in the working tree itself, where steps may change and delete files' },
    'artifacts': { value: 'folder', description: 'keep uploaded artifacts there (default: they go with the run)' },
    'cache': { value: 'folder', description: 'keep caches there between runs (default: none are kept)' },
    'keep': { description: 'keep the copies and temporary folders' },
    'deploy': { value: 'name', multiple: true, description: 'a job, construct or environment that may deploy or publish from here' },
    ...APP_FLAGS,
    ...JSON_FLAG,
  },
  maxArguments: 1,
  exitCodes: ['0  it succeeded, or its condition skips it', '1  it failed, was refused, or nothing of it runs on this machine', '2  the command line is wrong', '130  it was interrupted'],
  examples: [
    'pipewright run lint',
    'pipewright run test --leg python=3.10,os=ubuntu-24.04',
    'pipewright run report --with-needs --event pull_request --artifacts out',
  ],
  run: async (input, terminal) => {
    const job = input.positionals[0];
    if (job === undefined) throw new UsageError('say which job: pipewright run test');
    if (input.has('copy') && input.has('in-place')) throw new UsageError('--copy and --in-place exclude each other');
    const { document, options } = select(await candidates(input, terminal), job, input);
    const json = input.has('json');
    const stop = interruption();
    try {
      const result = await runWorkflow(document, eventFor(document, options.defaultBranch, input, terminal), {
        ...optionsOf(input, terminal),
        job: jobId(document, job),
        repository: options.repository,
        defaultBranch: options.defaultBranch,
        // with JSON on the output, what happens is told beside it
        reporter: json ? told(terminal.err, forErrors(terminal)) : told(terminal.out, terminal),
        cancel: stop.cancel,
        stop: stop.stop,
      });
      terminal.out(json ? JSON.stringify(result, undefined, 2) : summary(result));
      return stop.cancel.aborted ? 130 : exitCode(result);
    } finally {
      stop.done();
    }
  },
};

function told(line: (text: string) => void, terminal: Terminal): TextReporter {
  return new TextReporter(line, (style, text) => paint(terminal, style, text), terminal.progress);
}

/** A workflow file, the pipeline that is named, or all. */
function candidates(input: Input, terminal: Terminal): Promise<PlannedDocument[]> {
  const name = input.get('workflow');
  const isFile = name !== undefined && /\.ya?ml$/.test(name);
  return documentsOf(input, terminal, isFile ? [name] : [], name === undefined || isFile ? [] : [name]);
}

/** The one that is named; else the only one that has the job; else the only one of these that a push starts. */
function select(all: readonly PlannedDocument[], job: string, input: Input): PlannedDocument {
  const having = input.has('workflow') ? all : all.filter(({ document }) => jobNames(document).includes(job));
  if (having.length === 0) throw unknown(`no pipeline has a job ${job}`, job, [...new Set(all.flatMap(({ document }) => jobNames(document)))]);
  if (having.length === 1) return having[0];
  const pushed = having.filter(({ document }) => Object.hasOwn(document.model.on as object, 'push'));
  if (pushed.length === 1 && !input.has('event')) return pushed[0];
  const ids = having.map(({ document }) => path.basename(document.file, '.yml'));
  throw new UsageError(`several pipelines have a job ${job}; say which: ${ids.map((id) => `--workflow ${id}`).join(', ')}`);
}

function jobNames(document: WorkflowDocument): string[] {
  return [...new Set([...Object.keys(document.model.jobs ?? {}), ...document.owners.values()])];
}

/** A construct without a job of its own name stands for its only job. */
function jobId(document: WorkflowDocument, name: string): string {
  if (Object.hasOwn(document.model.jobs, name)) return name;
  const own = [...document.owners].filter(([, construct]) => construct === name).map(([id]) => id);
  if (own.length === 1) return own[0];
  if (own.length > 1) throw new UsageError(`${name} has several jobs; say which: ${own.join(', ')}`);
  return name;
}

/** Without `--event`: a push if that starts the workflow, else its first trigger. */
function eventFor(document: WorkflowDocument, defaultBranch: string | undefined, input: Input, terminal: Terminal): Event {
  if (input.has('event')) return eventOf(input, terminal);
  const on = document.model.on;
  const names = typeof on === 'string' ? [on] : Array.isArray(on) ? on : Object.keys(on ?? {});
  const ref = { branch: input.get('branch') ?? (input.has('tag') ? undefined : defaultBranch ?? 'main'), tag: input.get('tag') };
  if (names.includes('push')) return Event.push({ ...ref, branch: ref.branch && pushBranch(on, ref.branch, input) });
  const [first = 'push'] = names;
  if (first === 'pull_request') return Event.pullRequest({ base: ref.branch });
  if (first === 'release') return Event.release({ tag: ref.tag ?? 'v0.0.0' });
  return Event.custom(first, ref);
}

/** Where pushes of the default branch start nothing, one that does is taken. */
function pushBranch(on: unknown, branch: string, input: Input): string {
  const branches = [(on as TriggerMap | undefined)?.push?.branches ?? []].flat();
  const plain = branches.find((pattern) => /^[\w./-]+$/.test(pattern));
  return input.has('branch') || branches.length === 0 || branches.includes(branch) ? branch : plain ?? branch;
}

function optionsOf(input: Input, terminal: Terminal) {
  return {
    root: fs.realpathSync(path.resolve(terminal.cwd, input.get('root') ?? '.')),
    legs: input.all('leg').map(legChoice),
    withNeeds: input.has('with-needs'),
    deploy: input.all('deploy'),
    inPlace: input.has('in-place'),
    keep: input.has('keep'),
    cache: folder(input, 'cache', terminal),
    artifacts: folder(input, 'artifacts', terminal),
    secrets: secrets(input, terminal),
    vars: namedValues(input.all('var'), '--var'),
    environment: terminal.env,
  };
}

function folder(input: Input, flag: string, terminal: Terminal): string | undefined {
  const given = input.get(flag);
  return given && path.resolve(terminal.cwd, given);
}

/** `python=3.10,os=ubuntu-24.04` */
function legChoice(text: string): LegChoice {
  return namedValues(text.split(','), '--leg');
}

function secrets(input: Input, terminal: Terminal): Record<string, string> {
  const file = input.get('env-file');
  if (file === undefined) return {};
  return parseEnvFile(file, readText(file, terminal));
}

/** The first Ctrl-C cancels, so that clean-up steps still run; the second ends everything. */
function interruption() {
  const [cancel, stop] = [new AbortController(), new AbortController()];
  const handle = () => (cancel.signal.aborted ? stop : cancel).abort();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  signals.forEach((signal) => process.on(signal, handle));
  return { cancel: cancel.signal, stop: stop.signal, done: () => signals.forEach((signal) => process.off(signal, handle)) };
}

function exitCode({ jobs }: RunResult): number {
  const bad = jobs.some(({ result }) => result === 'failure' || result === 'cancelled');
  return bad || jobs.at(-1)!.assumed ? FOUND : OK;
}

function summary({ jobs, artifacts }: RunResult): string {
  const kept = Object.keys(artifacts).length ? [`artifacts: ${Object.entries(artifacts).map(([name, files]) => `${name} (${files})`).join(', ')}`] : [];
  return ['', ...jobs.map(jobLine), ...kept].join('\n');
}

function jobLine({ id, result, reason, legs, assumed }: JobRunResult): string {
  const ran = legs.filter(({ conclusion }) => conclusion !== 'not run').length;
  const count = legs.length > 1 ? `, ${ran} of ${legs.length} legs` : '';
  return `${id}: ${assumed ? 'not run' : result}${count}${reason === undefined ? '' : `: ${reason}`}`;
}
