/** The judges of scripts/judges, asked about folders. */
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import * as path from 'node:path';

interface Judge {
  readonly id: string;
  readonly kinds: readonly string[];
  version(): string;
}
interface File {
  readonly file: string;
  readonly project: string;
  readonly kind?: string;
}
export interface Result {
  readonly judge: Judge;
  readonly files: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  readonly output: string;
  readonly failed: boolean;
}

const root = path.join(__dirname, '..', '..', 'judges');
/** Where the judges are installed. */
export const CACHE = process.env.PIPEWRIGHT_JUDGES ?? path.join(homedir(), '.cache', 'pipewright-judges');
process.env.PATH = `${path.join(CACHE, 'bin')}${path.delimiter}${process.env.PATH}`;

const load = <T>(name: string): Promise<T> => import(path.join(root, 'lib', name)) as Promise<T>;

/** Everything below `.github` and `deploy` of the projects that some judge takes. */
export async function filesToJudge(projects: readonly string[]): Promise<File[]> {
  const { filesOf } = await load<{ filesOf(folders: string[], extensions: string[]): string[] }>('documents.mjs');
  const { kindOf } = await load<{ kindOf(file: string): string | undefined }>('classify.mjs');
  return projects.flatMap((project) => {
    const folders = ['.github', 'deploy'].map((name) => path.join(project, name)).filter((name) => existsSync(name));
    return filesOf(folders, ['.yml', '.yaml', '.json', '.sh', '.bash']).map((file) => ({ file, project, kind: kindOf(file) }));
  });
}

/** The tables of scripts/judges, and when a judge counts as broken down. */
export function matrix(): Promise<{ printTable(rows: readonly (readonly string[])[]): void; isBroken(result: Result): boolean }> {
  return load('matrix.mjs');
}

export async function judgesNamed(ids?: readonly string[]): Promise<Judge[]> {
  const { JUDGES } = await load<{ JUDGES: Judge[] }>('registry.mjs');
  return JUDGES.filter((one) => !ids || ids.includes(one.id));
}

export async function judge(files: readonly File[], judges: readonly Judge[]): Promise<Result[]> {
  const { ask } = await load<{ ask(files: readonly File[], judges: readonly Judge[]): Promise<Result[]> }>('ask.mjs');
  return ask(files.filter((file) => file.kind), judges);
}

/** What the judges say of each project, a line a finding. */
export async function askJudges(projects: readonly string[], ids: readonly string[]): Promise<Map<string, string[]>> {
  const findings = new Map<string, string[]>();
  if (projects.length === 0) return findings;
  for (const result of (await judge(await filesToJudge(projects), await judgesNamed(ids))).map(withoutMeant)) {
    if (!result.failed) continue;
    const accused = projects.filter((project) => result.files.some((file) => file.startsWith(`${project}/`) && result.counts[file] > 0));
    // a judge that ends badly and names nobody has broken down, and that is a finding against all
    for (const project of accused.length ? accused : projects.filter((p) => result.files.some((file) => file.startsWith(`${p}/`)))) {
      const lines = projects.length === 1 ? [`${result.judge.id}:\n${result.output.trim()}`] : [`${result.judge.id}: ${excerpt(result.output, project)}`];
      findings.set(project, [...(findings.get(project) ?? []), ...lines]);
    }
  }
  return findings;
}

/**
 * What a program answers for itself is no finding: a rule that it switches off, with a reason that stands in the YAML.
 * So does the library where an app uses an action or a pipeline of its own (`./…`: actionlint does not know `$/…` yet).
 */
function withoutMeant(result: Result): Result {
  if (result.judge.id !== 'zizmor' || !result.failed) return result;
  const blocks = result.output.split(/\n(?=\w+\[[\w-]+\]: )/);
  const kept = blocks.filter((block) => {
    const [, audit, file] = /^\w+\[([\w-]+)\][^\n]*\n\s*--> (.*?):\d+:/.exec(block.trimStart()) ?? [];
    return file === undefined || !readFileSync(file, 'utf8').includes(`# rule ${audit} is switched off: `);
  });
  const counts = Object.fromEntries(Object.keys(result.counts).map((file) => [file, kept.filter((block) => block.includes(`--> ${file}:`)).length]));
  const failed = Object.values(counts).some((count) => count > 0) || kept.length === blocks.length;
  return { ...result, output: kept.join('\n'), counts, failed };
}

function excerpt(output: string, project: string): string {
  const lines = output.split('\n');
  const at = Math.max(0, lines.findIndex((line) => line.includes(`${project}/`)) - 1);
  return lines.slice(at, at + 6).join('\n');
}
