/**
 * Puts the checks in front of the public API: a call with wrong values throws one error that names all of them, at the
 * user's own line. Functions and methods are guarded from outside; a constructor asks by `checkConstruction`.
 */
import type { Construct, IConstruct } from 'constructs';
import { checkCall, PropProblem } from './check';
import { Class, rememberClass, SHAPES } from './shapes';
import { firstUserFrame } from '../origin';
import { PipewrightError, Problem } from '../problem';

type Callable = (...args: unknown[]) => unknown;

/** Guards the public functions and methods of some classes, by their names. */
export function guard(classes: Readonly<Record<string, Class>>): void {
  for (const [name, type] of Object.entries(classes)) rememberClass(name, type);
  for (const callable of Object.keys(SHAPES.callables)) {
    const [, name, mark, member] = /^(\w+)([.#])(\w+)$/.exec(callable) ?? [];
    const type = name ? classes[name] : undefined;
    if (type) guardMember((mark === '.' ? type : type.prototype) as unknown as Record<string, Callable>, member, callable);
  }
}

function guardMember(owner: Record<string, Callable>, member: string, callable: string): void {
  const original = owner[member];
  const guarded = function (this: unknown, ...args: unknown[]): unknown {
    const problems = checkCall(callable, args);
    if (problems.length > 0) throw failure(problems, callable.replace('#', '.'), guarded);
    return original.apply(this, args);
  };
  Object.defineProperty(guarded, 'name', { value: member });
  Object.defineProperty(owner, member, { value: guarded, writable: true, configurable: true, enumerable: false });
}

/**
 * For constructors, which cannot be guarded from outside: `checkNew('Job', this, scope, id, props)`.
 * `self` is the construct where there is one already, to say where it is.
 */
export function checkNew(name: string, self: object | undefined, ...args: readonly unknown[]): void {
  const problems = checkCall(`new ${name}`, args);
  if (problems.length > 0) throw failure(problems, placeOf(self) ?? `new ${name}`, checkNew);
}

/**
 * Before `super(scope, id)`, which takes nearly anything, and fails on the rest in its own words.
 * @param name the class that is made, for a construct that has no place yet
 */
export function checkPlace(name: string, scope: unknown, id: unknown): void {
  const problems = checkCall('new JobBase', [scope, id, undefined]);
  if (problems.length === 0 && id === '') problems.push({ at: 'id', message: 'is empty', value: id, fix: 'give a name of letters, digits, - and _' });
  if (problems.length === 0 && (id as string).includes('/')) problems.push({ at: 'id', message: 'holds a slash, which parts the ids of a path', value: id, fix: 'leave the slash out' });
  // constructs keeps children by id in a plain object
  if (problems.length === 0 && (id as string) in {}) problems.push({ at: 'id', message: 'is a name that every object of JavaScript has', value: id, fix: 'give another name' });
  const sibling = problems.length === 0 ? (scope as Construct).node.tryFindChild(id as string) : undefined;
  if (sibling) problems.push({ at: 'id', message: `is that of another construct in ${(scope as Construct).node.path || 'the app'}`, value: id, fix: 'give each an id of its own' });
  if (problems.length > 0) throw failure(problems, `new ${name}`, checkPlace);
}

function placeOf(self: object | undefined): string | undefined {
  const path = (self as Partial<IConstruct> | undefined)?.node?.path;
  return path === '' ? 'the app' : path;
}

/** What a constructor throws that finds more than wrong types. */
export function refusal(where: string, problems: readonly PropProblem[]): PipewrightError {
  return failure(problems, where, refusal);
}

function failure(problems: readonly PropProblem[], where: string, below: Callable | ((...args: never[]) => void)): PipewrightError {
  const holder: { stack?: string } = {};
  Error.captureStackTrace(holder, below);
  const source = firstUserFrame(holder.stack ?? '');
  return new PipewrightError(problems.map(({ at, ...rest }): Problem => ({ ruleId: 'prop', severity: 'error', where: `${where}: ${at.replace(/^props\./, '')}`, ...rest, source })));
}
