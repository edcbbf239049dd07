/**
 * From a file to everything that synthesis has to say about it: load, type-check, synthesize each app.
 * Reads the disk, writes nothing.
 */
import * as fs from 'fs';
import * as path from 'path';
import { missingDockerfiles } from './dockerfiles';
import { loadApps, loadAppsSync, Loaded } from './load';
import { mergeFiles } from './merge-files';
import { pnpmVersionProblems } from './pnpm-version';
import { typeCheck } from './type-check';
import { LockedPins } from '../actions/lock';
import { movedPinProblem, movedProgramPins, pinsIn, readLock, unknownPinProblem, unknownPins, WrittenPin } from '../actions/lock-file';
import { App } from '../app';
import { findUp } from '../files';
import { Problem } from '../problem';
import { hasMovedPins } from '../synth/header';
import { OutputFile } from '../synth/output';
import { synthesizeApp } from '../synth/synthesize';
import { scan } from '../write/scan';

export interface ProgramOptions {
  readonly cwd: string;
  /** The repository's root. @default - the folder, or the root of the git repository whose `directory` it is */
  readonly root?: string;
  /** @default true */
  readonly typeCheck?: boolean;
  /** Do not look for pins that were bumped in the workflows. @default false */
  readonly ignoreMovedPins?: boolean;
  /** Told what is being done before something that may take a second. */
  readonly onProgress?: (what: string) => void;
}

export interface Program {
  /** The repository's root, absolute. */
  readonly root: string;
  /** The file, from the root. */
  readonly from: string;
  readonly apps: readonly App[];
  /** Empty where there are errors. */
  readonly files: readonly OutputFile[];
  readonly problems: readonly Problem[];
  /** Folders of the apps, for the writer. */
  readonly directories: readonly string[];
}

export async function synthesizeProgram(file: string, options: ProgramOptions): Promise<Program> {
  options.onProgress?.(`loading ${file}`);
  return finish(file, options, await loadApps(file, options));
}

export function synthesizeProgramSync(file: string, options: ProgramOptions): Program {
  return finish(file, options, loadAppsSync(file, options));
}

function finish(file: string, options: ProgramOptions, loaded: Loaded): Program {
  const absolute = path.resolve(options.cwd, file);
  const types = options.typeCheck === false || !fs.existsSync(absolute) ? [] : typeCheck(absolute, { onProgress: options.onProgress }).problems;
  const root = options.root ? path.resolve(options.cwd, options.root) : repositoryRoot(options.cwd, loaded.apps);
  const from = path.relative(root, absolute).split(path.sep).join('/');
  const directories = [...new Set(loaded.apps.map((app) => app.directory))];
  const { lock, problems: lockProblems } = readLock(root);
  const pins = new LockedPins(lock);
  options.onProgress?.('synthesizing');
  const syntheses = loaded.apps.map((app) => synthesizeApp(app, { from, pins }));
  const files = mergeFiles(syntheses.map((s) => s.files), from);
  const problems = [
    ...types, ...withoutRepeated(loaded.problems, types), ...lockProblems, ...syntheses.flatMap((s) => s.problems), ...pnpmVersionProblems(loaded.apps, files, root),
    ...(options.root === undefined && loaded.apps.length ? belowRoot(root) : []),
  ];
  if (!hasErrors(problems)) problems.push(...missingDockerfiles(root, loaded.apps));
  if (!hasErrors(problems) && !options.ignoreMovedPins) {
    const moved = movedPins(root, directories);
    problems.push(...unknownPins(moved, pins, files).map((pin) => unknownPinProblem(pin, root)));
    problems.push(...movedProgramPins(moved, pins, files).map((pin) => movedPinProblem(pin, root)));
  }
  return { root, from, apps: loaded.apps, files: hasErrors(problems) ? [] : files, problems, directories };
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((p) => p.severity === 'error');
}

/** What the file threw where its types were wrong already says the same once more. */
function withoutRepeated(loaded: readonly Problem[], types: readonly Problem[]): Problem[] {
  return loaded.filter((p) => !types.some((t) => t.source?.file === p.source?.file && t.source?.line === p.source?.line));
}

/** An app that says it lives in this folder of a git repository is written from that repository's root. */
function repositoryRoot(cwd: string, apps: readonly App[]): string {
  const git = findUp(cwd, '.git');
  if (git === undefined) return cwd;
  const here = path.relative(git, path.resolve(cwd)).split(path.sep).join('/');
  return apps.some((app) => app.directory !== '' && app.directory === here) ? git : cwd;
}

/** Nobody sees workflows in a folder of a repository, GitHub least of all. */
function belowRoot(root: string): Problem[] {
  const git = findUp(root, '.git');
  if (git === undefined || git === root) return [];
  const folder = path.relative(git, root).split(path.sep).join('/');
  return [{
    ruleId: 'app', severity: 'warning', where: 'the app: directory', message: 'the workflows go to a folder of the repository, and GitHub reads only those at its root',
    value: `${folder}/.github`, fix: `say new App({ directory: '${folder}' }), or where the root is: --root`,
  }];
}

/** The pins of the workflows and actions that were generated earlier and bumped since. */
export function movedPins(root: string, directories: readonly string[]): WrittenPin[] {
  const generated = [...scan(root, directories).generated.keys()].filter((file) => /\.ya?ml$/.test(file));
  return generated.flatMap((file) => {
    const text = fs.readFileSync(path.join(root, file), 'utf8');
    return hasMovedPins(text) ? pinsIn(file, text) : [];
  });
}
