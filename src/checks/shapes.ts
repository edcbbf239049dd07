/** What the public API takes, as `scripts/shapes.mjs` reads it from the sources. */
import data from './shapes.json';

interface Shapes {
  /** `new Job`, `Step.run`, `Pipeline#addOverride` → `name: type`, with `?` behind a type that may be left out, `...` before a rest. */
  readonly callables: Readonly<Record<string, readonly string[]>>;
  /** Props by struct: name → type. */
  readonly structs: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Members by enum: name → value. */
  readonly enums: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export const SHAPES = data as unknown as Shapes;

/** A class, also one whose constructor is private. */
export type Class = { readonly prototype: object };
const classes = new Map<string, Class>();
const makers = new Map<string, readonly string[]>();

/** The class behind a name in a type. */
export function classNamed(name: string): Class | undefined {
  return classes.get(name);
}

export function rememberClass(name: string, type: Class): void {
  classes.set(name, type);
  makers.delete(name);
}

/** `Toolchain.python`, `Toolchain.node` …; constants such as `Runner.UBUNTU_24_04` as they are. */
export function makersOf(name: string): readonly string[] {
  let known = makers.get(name);
  if (!known) makers.set(name, known = findMakers(name));
  return known;
}

function findMakers(name: string): string[] {
  const type = classNamed(name);
  const constants = type ? Object.keys(type).filter((key) => /^[A-Z][A-Z0-9_]*$/.test(key)).map((key) => `${name}.${key}`) : [];
  const factories = Object.keys(SHAPES.callables).filter((key) => key.startsWith(`${name}.`)).map((key) => `${key}(…)`);
  const made = SHAPES.callables[`new ${name}`] ? [`new ${name}(…)`] : [];
  return [...factories, ...made, ...constants];
}
