/** Reads the lock, and the pins that stand in the workflows of a repository. */
import * as fs from 'fs';
import * as path from 'path';
import { Lock, LOCK_FILE, LockedPins, parseLock } from './lock';
import { compareVersions } from './version';
import { Problem } from '../problem';
import { OutputFile } from '../synth/output';

/** `uses: owner/repo/path@<sha> # v1.2.3` */
const USES = /^\s*(?:- )?uses: ["']?([\w.-]+\/[\w./-]+)@([0-9a-f]{40})["']?(?: +#\s*(\S+))?/;

/** A pin as a file has it. */
export interface WrittenPin {
  readonly action: string;
  readonly sha: string;
  /** The comment behind it. */
  readonly version?: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export function readLock(root: string): { readonly lock: Lock; readonly problems: readonly Problem[] } {
  let text: string;
  try {
    text = fs.readFileSync(path.join(root, LOCK_FILE), 'utf8');
  } catch {
    return { lock: {}, problems: [] };
  }
  try {
    return { lock: parseLock(text), problems: [] };
  } catch (error) {
    const message = `cannot be read: ${(error as Error).message}`;
    return { lock: {}, problems: [{ ruleId: 'action-lock', severity: 'error', where: LOCK_FILE, message, fix: 'restore it from git, or remove it and run: npx pipewright actions --verify' }] };
  }
}

/** The pins of one file's text. */
export function pinsIn(file: string, text: string): WrittenPin[] {
  return text.split('\n').flatMap((line, index) => {
    const match = USES.exec(line);
    if (!match) return [];
    const [, action, sha, version] = match;
    return [{ action, sha, version, file, line: index + 1, column: line.indexOf(action) + 1 }];
  });
}

/** Pins of earlier generated files that a bot or a person moved to a commit that nobody vouched for yet. */
export function unknownPins(written: readonly WrittenPin[], pins: LockedPins, synthesized: readonly OutputFile[]): WrittenPin[] {
  const next = new Set(synthesized.flatMap((file) => pinsIn(file.path, file.text)).map((pin) => `${pin.action}@${pin.sha}`));
  return written.filter((pin) => !pins.release(pin.action, pin.sha) && !next.has(`${pin.action}@${pin.sha}`));
}

/** A commit that the program pins, and the one that a bot put in its place. */
export interface MovedPin {
  readonly from: WrittenPin;
  readonly to: WrittenPin;
}

/** Where a bot's bump would be undone by what the program itself pins. */
export function movedProgramPins(written: readonly WrittenPin[], pins: LockedPins, synthesized: readonly OutputFile[]): MovedPin[] {
  return [...byFileAndAction(written)].flatMap(([key, before]) => {
    const [file, action] = key.split('\n');
    const after = synthesized.filter((one) => one.path === file).flatMap((one) => pinsIn(one.path, one.text)).filter((pin) => pin.action === action);
    return paired(before, after).filter(({ from, to }) => from.sha !== to.sha && isNewer(pins, to, from));
  });
}

/** A release that nobody knows yet may be older. */
function isNewer(pins: LockedPins, to: WrittenPin, from: WrittenPin): boolean {
  const [next, last] = [to, from].map((pin) => pins.release(pin.action, pin.sha));
  return next !== undefined && (last === undefined || compareVersions(next.version, last.version) > 0);
}

function byFileAndAction(pins: readonly WrittenPin[]): Map<string, WrittenPin[]> {
  const groups = new Map<string, WrittenPin[]>();
  for (const pin of pins) {
    const key = `${pin.file}\n${pin.action}`;
    groups.set(key, [...(groups.get(key) ?? []), pin]);
  }
  return groups;
}

/** One by one where the file still has as many; else only where there can be no doubt. */
function paired(before: readonly WrittenPin[], after: readonly WrittenPin[]): MovedPin[] {
  if (before.length === after.length) return before.map((to, i) => ({ from: after[i], to }));
  const [was, is] = [before, after].map((pins) => new Set(pins.map((pin) => pin.sha)).size);
  return was === 1 && is === 1 ? [{ from: after[0], to: before[0] }] : [];
}

export function movedPinProblem({ from, to }: MovedPin, root: string): Problem {
  return {
    ruleId: 'moved-pin',
    severity: 'error',
    where: to.file,
    message: `${to.action} was moved to another release, but the program itself pins ${from.sha}${from.version ? ` # ${from.version}` : ''}: synthesis would undo it`,
    value: `${to.sha}${to.version ? ` # ${to.version}` : ''}`,
    source: { file: path.join(root, to.file), line: to.line, column: to.column },
    fix: 'npx pipewright actions --verify remembers the move; or write the new commit into the program',
  };
}

export function unknownPinProblem(pin: WrittenPin, root: string): Problem {
  return {
    ruleId: 'unknown-pin',
    severity: 'error',
    where: pin.file,
    message: `${pin.action} was moved to a commit that is neither in the catalogue nor in the lock, so it is not known to be a release`,
    value: `${pin.sha}${pin.version ? ` # ${pin.version}` : ''}`,
    source: { file: path.join(root, pin.file), line: pin.line, column: pin.column },
    fix: 'npx pipewright actions --verify looks for a tag of that repository that points at it; or restore the file',
  };
}
