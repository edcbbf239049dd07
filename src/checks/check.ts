/**
 * Checks values against the types of the public API. TypeScript does the same before; plain JavaScript and other
 * languages have only this. Everything that is wrong is found in one go, each with its place.
 */
import { makersOf, SHAPES } from './shapes';
import { allowedOf, described, describeValue, nearestMaker, sameName } from './words';
import { nearest } from '../nearest';
import { Problem } from '../problem';
import { isPlain } from '../values';

/** A problem before it is known where in the app it is. */
export type PropProblem = Pick<Problem, 'message' | 'value' | 'allowed' | 'nearest' | 'fix'> & { readonly at: string };

/** More would be one mistake, repeated. */
const MOST_PROBLEMS = 20;
/** YAML's limit for a key on one line. */
const LONGEST_KEY = 1000;
const DEEPEST = 100;

/** What is wrong with the arguments of a call: `Step.run`, `new Job`, `Pipeline#addOverride`. */
export function checkCall(callable: string, args: readonly unknown[], skip = 0): PropProblem[] {
  const check = new Check();
  const parameters = parametersOf(callable);
  for (let i = skip; i < parameters.length; i++) {
    const { name, type, isRest } = parameters[i];
    if (type.replace('?', '').replace('[]', '') === 'any') continue; // operands of expressions and the like are judged where they are used
    check.value(isRest ? args.slice(i) : args[i], type, name);
  }
  return check.problems;
}

interface Parameter {
  readonly name: string;
  readonly type: string;
  readonly isRest: boolean;
}

const parameters_ = new Map<string, readonly Parameter[]>();

function parametersOf(callable: string): readonly Parameter[] {
  let known = parameters_.get(callable);
  if (!known) {
    known = (SHAPES.callables[callable] ?? []).map((parameter) => {
      const [, rest, name, type] = /^(\.\.\.)?(.*?): (.*)$/.exec(parameter) ?? [];
      return { name, type, isRest: rest !== undefined };
    });
    parameters_.set(callable, known);
  }
  return known;
}

/** What is wrong with a value that must be plain data: texts, finite numbers, booleans, null, lists and maps of them. */
export function checkData(value: unknown, at: string): PropProblem[] {
  const check = new Check();
  check.value(value, 'any?', at);
  return check.problems;
}

class Check {
  public readonly problems: PropProblem[] = [];
  /** Lists and maps that are being looked through. */
  private readonly open: object[] = [];

  public value(value: unknown, type: string, at: string): void {
    if (this.problems.length >= MOST_PROBLEMS) return;
    const isOptional = type.endsWith('?');
    const kind = isOptional ? type.slice(0, -1) : type;
    if (value === undefined) return isOptional ? undefined : this.missing(kind, at);
    if (value === null && kind !== 'any') return this.wrong(value, kind, at, isOptional ? 'leave it out' : undefined);
    if (kind.endsWith('[]')) return this.list(value, kind.slice(0, -2), at);
    if (kind.endsWith('{}')) return this.named(value, kind.slice(0, -2), at);
    if (kind.startsWith('class ')) return this.instance(value, kind.slice(6), at);
    if (kind.startsWith('enum ')) return this.member(value, kind.slice(5), at);
    if (kind.startsWith('interface ')) return this.methods(value, kind.slice(10).split(' '), at);
    if (Object.hasOwn(SHAPES.structs, kind)) return this.struct(value, kind, at);
    return this.plain(value, kind, at);
  }

  private plain(value: unknown, kind: string, at: string): void {
    if (kind === 'any') return this.data(value, at);
    if (typeof value === 'number' && kind === 'string') return this.wrong(value, kind, at, Number.isInteger(value) ? `write '${value}'` : 'put it in quotes: as a number, 3.10 is 3.1');
    if (typeof value !== kind || Number.isNaN(value) || value === Infinity || value === -Infinity) return this.wrong(value, kind, at);
    if (typeof value === 'string') this.text(value, at);
  }

