/**
 * Checks values against the types of the public API. TypeScript does the same before; plain JavaScript and other
 * languages have only this. Everything that is wrong is found in one go, each with its place.
 */
import { makersOf, SHAPES } from './shapes';
import { Type, typeOf } from './types';
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
const ANY = typeOf('any');

/** What is wrong with the arguments of a call: `Step.run`, `new Job`, `Pipeline#addOverride`. */
export function checkCall(callable: string, args: readonly unknown[], skip = 0): PropProblem[] {
  const check = new Check();
  const parameters = parametersOf(callable);
  for (let i = skip; i < parameters.length; i++) {
    const { name, type, isRest } = parameters[i];
    if (type.kind === 'any' || type.kind === 'any[]') continue; // operands of expressions and the like are judged where they are used
    check.value(isRest ? args.slice(i) : args[i], type, name);
  }
  return check.problems;
}

interface Parameter {
  readonly name: string;
  readonly type: Type;
  readonly isRest: boolean;
}

const parameters_ = new Map<string, readonly Parameter[]>();

function parametersOf(callable: string): readonly Parameter[] {
  let known = parameters_.get(callable);
  if (!known) {
    known = (SHAPES.callables[callable] ?? []).map((parameter) => {
      const [, rest, name, type] = /^(\.\.\.)?(.*?): (.*)$/.exec(parameter) ?? [];
      return { name, type: typeOf(type), isRest: rest !== undefined };
    });
    parameters_.set(callable, known);
  }
  return known;
}

/** What is wrong with a value that must be plain data: texts, finite numbers, booleans, null, lists and maps of them. */
export function checkData(value: unknown, at: string): PropProblem[] {
  const check = new Check();
  check.value(value, typeOf('any?'), at);
  return check.problems;
}

class Check {
  public readonly problems: PropProblem[] = [];
  /** Lists and maps that are being looked through. */
  private readonly open: object[] = [];

  public value(value: unknown, type: Type, at: string): void {
    if (this.problems.length >= MOST_PROBLEMS) return;
    if (value === undefined) return type.isOptional ? undefined : this.missing(type.kind, at);
    if (value === null && type.shape !== 'any') return this.wrong(value, type.kind, at, type.isOptional ? 'leave it out' : undefined);
    switch (type.shape) {
      case 'list': return this.list(value, type, at);
      case 'map': return this.named(value, type, at);
      case 'class': return this.instance(value, type, at);
      case 'enum': return this.member(value, type, at);
      case 'interface': return this.methods(value, type, at);
      case 'struct': return this.struct(value, type, at);
      case 'any': return this.data(value, at);
      case 'plain': return this.plain(value, type.kind, at);
    }
  }

  private plain(value: unknown, kind: string, at: string): void {
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

  private list(value: unknown, { kind, item = ANY }: Type, at: string): void {
    if (!Array.isArray(value)) {
      const one = new Check();
      one.value(value, item, at);
      return this.wrong(value, kind, at, one.problems.length === 0 ? 'put it into a list: [ … ]' : undefined);
    }
    this.items(value, item, at);
  }

  private items(values: readonly unknown[], item: Type, at: string): void {
    if (!this.enter(values, at)) return;
    for (let i = 0; i < values.length; i++) this.value(values[i], item, `${at}[${i}]`);
    this.open.pop();
  }

  /** Names that the user gives: they keep their order, which JavaScript itself takes from whole numbers. */
  private named(value: unknown, { item = ANY }: Type, at: string): void {
    const keys = isPlain(value) ? Object.keys(value) : [];
    const moved = keys.length > 1 ? keys.filter((key) => isIndex(key)) : [];
    for (const key of moved) {
      this.add({ at: `${at}.${key}`, message: 'is a whole number as a name: JavaScript puts such before all others, whatever the program says', value: key, fix: `begin the name with a letter: v${key}` });
    }
    this.map(value, item, at);
  }

  private map(value: unknown, item: Type, at: string): void {
    if (!isPlain(value)) return this.wrong(value, `${item.kind}{}`, at);
    if (!this.enter(value, at)) return;
    for (const key of Object.keys(value)) {
      this.key(key, at);
      // an undefined value is as good as none
      if (value[key] !== undefined) this.value(value[key], item, `${at}.${key}`);
    }
    this.open.pop();
  }

  private key(key: string, at: string): void {
    this.text(key, `${at}.${key.slice(0, 40)}`);
    if (key.length > LONGEST_KEY) this.add({ at, message: `has a key of ${key.length} characters; at most ${LONGEST_KEY} fit`, value: key, fix: 'shorten it' });
  }

  private struct(value: unknown, type: Type, at: string): void {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || isMade(value)) return this.wrong(value, type.name, at);
    const given = value as Readonly<Record<string, unknown>>;
    const strangers = strangersTo(given, type.name);
    if (!this.enter(value, at)) return;
    for (const { name, type: prop } of type.props) {
      const one = given[name];
      if (one === undefined && prop.isOptional && strangers === undefined) continue;
      const misspelled = one === undefined && strangers !== undefined ? meant(strangers, name, prop) : undefined;
      if (misspelled !== undefined) {
        this.add({ at: `${at}.${misspelled}`, message: 'there is no such prop', value: misspelled, allowed: type.props.map((p) => p.name), nearest: [name], fix: `write ${name}` });
      } else {
        this.value(one, prop, `${at}.${name}`);
      }
    }
    this.open.pop();
  }

