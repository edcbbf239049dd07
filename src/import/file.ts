/** The file that is being written: which names it imports, and what a reader should know. */
import { Names } from './names';
import { Code, source } from './source';

export interface Override {
  readonly path: string;
  readonly value: unknown;
}

export class ImportedFile {
  public readonly imports = new Set<string>(['App', 'Pipeline', 'Trigger']);
  /** Where the result cannot mean quite the same, or needs a person. */
  public readonly notes: string[] = [];

  /** Actions that the catalogue does not hold, by what they are pinned to. */
  private readonly actions = new Map<string, { readonly variable: string; readonly props: object; readonly inputs: Set<string>; readonly outputs: Set<string> }>();

  constructor(private readonly names: Names) {}

  /** The constant of an action, defined once, with the inputs and outputs that are used of it. */
  public define(name: string, sha: string, version: string, inputs: readonly string[], outputs: readonly string[]): Code {
    const id = `${name}@${sha}`;
    let action = this.actions.get(id);
    if (!action) {
      this.use('Action');
      action = { variable: this.names.claim(name.split('/').slice(1).join('-'), 'Action'), props: { name, sha, version }, inputs: new Set(), outputs: new Set() };
      this.actions.set(id, action);
    }
    for (const input of inputs) action.inputs.add(input);
    for (const output of outputs) action.outputs.add(output);
    return new Code(action.variable);
  }

  public get definitions(): string[] {
    return [...this.actions.values()].map(({ variable, props: given, inputs, outputs }) => {
      const named = {
        ...(inputs.size && { inputs: Object.fromEntries([...inputs].map((input) => [input, {}])) }),
        ...(outputs.size && { outputs: [...outputs] }),
      };
      const opening = `const ${variable} = Action.define(`;
      return `${opening}${source({ ...given, ...named }, '', opening.length)});`;
    });
  }

  /** A constant's name, used nowhere else. */
  public claim(id: string, suffix: string): string {
    return this.names.claim(id, suffix);
  }

  /** A name of the library, remembered for the import. */
  public use(name: string): string {
    this.imports.add(name);
    return name;
  }

  public note(text: string): void {
    if (!this.notes.includes(text)) this.notes.push(text);
  }
}

/** A key within the path of an override. */
export function key(name: string): string {
  return name.replaceAll('.', '\\.');
}

/** Drops undefined values, and the object where nothing is left. */
export function props<T extends object>(object: T): T | undefined {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined);
  return entries.length ? Object.fromEntries(entries) as T : undefined;
}

export function isExpression(value: unknown): value is string {
  return typeof value === 'string' && value.includes('${{');
}

/** Environment values are strings in the end: `1` and `'1'` are the same. */
export function strings(map: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, value === null || value === undefined ? '' : String(value)]));
}
