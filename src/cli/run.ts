/** The entry of the command line: finds the command, reads its arguments, turns whatever fails into an exit code. */
import { Command, FOUND, OK, parseInput, USAGE, UsageError } from './command';
import { helpOf, overview } from './help';
import { COMMANDS } from './registry';
import { printJson, reportProblems } from './report';
import { processTerminal, Terminal } from './terminal';
import { packageVersion } from '../load/package-root';
import { problemsOfError } from '../load/user-error';
import { nearest } from '../nearest';
import { PipewrightError, Problem } from '../problem';

export async function run(args: readonly string[], terminal: Terminal = processTerminal()): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || ['--help', '-h', 'help'].includes(name)) return help(rest[0], terminal, name === undefined);
  if (['--version', '-v', '-V'].includes(name)) {
    terminal.out(packageVersion());
    return OK;
  }
  const command = await find(name, args, terminal);
  if (command === undefined) return USAGE;
  try {
    const input = parseInput(command, rest);
    if (input.has('help')) {
      terminal.out(helpOf(command, terminal));
      return OK;
    }
    return await command.run(input, terminal);
  } catch (error) {
    return failure(error, name, args, terminal);
  } finally {
    terminal.progress(undefined);
  }
}

async function help(name: string | undefined, terminal: Terminal, missing: boolean): Promise<number> {
  if (name !== undefined) {
    const command = await find(name, [], terminal);
    if (command) terminal.out(helpOf(command, terminal));
    return command ? OK : USAGE;
  }
  if (missing) terminal.err(overview(terminal));
  else terminal.out(overview(terminal));
  return missing ? USAGE : OK;
}

async function find(name: string, args: readonly string[], terminal: Terminal): Promise<Command | undefined> {
  if (Object.hasOwn(COMMANDS, name)) return (await COMMANDS[name].load()).command;
  const [near] = nearest(name, Object.keys(COMMANDS));
  const hint = near ? `did you mean ${near}?` : `there are ${Object.keys(COMMANDS).join(', ')}`;
  const message = `unknown ${name.startsWith('-') ? 'option' : 'command'} ${name}; ${hint}`;
  if (wantsJson(args)) printJson({ problems: [usageProblem(message, 'pipewright --help')] }, terminal);
  else terminal.err(`pipewright: ${message}`);
  return undefined;
}

function failure(error: unknown, name: string, args: readonly string[], terminal: Terminal): number {
  const json = wantsJson(args);
  if (error instanceof UsageError) {
    if (json) printJson({ problems: [usageProblem(error.message, `pipewright ${name} --help`)] }, terminal);
    else terminal.err(`pipewright ${name}: ${error.message}\nSee: pipewright ${name} --help`);
    return USAGE;
  }
  if (error instanceof PipewrightError) {
    if (json) printJson({ problems: error.problems }, terminal);
    else reportProblems(error.problems, terminal);
    return FOUND;
  }
  const lines = mistake(error, name, args);
  if (json) printJson({ problems: [{ ruleId: 'internal-error', severity: 'error', where: `pipewright ${name}`, message: lines.join('\n') }] }, terminal);
  else terminal.err(lines.join('\n'));
  return FOUND;
}

function mistake(error: unknown, name: string, args: readonly string[]): string[] {
  return [
    `pipewright ${name} failed: this is a mistake in pipewright, not in your pipeline. Nothing is half-written.`,
    'Please report it with these lines:',
    `  pipewright ${packageVersion()}, Node.js ${process.version}, ${process.platform}: pipewright ${args.join(' ')}`,
    `  ${error instanceof Error ? error.stack ?? error.message : String(error)}`,
  ];
}

/** Also where the command line is wrong, so that it cannot be parsed. */
function wantsJson(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end < 0 ? undefined : end).includes('--json');
}

function usageProblem(message: string, see: string): Problem {
  return { ruleId: 'usage', severity: 'error', where: 'command line', message, fix: `see: ${see}` };
}

/** What `bin/pipewright` calls. */
export function main(): void {
  // a reader that has seen enough, such as `head`, is no failure
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? OK : FOUND));
  // what the user's file prints must not end up between our own output, which may be JSON
  console.log = console.info = console.debug = console.error;
  const terminal = processTerminal();
  const args = process.argv.slice(2);
  process.on('unhandledRejection', (error) => {
    const problems = problemsOfError(error, 'the program');
    if (wantsJson(args)) printJson({ problems }, terminal);
    else reportProblems(problems, terminal);
    process.exit(FOUND);
  });
  void run(args, terminal).then((code) => {
    process.exitCode = code;
  });
}
