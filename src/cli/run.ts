/** The entry of the command line: finds the command, reads its arguments, turns whatever fails into an exit code. */
import { Command, FOUND, OK, parseInput, USAGE, UsageError } from './command';
import { helpOf, overview } from './help';
import { COMMANDS } from './registry';
import { reportProblems } from './report';
import { processTerminal, Terminal } from './terminal';
import { packageVersion } from '../load/package-root';
import { problemsOfError } from '../load/user-error';
import { nearest } from '../nearest';
import { PipewrightError } from '../problem';

export async function run(args: readonly string[], terminal: Terminal = processTerminal()): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || ['--help', '-h', 'help'].includes(name)) return help(rest[0], terminal, name === undefined);
  if (['--version', '-v', '-V'].includes(name)) {
    terminal.out(packageVersion());
    return OK;
  }
  const command = await find(name, terminal);
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
    const command = await find(name, terminal);
    if (command) terminal.out(helpOf(command, terminal));
    return command ? OK : USAGE;
  }
  if (missing) terminal.err(overview(terminal));
  else terminal.out(overview(terminal));
  return missing ? USAGE : OK;
}

async function find(name: string, terminal: Terminal): Promise<Command | undefined> {
  if (Object.hasOwn(COMMANDS, name)) return (await COMMANDS[name].load()).command;
  const [near] = nearest(name, Object.keys(COMMANDS));
  const hint = near ? `did you mean ${near}?` : `there are ${Object.keys(COMMANDS).join(', ')}`;
  terminal.err(`pipewright: unknown ${name.startsWith('-') ? 'option' : 'command'} ${name}; ${hint}`);
  return undefined;
}

function failure(error: unknown, name: string, args: readonly string[], terminal: Terminal): number {
  if (error instanceof UsageError) {
    terminal.err(`pipewright ${name}: ${error.message}\nSee: pipewright ${name} --help`);
    return USAGE;
  }
  if (error instanceof PipewrightError) {
    reportProblems(error.problems, terminal);
    return FOUND;
  }
  terminal.err([
    `pipewright ${name} failed: this is a mistake in pipewright, not in your pipeline. Nothing is half-written.`,
    'Please report it with these lines:',
    `  pipewright ${packageVersion()}, Node.js ${process.version}, ${process.platform}: pipewright ${args.join(' ')}`,
    `  ${error instanceof Error ? error.stack ?? error.message : String(error)}`,
  ].join('\n'));
  return FOUND;
}

/** What `bin/pipewright` calls. */
export function main(): void {
  // a reader that has seen enough, such as `head`, is no failure
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? OK : FOUND));
  // what the user's file prints must not end up between our own output, which may be JSON
  console.log = console.info = console.debug = console.error;
  const terminal = processTerminal();
  process.on('unhandledRejection', (error) => {
    reportProblems(problemsOfError(error, 'the program'), terminal);
    process.exit(FOUND);
  });
  void run(process.argv.slice(2), terminal).then((code) => {
    process.exitCode = code;
  });
}
