/**
 * GitHub's own schema of a workflow, ready for walking. `schema.json` is `workflow-v1.0.json` of @actions/workflow-parser
 * (MIT, Copyright GitHub) without its descriptions; a test compares it with the installed package.
 */
import schema from './schema.json';

interface RawDefinition {
  readonly 'context'?: readonly string[];
  readonly 'one-of'?: readonly string[];
  readonly 'allowed-values'?: readonly string[];
  readonly 'null'?: object;
  readonly 'boolean'?: object;
  readonly 'number'?: object;
  readonly 'string'?: { readonly 'constant'?: string; readonly 'require-non-empty'?: boolean };
  readonly 'sequence'?: { readonly 'item-type': string };
  readonly 'mapping'?: RawMapping;
}

interface RawMapping {
  readonly 'properties'?: Readonly<Record<string, string | { readonly type: string; readonly required?: boolean }>>;
  readonly 'loose-key-type'?: string;
  readonly 'loose-value-type'?: string;
}

export interface MappingDefinition {
  readonly name: string;
  readonly properties: ReadonlyMap<string, Property>;
  readonly required: readonly string[];
  readonly looseKey?: string;
  readonly looseValue?: Property;
}

/** A name of a definition, looked up once. */
export class Property {
  private found?: Definition;

  constructor(private readonly type: string, public readonly required = false) {}

  public get definition(): Definition {
    return this.found ??= definitionOf(this.type);
  }
}

/** What a place in a workflow takes: every alternative of a one-of at once. */
export interface Definition {
  readonly name: string;
  /** Contexts and functions that become available here, as GitHub writes them: `github`, `hashFiles(1,255)`. */
  readonly context: readonly string[];
  takesNull: boolean;
  takesBoolean: boolean;
  takesNumber: boolean;
  /** Any text, non-empty text, only `constants`, or none. */
  text: 'any' | 'non-empty' | 'constants' | 'none';
  readonly constants: string[];
  sequence?: Property;
  readonly mappings: MappingDefinition[];
}

const BUILT_IN: Readonly<Record<string, RawDefinition>> = {
  any: { 'one-of': ['null', 'boolean', 'number', 'string', 'sequence', 'mapping'] },
  null: { null: {} },
  boolean: { boolean: {} },
  number: { number: {} },
  string: { string: {} },
  sequence: { sequence: { 'item-type': 'any' } },
  mapping: { mapping: { 'loose-key-type': 'string', 'loose-value-type': 'any' } },
};
const RAW: Readonly<Record<string, RawDefinition>> = schema.definitions as unknown as Readonly<Record<string, RawDefinition>>;
/**
 * What GitHub runs since that schema was published, by the definitions that have it.
 * https://github.blog/changelog/2026-09-10-control-github-actions-cache-access-with-cache-mode
 */
const SINCE: Readonly<Record<string, RawDefinition>> = { 'cache-mode': { 'allowed-values': ['read', 'write', 'write-only', 'none'] } };
export const KEYS_SINCE: Readonly<Record<string, readonly string[]>> = {
  'workflow-root-strict': ['cache-mode'], 'job-factory': ['cache-mode'], 'workflow-job': ['cache-mode'],
};
const compiled = new Map<string, Definition>();

export function definitionOf(name: string): Definition {
  let definition = compiled.get(name);
  if (!definition) {
    definition = {
      name, context: raw(name).context ?? [], takesNull: false, takesBoolean: false, takesNumber: false, text: 'none', constants: [], mappings: [],
    };
    add(definition, name);
    compiled.set(name, definition);
  }
  return definition;
}

/** The keys that a definition of the schema names, such as those of `permissions-mapping`. */
export function keysOf(name: string): string[] {
  return definitionOf(name).mappings.flatMap((mapping) => [...mapping.properties.keys()]);
}

function raw(name: string): RawDefinition {
  const definition = RAW[name] ?? BUILT_IN[name] ?? SINCE[name];
  if (!definition) throw new Error(`schema.json has no definition of '${name}'`);
  return definition;
}

function add(to: Definition, name: string): void {
  const from = raw(name);
  for (const alternative of from['one-of'] ?? []) add(to, alternative);
  for (const value of from['allowed-values'] ?? []) addConstant(to, value);
  if (from.null) to.takesNull = true;
  if (from.boolean) to.takesBoolean = true;
  if (from.number) to.takesNumber = true;
  if (from.string?.constant !== undefined) addConstant(to, from.string.constant);
  else if (from.string) to.text = from.string['require-non-empty'] ? 'non-empty' : 'any';
  if (from.sequence) to.sequence = new Property(from.sequence['item-type']);
  if (from.mapping) to.mappings.push(mappingOf(name, from.mapping));
}

function addConstant(to: Definition, value: string): void {
  to.constants.push(value);
  if (to.text === 'none') to.text = 'constants';
}

function mappingOf(name: string, from: RawMapping): MappingDefinition {
  const properties = new Map(Object.entries(from.properties ?? {}).map(([key, value]) => typeof value === 'string'
    ? [key, new Property(value)] as const
    : [key, new Property(value.type, value.required === true)] as const));
  for (const key of KEYS_SINCE[name] ?? []) properties.set(key, new Property(key));
  const loose = from['loose-value-type'];
  return {
    name,
    properties,
    required: [...properties].filter(([, property]) => property.required).map(([key]) => key),
    looseKey: from['loose-key-type'],
    looseValue: loose === undefined ? undefined : new Property(loose),
  };
}
