/**
 * The files of several apps of one program. What belongs to the repository rather than to an app is joined;
 * anything else at one path is left for the writer to refuse.
 */
import { MARKER, withHeader } from '../synth/header';
import { OutputFile } from '../synth/output';
import { actionlintLabels, mergeActionlintConfig } from '../write/actionlint-config';

type Join = (bodies: readonly string[]) => string;

const JOINED: Readonly<Record<string, Join>> = {
  '.github/PIPELINES.md': ([first, ...others]) => [first, ...others.map((body) => body.replace(/^# .*\n+/, ''))].join('\n'),
  '.github/actionlint.yaml': (bodies) => mergeActionlintConfig(undefined, bodies.flatMap(actionlintLabels)),
};

export function mergeFiles(perApp: readonly (readonly OutputFile[])[], from: string): OutputFile[] {
  const byPath = new Map<string, OutputFile[]>();
  for (const file of perApp.flat()) byPath.set(file.path, [...(byPath.get(file.path) ?? []), file]);
  return [...byPath.values()].flatMap((files) => merge(files, from)).sort((a, b) => (a.path < b.path ? -1 : 1));
}

function merge(files: readonly OutputFile[], from: string): readonly OutputFile[] {
  const [first] = files;
  if (files.every(({ text }) => text === first.text)) return [first];
  const join = Object.hasOwn(JOINED, first.path) ? JOINED[first.path] : undefined;
  return join ? [{ ...first, text: withHeader(first.path, join(files.map(({ text }) => withoutHeader(text))), from) }] : files;
}

function withoutHeader(text: string): string {
  return text.split('\n').filter((line, i) => i > 1 || !line.includes(MARKER)).join('\n');
}
