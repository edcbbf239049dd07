/** Runs one script as a step, with the files by which it talks back. */
import * as fs from 'fs';
import * as path from 'path';
import { FileCommandError, parseKeyValues, parsePaths } from './file-commands';
import { LegState } from './leg-state';
import { StepOutput } from './output';
import { runProcess } from './process';
import { shellCommand, withScript } from './shell';

export interface Script {
  readonly text: string;
  readonly shell?: string;
  readonly workingDirectory?: string;
  /** Everything but the files that this makes, and PATH. */
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

export interface ScriptEnd {
  readonly ok: boolean;
  readonly reason?: string;
  readonly outputs: Readonly<Record<string, string>>;
}

const FILES = { GITHUB_ENV: 'set_env', GITHUB_OUTPUT: 'set_output', GITHUB_PATH: 'add_path', GITHUB_STATE: 'save_state', GITHUB_STEP_SUMMARY: 'step_summary' } as const;
type Files = Readonly<Record<keyof typeof FILES, string>>;

/** @throws ShellError where the shell cannot run here */
export async function runScript(script: Script, leg: LegState): Promise<ScriptEnd> {
  const cwd = path.resolve(leg.around.folders.workspace, script.workingDirectory ?? '');
  if (!fs.statSync(cwd, { throwIfNoEntry: false })?.isDirectory()) return failed(`the working directory ${script.workingDirectory} does not exist`);
  const searchPath = leg.searchPath(script.env);
  const command = shellCommand(script.shell, script.text, searchPath);
  const { temp } = leg.around.folders;
  const number = leg.next();
  const file = path.join(temp, `step-${number}${command.extension}`);
  fs.writeFileSync(file, command.script);
  const files = makeFiles(temp, number);
  const output = new StepOutput(leg);
  const end = await runProcess(command.file, withScript(command.args, file), {
    cwd, env: { ...script.env, ...files, PATH: searchPath }, onLine: (line) => output.line(line), signal: script.signal, patience: leg.around.patience,
  });
  if (end.group !== undefined) leg.groups.push(end.group);
  const read = readFiles(files, leg);
  const outputs = { ...output.outputs, ...read.outputs };
  if (end.code !== 0) return { ok: false, reason: `exit code ${end.code}`, outputs };
  return { ok: read.reason === undefined && !output.failed, reason: read.reason ?? (output.failed ? 'it used a command that is disabled' : undefined), outputs };
}

function failed(reason: string): ScriptEnd {
  return { ok: false, reason, outputs: {} };
}

function makeFiles(temp: string, number: number): Files {
  const folder = path.join(temp, '_runner_file_commands');
  fs.mkdirSync(folder, { recursive: true });
  return Object.fromEntries(Object.entries(FILES).map(([variable, prefix]) => {
    const file = path.join(folder, `${prefix}_${number}`);
    fs.writeFileSync(file, '');
    return [variable, file];
  })) as Files;
}

/** What the step wrote holds also where it failed. */
function readFiles(files: Files, leg: LegState): { outputs: Record<string, string>; reason?: string } {
  const outputs: Record<string, string> = {};
  const read = (file: string) => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '');
  let reason: string | undefined;
  const attempt = (variable: keyof Files, use: (text: string) => void) => {
    try {
      use(read(files[variable]));
    } catch (error) {
      if (!(error instanceof FileCommandError)) throw error;
      reason ??= `it wrote to ${variable} what cannot be read: ${error.message}`;
    }
  };
  attempt('GITHUB_ENV', (text) => setEnvironment(parseKeyValues(text), leg));
  attempt('GITHUB_OUTPUT', (text) => Object.assign(outputs, Object.fromEntries(parseKeyValues(text))));
  attempt('GITHUB_STATE', (text) => void parseKeyValues(text));
  attempt('GITHUB_PATH', (text) => parsePaths(text).forEach((folder) => leg.prependPath(folder)));
  const summary = read(files.GITHUB_STEP_SUMMARY);
  if (summary !== '') leg.summary.push(leg.around.masker.mask(summary).replace(/\n?$/, '\n'));
  return { outputs, reason };
}

function setEnvironment(pairs: readonly (readonly [string, string])[], leg: LegState): void {
  for (const [name, value] of pairs) {
    // the runner blocks it: it would change every action that runs on Node.js
    if (name.toUpperCase() === 'NODE_OPTIONS') throw new FileCommandError('Can\'t store NODE_OPTIONS output parameter using \'$GITHUB_ENV\' command');
    leg.env[name] = value;
  }
}