  /** A file holds no half of a pair, and nothing that starts a process takes a NUL. */
  private text(text: string, at: string): void {
    // eslint-disable-next-line no-control-regex
    if (!/[\u0000\ud800-\udfff]/.test(text)) return; // halves of pairs are told from pairs by the slower expression only
    // eslint-disable-next-line no-control-regex
    const bad = /\u0000|\p{Cs}/u.exec(text);
    if (!bad) return;
    const code = bad[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    this.add({ at, message: `holds the character U+${code} at ${bad.index}, which no file can hold`, value: text, fix: 'remove it, or encode the text' });
  }

  private list(value: unknown, item: string, at: string): void {
    if (!Array.isArray(value)) {
      const one = new Check();
      one.value(value, item, at);
      return this.wrong(value, `${item}[]`, at, one.problems.length === 0 ? 'put it into a list: [ … ]' : undefined);
    }
    this.within(value, at, () => { for (let i = 0; i < value.length; i++) this.value(value[i], item, `${at}[${i}]`); });
  }

  /** Names that the user gives: they keep their order, which JavaScript itself takes from whole numbers. */
  private named(value: unknown, item: string, at: string): void {
    const keys = isPlain(value) ? Object.keys(value) : [];
    const moved = keys.length > 1 ? keys.filter((key) => isIndex(key)) : [];
    for (const key of moved) {
      this.add({ at: `${at}.${key}`, message: 'is a whole number as a name: JavaScript puts such before all others, whatever the program says', value: key, fix: `begin the name with a letter: v${key}` });
    }
    this.map(value, item, at);
  }

  private map(value: unknown, item: string, at: string): void {
    if (!isPlain(value)) return this.wrong(value, `${item}{}`, at);
    this.within(value, at, () => {
      for (const key of Object.keys(value)) {
        this.key(key, at);
        // an undefined value is as good as none
        if (value[key] !== undefined) this.value(value[key], item, `${at}.${key}`);
      }
    });
  }

  private key(key: string, at: string): void {
    this.text(key, `${at}.${key.slice(0, 40)}`);
    if (key.length > LONGEST_KEY) this.add({ at, message: `has a key of ${key.length} characters; at most ${LONGEST_KEY} fit`, value: key, fix: 'shorten it' });
  }

  private struct(value: unknown, name: string, at: string): void {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || makersOf(value.constructor?.name ?? '').length > 0) return this.wrong(value, name, at);
    const props = SHAPES.structs[name];
    const given = value as Readonly<Record<string, unknown>>;
    // other props may belong to a construct of the user's own; one that is spelled nearly like ours belongs to nobody
    const strangers = Object.keys(given).filter((key) => !Object.hasOwn(props, key));
    this.within(value, at, () => {
      for (const key of Object.keys(props)) {
        const type = props[key];
        if (given[key] === undefined && type.endsWith('?') && strangers.length === 0) continue;
        const misspelled = given[key] === undefined ? strangers.find((stranger) => sameName(stranger, key)) ?? this.near(strangers, key, type) : undefined;
        if (misspelled !== undefined) {
          this.add({ at: `${at}.${misspelled}`, message: 'there is no such prop', value: misspelled, allowed: Object.keys(props), nearest: [key], fix: `write ${key}` });
        } else {
          this.value(given[key], type, `${at}.${key}`);
        }
      }
    });
  }

  /** What must be there and is not is meant by the name that is nearest. */
  private near(strangers: readonly string[], key: string, type: string): string | undefined {
    return type.endsWith('?') ? undefined : nearest(key, strangers)[0];
  }

  private instance(value: unknown, name: string, at: string): void {
    if (isA(value, name)) return;
    const near = nearestMaker(value, makersOf(name));
    const fix = name === 'JobBase' && typeof value === 'string' ? 'list the construct itself, not its id' : undefined;
    this.wrong(value, `class ${name}`, at, fix, near);
  }

  private member(value: unknown, name: string, at: string): void {
    const members = SHAPES.enums[name];
    if (Object.values(members).includes(value as string)) return;
    const near = typeof value === 'string' ? nearest(value, Object.keys(members)).map((key) => `${name}.${key}`) : [];
    this.wrong(value, `enum ${name}`, at, undefined, near);
  }

  private methods(value: unknown, names: readonly string[], at: string): void {
    const missing = names.filter((name) => typeof (value as Record<string, unknown>)[name] !== 'function');
    if (typeof value !== 'object' || missing.length > 0) this.wrong(value, `interface ${names.join(' ')}`, at);
  }

  private data(value: unknown, at: string): void {
    if (Array.isArray(value)) return this.within(value, at, () => { for (let i = 0; i < value.length; i++) this.value(value[i], 'any', `${at}[${i}]`); });
    if (isPlain(value)) return this.map(value, 'any', at);
    if (value === null || typeof value === 'boolean') return;
    if (typeof value === 'string') return this.text(value, at);
    if (typeof value === 'number' && Number.isFinite(value)) return;
    const text = typeof value === 'object' && typeof (value as object).toString === 'function' && value.toString !== Object.prototype.toString && !(value instanceof Map);
    this.wrong(value, 'any', at, text ? 'put it into a string: `${value}`' : undefined);
  }

  /** Nothing may hold itself. */
  private within(value: object, at: string, look: () => void): void {
    if (this.open.includes(value)) return this.add({ at, message: 'holds itself', fix: 'make a copy that ends' });
    if (this.open.length >= DEEPEST) return this.add({ at: `${at.slice(0, 60)}…`, message: `is nested more than ${DEEPEST} deep`, fix: 'make it flatter' });
    this.open.push(value);
    look();
    this.open.pop();
  }

  private missing(kind: string, at: string): void {
    this.add({ at, message: `is missing; it takes ${described(kind)}`, allowed: allowedOf(kind), fix: `give ${described(kind)}` });
  }

  private wrong(value: unknown, kind: string, at: string, fix?: string, near: readonly string[] = []): void {
    this.add({
      at, message: `is ${describeValue(value)}, not ${described(kind)}`, value, allowed: allowedOf(kind),
      ...(near.length ? { nearest: near } : {}), fix: fix ?? (near.length ? `use ${near[0]}` : `give ${described(kind)}`),
    });
  }

  private add(problem: PropProblem): void {
    if (this.problems.length < MOST_PROBLEMS) this.problems.push(problem);
  }
}

function isIndex(key: string): boolean {
  return /^(?:0|[1-9]\d{0,9})$/.test(key) && Number(key) < 2 ** 32 - 1;
}

/** By name, so that two copies of the library in one process understand each other. */
function isA(value: unknown, name: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  for (let prototype: object | null = Object.getPrototypeOf(value); prototype; prototype = Object.getPrototypeOf(prototype)) {
    if (prototype.constructor?.name === name) return true;
  }
  return false;
}
