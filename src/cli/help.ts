/** `--help`, from what the commands say of themselves. */
import { Command, Flag } from './command';
import { COMMANDS } from './registry';
import { paint, Terminal } from './terminal';

const EXIT_CODES = ['0  all is well', '1  errors or findings', '2  the command line is wrong'];

export function overview(terminal: Terminal): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  return [
    'pipewright: GitHub Actions workflows and the infrastructure they deploy to, from one TypeScript file',
    '',
    paint(terminal, 'bold', 'Usage'),
    '  pipewright <command> [options]',
    '',
    paint(terminal, 'bold', 'Commands'),
    ...Object.entries(COMMANDS).map(([name, { summary }]) => `  ${paint(terminal, 'cyan', name.padEnd(width))}  ${summary}`),
    '',
    paint(terminal, 'bold', 'Exit codes'),
    ...EXIT_CODES.map((line) => `  ${line}`),
    '',
    'pipewright <command> --help tells more. --version prints the version.',
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
    ...wrap(command.description, terminal.width),
    '',
    paint(terminal, 'bold', 'Options'),
    ...flags.map(([, flag], i) => `  ${paint(terminal, 'cyan', left[i].padEnd(width))}  ${describe(flag)}`),
    ...(command.examples ? ['', paint(terminal, 'bold', 'Examples'), ...command.examples.map((line) => `  ${line}`)] : []),
    '',
    paint(terminal, 'bold', 'Exit codes'),
    ...(command.exitCodes ?? EXIT_CODES).map((line) => `  ${line}`),
  ].join('\n');
}

function describe(flag: Flag): string {
  const notes = [flag.choices?.join(', '), flag.multiple ? 'may be repeated' : undefined].filter((note) => note !== undefined);
  return notes.length ? `${flag.description} (${notes.join('; ')})` : flag.description;
}

export function wrap(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1)!;
    if (line !== '' && line.length + word.length + 1 > Math.min(width, 100)) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}
