/** What is said of a value and of what it should be. */
import { makersOf, SHAPES } from './shapes';
import { nearest } from '../nearest';

const PLAIN: Readonly<Record<string, string>> = { string: 'a text', number: 'a number', boolean: 'true or false', any: 'plain data' };
const ONES: Readonly<Record<string, string>> = { string: 'texts', number: 'numbers', boolean: 'booleans', any: 'plain data' };

/** `string[]` → a list of texts. */
export function described(kind: string): string {
  if (kind.endsWith('[]')) return `a list of ${ones(kind.slice(0, -2))}`;
  if (kind.endsWith('{}')) return `an object of ${ones(kind.slice(0, -2))} by name`;
  if (kind.startsWith('class ')) return article(nameOf(kind));
  if (kind.startsWith('enum ')) return `one of ${nameOf(kind)}`;
  if (kind.startsWith('interface ')) return `an object with the method ${kind.slice(10).split(' ').join(' and ')}`;
  return PLAIN[kind] ?? `an object: ${kind}`;
}

function ones(kind: string): string {
  return ONES[kind] ?? (kind.startsWith('class ') ? nameOf(kind) : described(kind));
}

function nameOf(kind: string): string {
  const name = kind.replace(/^(class|enum) /, '');
  return name === 'JobBase' ? 'job construct' : name;
}

function article(name: string): string {
  return `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`;
}

/** What would do, where it can be listed. */
export function allowedOf(kind: string): readonly string[] | undefined {
  const inner = kind.replace(/(\[\]|\{\})+$/, '');
  if (inner.startsWith('enum ')) return Object.keys(SHAPES.enums[inner.slice(5)]).map((key) => `${inner.slice(5)}.${key}`);
  if (inner.startsWith('class ') && inner !== 'class JobBase') return makersOf(inner.slice(6));
  if (inner in SHAPES.structs) return [`{ ${Object.entries(SHAPES.structs[inner]).map(([key, type]) => `${key}${type.endsWith('?') ? '?' : ''}`).join(', ')} }`];
  return undefined;
}

export function describeValue(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return Number.isFinite(value) ? 'a number' : String(value);
  if (typeof value === 'object') {
    const name = (value as object).constructor?.name;
    return name && name !== 'Object' ? article(name) : 'an object';
  }
  return ({ string: 'a text', boolean: 'a boolean', undefined: 'missing', bigint: 'a bigint' } as Record<string, string>)[typeof value] ?? article(typeof value);
}

const simple = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** `timeout-minutes`, `timeoutMinute` and `TimeoutMinutes` are meant to be `timeoutMinutes`. */
export function sameName(given: string, known: string): boolean {
  return simple(given) === simple(known) || simple(given).replace(/s$/, '') === simple(known).replace(/s$/, '');
}

/** `'python'` was meant to be `Toolchain.python(…)`, `'ubuntu-24.04'` to be `Runner.UBUNTU_24_04`. */
export function nearestMaker(value: unknown, makers: readonly string[]): string[] {
  if (typeof value !== 'string' || value === '') return [];
  const names = new Map(makers.map((maker) => [simple(maker.replace(/^.*?\./, '')), maker]));
  const exact = names.get(simple(value));
  return exact ? [exact] : nearest(simple(value), names.keys()).map((name) => names.get(name)!);
}
