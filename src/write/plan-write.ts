/** Compares what was synthesized with what is on the disk. Reads only. */
import * as fs from 'fs';
import * as path from 'path';
import { mergeTarget, TargetFile } from './merge';
import { pathProblem } from './safe-path';
import { scan } from './scan';
import { Problem } from '../problem';
import { Header, isEdited, readHeader } from '../synth/header';
import { OutputFile } from '../synth/output';

export interface WriteOptions {
  /** The file that everything is generated from, as the headers name it. */
  readonly from: string;
  /** Overwrite what people edited. @default false */
  readonly force?: boolean;
  /** Folders of the apps within the repository; `deploy/` is looked for in each. @default - the root */
  readonly directories?: readonly string[];
}

export interface FileChange {
  /** From the root, `/`-separated. */
  readonly path: string;
  readonly kind: 'create' | 'update' | 'remove' | 'keep';
  /** What the file shall hold; absent where it is removed. */
  readonly text?: string;
  /** What it holds. */
  readonly before?: Buffer;
  /** Its mode now. */
  readonly modeBefore?: number;
  /** Its mode afterwards. */
  readonly mode: number;
}

export interface WritePlan {
  readonly changes: readonly FileChange[];
  readonly problems: readonly Problem[];
  /** Temporary files of processes that were killed. */
  readonly abandoned: readonly string[];
}

const READ_ONLY = 0o444;
const EXECUTABLE = 0o555;

/** `root` must be a real path. */
export function planWrite(root: string, files: readonly OutputFile[], options: WriteOptions): WritePlan {
  const found = scan(root, options.directories);
  const planned = files.map((file) => planFile(root, mergeTarget(root, file, options.from), options));
  const paths = new Set(planned.map((p) => p.change?.path));
  const stale = [...found.generated].filter(([file, header]) => isOnlyFrom(root, header, options.from) && !paths.has(file));
  planned.push(...stale.map(([file]) => planRemoval(root, file, options)));
  return {
    changes: planned.flatMap((p) => p.change ?? []),
    problems: [...collisions(files), ...planned.flatMap((p) => p.problem ?? [])],
    abandoned: found.abandoned,
  };
}

/** Whether no other program of the repository generates the file, too. */
function isOnlyFrom(root: string, header: Header, from: string): boolean {
  const programs = header.from.split(', ');
  return programs.includes(from) && programs.every((program) => program === from || !fs.existsSync(path.join(root, program)));
}

interface Planned {
  readonly change?: FileChange;
  readonly problem?: Problem;
}

function planFile(root: string, file: TargetFile, options: WriteOptions): Planned {
  const unsafe = pathProblem(root, file.path);
  if (unsafe) return { problem: unsafe };
  const mode = file.executable ? EXECUTABLE : READ_ONLY;
  const now = read(path.join(root, file.path));
  if (now === undefined) return { change: { path: file.path, kind: 'create', text: file.text, mode } };
  if (now instanceof Error) return { problem: unreadable(file.path, now) };
  const before = now.bytes.toString('utf8');
  const same = before === file.text || before.replaceAll('\r\n', '\n') === file.text;
  const kept = { path: file.path, text: file.text, before: now.bytes, modeBefore: now.mode };
  if (file.merged) return { change: { ...kept, kind: same ? 'keep' : 'update', mode: now.mode } };
  if (same) return { change: { ...kept, kind: hasRightBit(now.mode, mode) ? 'keep' : 'update', mode } };
  const refused = options.force ? undefined : refusal(root, file, before, options.from);
  return { change: { ...kept, kind: 'update', mode }, problem: refused };
}

function planRemoval(root: string, file: string, options: WriteOptions): Planned {
  const unsafe = pathProblem(root, file);
  if (unsafe) return { problem: unsafe };
  const now = read(path.join(root, file));
  if (now === undefined) return {};
  if (now instanceof Error) return { problem: unreadable(file, now) };
  const change: FileChange = { path: file, kind: 'remove', before: now.bytes, modeBefore: now.mode, mode: now.mode };
  if (options.force || !isEdited(now.bytes.toString('utf8'))) return { change };
  return { change, problem: edited(file, options.from, 'is no longer generated, but was edited by hand') };
}

function read(file: string): { readonly bytes: Buffer; readonly mode: number } | Error | undefined {
  try {
    return { bytes: fs.readFileSync(file), mode: fs.statSync(file).mode & 0o777 };
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : error as Error;
  }
}

/** Git keeps of a mode only whether the file can be executed; Windows not even that. */
function hasRightBit(now: number, wanted: number): boolean {
  return process.platform === 'win32' || Boolean(now & 0o100) === Boolean(wanted & 0o100);
}

/** Why an existing file with other content must not be replaced. */
function refusal(root: string, { path: file, shared }: TargetFile, text: string, from: string): Problem | undefined {
  const header = readHeader(text);
  if (header === undefined) {
    return {
      ruleId: 'foreign-file',
      severity: 'error',
      where: file,
      message: 'exists and was not written by pipewright',
      fix: `express it in ${from} and remove the file (npx pipewright import ${file} helps), rename it, or overwrite it with --force`,
    };
  }
  if (!shared && header.from !== from && header.from.split(', ').some((program) => program !== from && fs.existsSync(path.join(root, program)))) {
    return {
      ruleId: 'generated-by-another',
      severity: 'error',
      where: file,
      message: `is generated from ${header.from}, and now from ${from} too`,
      fix: 'give one of the two constructs another id, or one of the apps a `directory` of its own',
    };
  }
  return isEdited(text) ? edited(file, header.from, 'was edited by hand since it was generated') : undefined;
}

function edited(file: string, from: string, message: string): Problem {
  return {
    ruleId: 'edited-file',
    severity: 'error',
    where: file,
    message,
    fix: `make the change in ${from} (addOverride can set anything) and restore the file, or discard the edit with --force`,
  };
}

function unreadable(file: string, error: Error): Problem {
  return { ruleId: 'unreadable-file', severity: 'error', where: file, message: `cannot be read: ${error.message}`, fix: 'correct its permissions' };
}

/** macOS and Windows know one file by both names. */
function collisions(files: readonly OutputFile[]): Problem[] {
  const seen = new Map<string, string>();
  return files.flatMap(({ path: file }) => {
    const key = file.toLowerCase();
    const other = seen.get(key);
    seen.set(key, other ?? file);
    if (other === undefined) return [];
    const message = other === file ? 'is generated twice' : `differs from ${other} only in case, and some file systems cannot hold both`;
    return [{ ruleId: 'path-collision', severity: 'error' as const, where: file, message, fix: 'give one of the constructs another id' }];
  });
}
