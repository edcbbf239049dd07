/** What a command is, and how its arguments are read. */
import { parseArgs } from 'util';
import type { Terminal } from './terminal';
import { nearest } from '../nearest';

export interface Flag {
  readonly description: string;
  /** Name of the value; a flag without one is on or off. */
  readonly value?: string;
  readonly short?: string;
  /** May be given several times. */
  readonly multiple?: boolean;
  readonly choices?: readonly string[];
}

export interface Command {
  /** `synth [options]` */
  readonly usage: string;
  /** What it does, in a few sentences. */
  readonly description: string;
  readonly flags: Readonly<Record<string, Flag>>;
  /** How many arguments without a dash it takes. @default 0 */
  readonly maxArguments?: number;
  /** What the exit codes mean where they differ from the usual. */
  readonly exitCodes?: readonly string[];
  readonly examples?: readonly string[];
  run(input: Input, terminal: Terminal): Promise<number> | number;
}

/** The arguments of one call. */
export class Input {
  constructor(
    public readonly positionals: readonly string[],
    private readonly values: Readonly<Record<string, readonly string[] | undefined>>,
  ) {}

  public has(flag: string): boolean {
    return this.values[flag] !== undefined;
  }

  /** The last value that was given. */
  public get(flag: string): string | undefined {
    return this.values[flag]?.at(-1);
  }

  public all(flag: string): readonly string[] {
    return this.values[flag] ?? [];
  }
}

/** The command line is wrong: exit code 2. */
export class UsageError extends Error {}

export const OK = 0;
export const FOUND = 1;
export const USAGE = 2;

/** Flags of every command that reads the app. */
export const APP_FLAGS = {
  'app': { value: 'file', short: 'a', description: 'the file that defines the pipelines (default: pipeline.ts)' },
  'root': { value: 'folder', description: 'root of the repository (default: this folder)' },
  'no-type-check': { description: 'run the file without looking at its types' },
} as const satisfies Record<string, Flag>;

export const JSON_FLAG = { json: { description: 'print JSON' } } as const satisfies Record<string, Flag>;

export function parseInput(command: Command, args: readonly string[]): Input {
  const flags: Readonly<Record<string, Flag>> = { ...command.flags, help: { description: 'this text', short: 'h' } };
  const options = Object.fromEntries(Object.entries(flags).map(([name, flag]) => [
    name, { type: flag.value ? 'string' as const : 'boolean' as const, ...(flag.short ? { short: flag.short } : {}) },
  ]));
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true, allowPositionals: true });
  const values: Record<string, string[]> = {};
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind === 'option') (values[token.name] ??= []).push(checkedValue(flags, token.name, token.rawName, token.value));
  }
  checkCounts(command, flags, values, positionals);
  return new Input(positionals, values);
}

function checkedValue(flags: Readonly<Record<string, Flag>>, name: string, raw: string, value: string | undefined): string {
  if (!Object.hasOwn(flags, name)) {
    const [near] = nearest(name, Object.keys(flags));
    throw new UsageError(`unknown option ${raw}${near ? `; did you mean --${near}?` : ''}`);
  }
  const flag = flags[name];
  if (flag.value === undefined) {
    if (value !== undefined) throw new UsageError(`${raw} takes no value`);
    return '';
  }
  if (value === undefined || (value.startsWith('-') && value.length > 1)) throw new UsageError(`${raw} needs a value: ${raw} <${flag.value}>`);
  if (flag.choices && !flag.choices.includes(value)) {
    const [near] = nearest(value, flag.choices);
    throw new UsageError(`${raw} ${value}: allowed are ${flag.choices.join(', ')}${near ? `; did you mean ${near}?` : ''}`);
  }
  return value;
}

function checkCounts(command: Command, flags: Readonly<Record<string, Flag>>, values: Record<string, string[]>, positionals: readonly string[]): void {
  for (const [name, given] of Object.entries(values)) {
    if (flags[name].value !== undefined && !flags[name].multiple && given.length > 1) throw new UsageError(`--${name} is given ${given.length} times`);
  }
  if (values.help === undefined && positionals.length > (command.maxArguments ?? 0)) {
    throw new UsageError(`unexpected argument ${positionals[command.maxArguments ?? 0]}`);
  }
}
