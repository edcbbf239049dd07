/** Which program runs a script, and with what arguments (actions/runner, ScriptHandlerHelpers). */
import * as fs from 'fs';
import * as path from 'path';

/** A shell that cannot run the step here. */
export class ShellError extends Error {}

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  /** The script as it is written to disk. */
  readonly script: string;
  readonly extension: string;
}

interface Shell {
  readonly args: readonly string[];
  readonly extension: string;
  /** What the runner puts around the script. */
  readonly wrap?: (script: string) => string;
}

const powershell: Shell = {
  args: ['-command', '. \'{0}\''],
  extension: '.ps1',
  wrap: (script) => `$ErrorActionPreference = 'stop'\n${script}\nif ((Test-Path -LiteralPath variable:\\LASTEXITCODE)) { exit $LASTEXITCODE }`,
};

const SHELLS: Readonly<Record<string, Shell>> = {
  bash: { args: ['--noprofile', '--norc', '-e', '-o', 'pipefail', '{0}'], extension: '.sh' },
  sh: { args: ['-e', '{0}'], extension: '.sh' },
  python: { args: ['{0}'], extension: '.py' },
  pwsh: powershell,
  powershell,
};

/**
 * The command of a step's script.
 * @param shell the step's `shell`, or that of `defaults.run`: a known name or `command [options] {0}`
 * @throws ShellError
 */
export function shellCommand(shell: string | undefined, script: string, searchPath: string): Command {
  const [name, ...own] = words(shell ?? '');
  // nobody named a shell: bash where there is one, but without pipefail
  if (name === undefined) return { file: which('bash', searchPath) ?? found('sh', searchPath), args: SHELLS.sh.args, script, extension: '.sh' };
  if (name === 'cmd') throw new ShellError('the shell cmd exists on Windows only; this step cannot run here');
  const known = SHELLS[name];
  if (own.length === 0 && !known) throw new ShellError(`the shell ${name} is none of ${Object.keys(SHELLS).join(', ')}; another one is written with {0}, as in '${name} {0}'`);
  if (own.length > 0 && !own.some((word) => word.includes('{0}'))) throw new ShellError(`the shell '${shell}' does not say where the script goes: put {0} into it`);
  return {
    file: found(name, searchPath),
    args: own.length ? own : known.args,
    script: known?.wrap?.(script) ?? script,
    extension: known?.extension ?? '',
  };
}

/** `{0}` becomes the path of the script. */
export function withScript(args: readonly string[], file: string): string[] {
  return args.map((arg) => arg.replaceAll('{0}', file));
}

/** Words as a command line has them: quotes keep spaces together. */
function words(text: string): string[] {
  return [...text.matchAll(/(?:"([^"]*)"|'([^']*)'|[^\s"']+)+/g)].map(([word]) => word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'));
}

function found(name: string, searchPath: string): string {
  const file = which(name, searchPath);
  if (file === undefined) throw new ShellError(`the shell ${name} is not installed on this machine`);
  return file;
}

/** The program of a name on a search path. */
export function which(name: string, searchPath: string): string | undefined {
  if (path.isAbsolute(name)) return isExecutable(name) ? name : undefined;
  return searchPath.split(path.delimiter).filter((folder) => folder !== '').map((folder) => path.join(folder, name)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}
