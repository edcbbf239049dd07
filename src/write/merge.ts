/**
 * Files that belong to the repository rather than to one program: they join what people wrote, and what other
 * programs of the repository generate, instead of replacing it.
 */
import * as fs from 'fs';
import * as path from 'path';
import { actionlintLabels, mergeActionlintConfig } from './actionlint-config';
import { MARKER, readHeader, withHeader } from '../synth/header';
import { OutputFile } from '../synth/output';

const ACTIONLINT = '.github/actionlint.yaml';
const OVERVIEW = '.github/PIPELINES.md';
const SECTION = /^<!-- from (.+) -->\n/m;

export interface TargetFile extends OutputFile {
  /** A person's file, which keeps its mode and is never refused. */
  readonly merged?: boolean;
  /** Generated from several programs, so another one's header is no obstacle. */
  readonly shared?: boolean;
}

/** The file as it is to be written below `root`, generated from `from`. */
export function mergeTarget(root: string, file: OutputFile, from: string): TargetFile {
  const name = file.path === ACTIONLINT ? actionlintName(root) : file.path;
  const existing = read(path.join(root, name));
  if (existing === undefined) return file;
  const header = readHeader(existing);
  if (header === undefined) {
    return file.path === ACTIONLINT ? { path: name, text: mergeActionlintConfig(existing, actionlintLabels(file.text)), merged: true } : file;
  }
  const others = header.from.split(', ').filter((program) => program !== from && fs.existsSync(path.join(root, program)));
  return others.length === 0 ? { ...file, path: name } : share({ ...file, path: name }, existing, others, from);
}

/** actionlint reads either name. */
function actionlintName(root: string): string {
  return [ACTIONLINT, ACTIONLINT.replace('.yaml', '.yml')].find((name) => read(path.join(root, name)) !== undefined) ?? ACTIONLINT;
}

function share(file: OutputFile, existing: string, others: readonly string[], from: string): TargetFile {
  const programs = [...others, from].sort();
  const [theirs, ours] = [withoutHeader(existing), withoutHeader(file.text)];
  const shared = (body: string): TargetFile => ({ ...file, text: withHeader(file.path, body, programs.join(', ')), shared: true });
  if (file.path === OVERVIEW) return shared(sections(theirs, ours, others, from));
  if (file.path.startsWith('.github/actionlint.')) return shared(mergeActionlintConfig(undefined, [theirs, ours].flatMap(actionlintLabels)));
  // what says the same may come from both; another program's own file is refused later
  if (readHeader(existing)?.checksum !== readHeader(file.text)?.checksum) return file;
  return { ...file, text: file.text.replace(`from ${from};`, () => `from ${programs.join(', ')};`), shared: true };
}

/** The overview has a part for each program. */
function sections(existing: string, own: string, others: readonly string[], from: string): string {
  const parts = new Map<string, string>();
  const [first, ...rest] = existing.split(SECTION);
  if (rest.length === 0) parts.set(others[0], first);
  for (let i = 0; i < rest.length; i += 2) parts.set(rest[i], rest[i + 1]);
  parts.set(from, own);
  return [...parts].filter(([program]) => program === from || others.includes(program)).sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([program, body]) => `<!-- from ${program} -->\n${body.trim()}\n`).join('\n');
}

function withoutHeader(text: string): string {
  return text.replaceAll('\r\n', '\n').split('\n').filter((line, i) => i > 1 || !line.includes(MARKER)).join('\n');
}

/** Only what is a file: reading a pipe would wait for ever. */
function read(file: string): string | undefined {
  try {
    return fs.statSync(file).isFile() ? fs.readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