  private instance(value: unknown, { name, kind }: Type, at: string): void {
    if (isA(value, name)) return;
    const near = nearestMaker(value, makersOf(name));
    const fix = name === 'JobBase' && typeof value === 'string' ? 'list the construct itself, not its id' : undefined;
    this.wrong(value, kind, at, fix, near);
  }

  private member(value: unknown, { name, kind }: Type, at: string): void {
    const members = SHAPES.enums[name];
    if (Object.values(members).includes(value as string)) return;
    const near = typeof value === 'string' ? nearest(value, Object.keys(members)).map((key) => `${name}.${key}`) : [];
    this.wrong(value, kind, at, undefined, near);
  }

  private methods(value: unknown, { name, kind }: Type, at: string): void {
    const missing = name.split(' ').filter((method) => typeof (value as Record<string, unknown>)[method] !== 'function');
    if (typeof value !== 'object' || missing.length > 0) this.wrong(value, kind, at);
  }

  private data(value: unknown, at: string): void {
    if (Array.isArray(value)) return this.items(value, ANY, at);
    if (isPlain(value)) return this.map(value, ANY, at);
    if (value === null || typeof value === 'boolean') return;
    if (typeof value === 'string') return this.text(value, at);
    if (typeof value === 'number' && Number.isFinite(value)) return;
    const text = typeof value === 'object' && typeof (value as object).toString === 'function' && value.toString !== Object.prototype.toString && !(value instanceof Map);
    this.wrong(value, 'any', at, text ? 'put it into a string: `${value}`' : undefined);
  }

  /** Nothing may hold itself: false where it is not to be looked into. */
  private enter(value: object, at: string): boolean {
    if (this.open.includes(value)) this.add({ at, message: 'holds itself', fix: 'make a copy that ends' });
    else if (this.open.length >= DEEPEST) this.add({ at: `${at.slice(0, 60)}…`, message: `is nested more than ${DEEPEST} deep`, fix: 'make it flatter' });
    else return this.open.push(value) > 0;
    return false;
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

/** Something that this library made, where a struct is expected. */
function isMade(value: object): boolean {
  return value.constructor !== Object && makersOf(value.constructor?.name ?? '').length > 0;
}

/** Other props may belong to a construct of the user's own; one that is spelled nearly like ours belongs to nobody. */
function strangersTo(given: object, struct: string): string[] | undefined {
  const props = SHAPES.structs[struct];
  let strangers: string[] | undefined;
  for (const key of Object.keys(given)) if (!Object.hasOwn(props, key)) (strangers ??= []).push(key);
  return strangers;
}

/** What is spelled nearly like a prop of ours; what must be there and is not is meant by the name that is nearest. */
function meant(strangers: readonly string[], name: string, { isOptional }: Type): string | undefined {
  return strangers.find((stranger) => sameName(stranger, name)) ?? (isOptional ? undefined : nearest(name, strangers)[0]);
}

/** By name, so that two copies of the library in one process understand each other. */
function isA(value: unknown, name: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  for (let prototype: object | null = Object.getPrototypeOf(value); prototype; prototype = Object.getPrototypeOf(prototype)) {
    if (prototype.constructor?.name === name) return true;
  }
  return false;
}
