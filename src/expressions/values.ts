/**
 * Plain JavaScript values ↔ the values of GitHub's evaluator.
 */
import { ArrayData, Data, DictionaryData, githubExpressions, PrimitiveData } from './github-expressions';
import { isUnknown, Unknown } from './unknown';

/** A dictionary of which some fields are worked out when they are read, or are unknown. */
export interface OpenDictionary extends DictionaryData {
  /** What stands for a missing key; undefined where a missing key is null. */
  readonly missing?: (key: string) => Data | undefined;
  /** Its own name in an expression. */
  readonly label?: string;
}

type Entries = readonly (readonly [string, Data])[];
type OpenDictionaryClass = new (entries: Entries, missing?: (key: string) => Data | undefined, label?: string) => OpenDictionary;
let SafeDictionary: OpenDictionaryClass | undefined;

function dictionaryClass(): OpenDictionaryClass {
  const { data } = githubExpressions();
  SafeDictionary ??= class extends data.Dictionary implements OpenDictionary {
    // GitHub's index is a plain object, in which `constructor` would already be taken
    protected readonly indexMap: Record<string, number> = Object.create(null) as Record<string, number>;
    private found?: Map<string, Data | undefined>;

    constructor(entries: Entries, public readonly missing?: (key: string) => Data | undefined, public readonly label?: string) {
      super();
      for (const [key, value] of entries) this.add(key, value);
    }

    public get(key: string): Data | undefined {
      const known = super.get(key);
      if (known || !this.missing) return known;
      const id = key.toLowerCase();
      this.found ??= new Map();
      if (!this.found.has(id)) this.found.set(id, this.missing(key));
      return this.found.get(id);
    }
  };
  return SafeDictionary;
}

export function dictionary(entries: Entries): DictionaryData {
  return new (dictionaryClass())(entries);
}

/** A dictionary whose other keys are what `missing` says. */
export function openDictionary(label: string, entries: Entries, missing: (key: string) => Data | undefined): OpenDictionary {
  return new (dictionaryClass())(entries, missing, label);
}

/** A dictionary of which every other key is unknown. */
export function unknownBeyond(label: string, entries: Entries = []): OpenDictionary {
  return openDictionary(label, entries, (key) => new Unknown([`${label}.${key}`]));
}

export function isOpen(value: Data): value is OpenDictionary {
  return (value as Partial<OpenDictionary>).missing !== undefined;
}

/** JavaScript → GitHub. Values of the evaluator, unknown ones too, stay as they are. */
export function toData(value: unknown): Data {
  const { data } = githubExpressions();
  if (value === null || value === undefined) return new data.Null();
  if (typeof value === 'string') return new data.StringData(value);
  if (typeof value === 'number') return new data.NumberData(value);
  if (typeof value === 'boolean') return new data.BooleanData(value);
  if (isData(value)) return value;
  if (Array.isArray(value)) return new data.Array(...value.map(toData));
  if (typeof value === 'object') return dictionary(Object.entries(value).map(([key, item]) => [key, toData(item)] as const));
  throw new Error(`a ${typeof value} is no value of an expression`);
}

function isData(value: unknown): value is Data {
  return typeof (value as Partial<Data>).coerceString === 'function' && typeof (value as Partial<Data>).kind === 'number';
}

/** GitHub → JavaScript. What is unknown becomes `<unknown: its name>`. */
export function fromData(value: Data): unknown {
  const { Kind } = githubExpressions().data;
  if (isUnknown(value)) return value.coerceString();
  switch (value.kind) {
    case Kind.Null:
      return null;
    case Kind.Array:
      return (value as ArrayData).values().map(fromData);
    case Kind.Dictionary:
      return Object.fromEntries((value as DictionaryData).pairs().map((pair) => [pair.key, fromData(pair.value)]));
    default:
      return (value as PrimitiveData<unknown>).value;
  }
}

/** The unknown values within a value, at any depth. */
export function unknownsIn(value: Data): Unknown[] {
  const { Kind } = githubExpressions().data;
  if (isUnknown(value)) return [value];
  if (value.kind === Kind.Array) return (value as ArrayData).values().flatMap(unknownsIn);
  if (value.kind !== Kind.Dictionary) return [];
  const own = (value as DictionaryData).values().flatMap(unknownsIn);
  return isOpen(value) ? [...own, new Unknown([value.label ?? 'it'])] : own;
}
