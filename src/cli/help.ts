/** `--help`, from what the commands say of themselves. */
import { Command, Flag } from './command';
import { COMMANDS } from './registry';
import { paint, Terminal } from './terminal';
import { wrapped } from '../plan/text-table';

const MOST_COLUMNS = 100;
/** Fewer columns than these are none. */
const NARROWEST = 24;

const EXIT_CODES = ['0  all is well', '1  errors or findings', '2  the command line is wrong'];

export function overview(terminal: Terminal): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  return [
    ...wrapped('pipewright: GitHub Actions workflows and the infrastructure they deploy to, from one TypeScript file', prose(terminal)),
    '',
    paint(terminal, 'bold', 'Usage'),
    '  pipewright <command> [options]',
    '',
    paint(terminal, 'bold', 'Commands'),
    ...Object.entries(COMMANDS).flatMap(([name, { summary }]) => entry(paint(terminal, 'cyan', name.padEnd(width)), width, summary, terminal)),
    '',
    paint(terminal, 'bold', 'Exit codes'),
    ...EXIT_CODES.map((line) => `  ${line}`),
    '',
    ...wrapped('pipewright <command> --help tells more. --version prints the version.', prose(terminal)),
  ].join('\n');
}

export function helpOf(command: Command, terminal: Terminal): string {
  const flags = Object.entries<Flag>({ ...command.flags, help: { description: 'this text', short: 'h' } });
  const left = flags.map(([name, flag]) => `${flag.short ? `-${flag.short}, ` : '    '}--${name}${flag.value ? ` <${flag.value}>` : ''}`);
  const width = Math.max(...left.map((text) => text.length));
  return [
    paint(terminal, 'bold', 'Usage'),
    `  pipewright ${command.usage}`,
    '',
    ...wrapped(command.description, prose(terminal)),
    '',
    paint(terminal, 'bold', 'Options'),
    ...flags.flatMap(([, flag], i) => entry(paint(terminal, 'cyan', left[i].padEnd(width)), width, describe(flag), terminal)),
    ...(command.examples ? ['', paint(terminal, 'bold', 'Examples'), ...command.examples.map((line) => `  ${line}`)] : []),
    '',
    paint(terminal, 'bold', 'Exit codes'),
    ...(command.exitCodes ?? EXIT_CODES).flatMap((line) => entry(line.slice(0, line.indexOf(' ')), line.indexOf(' '), line.slice(line.indexOf(' ')).trim(), terminal)),
  ].join('\n');
}

/** Longer lines are hard to read. */
function prose(terminal: Terminal): number {
  return Math.min(terminal.width ?? MOST_COLUMNS, MOST_COLUMNS);
}

/** A word and what it means; where there is no room beside it, below it. */
function entry(label: string, width: number, meaning: string, terminal: Terminal): string[] {
  const rest = (terminal.width ?? MOST_COLUMNS) - width - 4;
  if (rest < NARROWEST) return [`  ${label.trimEnd()}`, ...wrapped(meaning, (terminal.width ?? MOST_COLUMNS) - 6).map((line) => `      ${line}`)];
  const [first, ...more] = terminal.width === undefined ? [meaning] : wrapped(meaning, rest);
  return [`  ${label}  ${first}`, ...more.map((line) => `  ${' '.repeat(width)}  ${line}`)];
}

function describe(flag: Flag): string {
  const notes = [flag.choices?.join(', '), flag.multiple ? 'may be repeated' : undefined].filter((note) => note !== undefined);
  return notes.length ? `${flag.description} (${notes.join('; ')})` : flag.description;
}
