/** Reads the lock, and the pins that stand in the workflows of a repository. */
import * as fs from 'fs';
import * as path from 'path';
import { Lock, LOCK_FILE, LockedPins, parseLock } from './lock';
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
