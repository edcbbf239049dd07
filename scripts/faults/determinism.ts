/** The same program makes the same bytes: again and again, in any time zone and locale, on any Node.js, with paths of any system, in any order that has no meaning. */
import { spawnSync } from 'node:child_process';
import * as crypto from 'node:crypto';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { Check } from './lib/check';
import { otherNode } from './lib/other-node';
import { OutputFile } from '../../src/synth/output';
import { synthesizeApp } from '../../src/synth/synthesize';
import { program } from '../../test/properties/arbitrary/program';
import { appOf } from '../../test/properties/defects';
import { Node, Program } from '../../test/properties/program';
import { forgetTemplates, ROOT, synthesis } from '../lib/repository';

const hash = (files: readonly OutputFile[]) => crypto.createHash('sha256').update(JSON.stringify(files)).digest('hex');
const RANDOM = fc.sample(program(), { seed: 77, numRuns: 12 });

/** Everything that a process makes of the contract's and a few random programs. */
export function everything(): string {
  forgetTemplates();
  return hash([...['pipeline.ts', 'jobs.ts', 'targets.ts'].flatMap((name) => synthesis(name)), ...RANDOM.flatMap((one) => synthesizeApp(appOf(one), { from: 'pipeline.ts' }).files)]);
}

export function determinism(check: Check, runs: number): void {
  const first = everything();
  for (let i = 1; i < runs; i++) check.that(everything() === first, `run ${i + 1} differs`);
  const node = otherNode();
  const others: Readonly<Record<string, Other>> = {
    'the other side of the world': { env: { TZ: 'Pacific/Kiritimati', LANG: 'C' } },
    'a Turkish locale': { env: { TZ: 'America/St_Johns', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' } },
    'another version of Node.js': { node },
    'paths with backslashes': { flags: ['--require', path.join(__dirname, 'lib', 'windows-paths.cjs')] },
  };
  for (const [what, other] of Object.entries(others)) {
    const said = inAnother(other);
    check.that(said === first, `${what}: it differs: ${said}`);
  }
  check.note(`${runs} runs; other time zones and locales, Node.js ${spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim()}, Windows paths`);
}

interface Other {
  readonly env?: Readonly<Record<string, string>>;
  readonly node?: string;
  readonly flags?: readonly string[];
}

/** The same in another process. */
function inAnother({ env, node = process.execPath, flags = [] }: Other): string {
  const script = `import('${path.join(__dirname, 'determinism.ts')}').then((m) => process.stdout.write((m.default ?? m).everything()))`;
  const { stdout, stderr } = spawnSync(node, [...flags, '--import', 'tsx', '-e', script], { cwd: ROOT, encoding: 'utf8', env: { ...process.env, ...env } });
  return stdout.trim() || stderr;
}

/** Pipelines that do not refer to each other may be written in any order. */
export function order(check: Check, count: number, seed: number): void {
  let compared = 0;
  for (const one of fc.sample(program(), { seed, numRuns: count * 3 })) {
    const swapped = swap(one);
    if (!swapped || compared >= count) continue;
    compared++;
    const [a, b] = [one, swapped].map((p) => new Map(synthesizeApp(appOf(p), { from: 'pipeline.ts' }).files.map((file) => [file.path, file.text])));
    const differing = [...new Set([...a.keys(), ...b.keys()])].filter((file) => a.get(file) !== b.get(file) && !file.endsWith('PIPELINES.md'));
    check.that(differing.length === 0, `these depend on the order of two pipelines: ${differing.join()}`);
  }
  check.note(`${compared} programs with their pipelines swapped; only the overview follows the order`);
}

/** The program with its two pipelines, and what belongs to them, in the other order; undefined where they are connected. */
function swap(one: Program): Program | undefined {
  const starts = one.flatMap(({ expr }, i) => (expr instanceof Node && expr.name === 'Pipeline' ? [i] : []));
  if (starts.length !== 2) return undefined;
  const [head, first, second] = [one.slice(0, starts[0]), one.slice(starts[0], starts[1]), one.slice(starts[1])];
  const names = new Set(first.flatMap(({ name }) => name ?? []));
  const refers = (value: unknown): boolean => value instanceof Node
    ? (value.kind === 'ref' && names.has(value.name)) || value.args.some(refers) || refers(value.of)
    : typeof value === 'object' && value !== null && Object.values(value).some(refers);
  return second.some(({ expr }) => refers(expr)) ? undefined : [...head, ...second, ...first];
}
