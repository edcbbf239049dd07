/**
 * Random programs, held against GitHub's parser, actionlint (with shellcheck) and zizmor at its strictest.
 *   node --import tsx scripts/conformance/random.ts [--count=200] [--zizmor=COUNT] [--ecs=COUNT] [--seed=1]
 * A failure prints the seed, the program shrunk, and what the judge says.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { askJudges } from './lib/judges';
import { numberFlags, record } from './lib/report';
import { OutputFile } from '../../src/synth/output';
import { program } from '../../test/properties/arbitrary/program';
import { outcomeOf } from '../../test/properties/defects';
import { Program, source } from '../../test/properties/program';

const CHUNK = 100;
const flags = numberFlags({ count: 200, zizmor: -1, ecs: 4, seed: 1 });
const zizmor = flags.zizmor < 0 ? flags.count : flags.zizmor;
const folder = mkdtempSync(path.join(tmpdir(), 'pipewright-random-'));

/** Writes the files of a program as a repository of its own. */
function project(name: string, files: readonly OutputFile[]): string {
  const root = path.join(folder, name);
  mkdirSync(path.join(root, '.git'), { recursive: true }); // where actionlint looks for a project's root
  for (const file of files) {
    mkdirSync(path.dirname(path.join(root, file.path)), { recursive: true });
    writeFileSync(path.join(root, file.path), file.text);
  }
  return root;
}

async function externalDefects(programs: readonly { name: string; files: readonly OutputFile[] }[], judges: readonly string[]): Promise<Map<string, string[]>> {
  const roots = new Map(programs.map(({ name, files }) => [project(name, files.filter((f) => f.path.startsWith('.github/'))), name]));
  const findings = await askJudges([...roots.keys()], judges);
  for (const root of roots.keys()) rmSync(root, { recursive: true });
  return new Map([...findings].map(([root, lines]) => [roots.get(root)!, lines]));
}

async function defectsOf(candidate: Program, judges: readonly string[]): Promise<string[]> {
  const { files, defects } = outcomeOf(candidate);
  if (defects.length) return [...defects];
  return (await externalDefects([{ name: 'shrinking', files }], judges)).get('shrinking') ?? [];
}

/** The smallest program that is still wrong. */
async function shrink(arbitrary: fc.Arbitrary<Program>, seed: number, index: number, judges: readonly string[]): Promise<string> {
  const property = fc.asyncProperty(arbitrary, async (candidate) => {
    const defects = await defectsOf(candidate, judges);
    if (defects.length) throw new Error(defects.slice(0, 5).join('\n'));
  });
  const details = await fc.check(property, { seed, path: String(index), numRuns: index + 1, interruptAfterTimeLimit: 60_000 });
  const counterexample = details.counterexample?.[0];
  return counterexample ? `seed ${seed}, path ${details.counterexamplePath}\n${(details.errorInstance as Error)?.message}\n\n${source(counterexample)}` : `seed ${seed}, path ${index} (not reproduced)`;
}

let failures = 0;
let workflows = 0;
let done = 0;
const seconds = { synthesis: 0, judges: 0 };

async function chunk(arbitrary: fc.Arbitrary<Program>, seed: number, size: number, judges: readonly string[]): Promise<void> {
  const programs = fc.sample(arbitrary, { seed, numRuns: size });
  let begun = Date.now();
  const outcomes = programs.map((candidate, i) => ({ name: String(i), ...outcomeOf(candidate) }));
  workflows += outcomes.flatMap((o) => o.files).filter((f) => f.path.startsWith('.github/workflows/')).length;
  seconds.synthesis += (Date.now() - begun) / 1000;
  begun = Date.now();
  const external = await externalDefects(outcomes.filter((o) => o.defects.length === 0), judges);
  seconds.judges += (Date.now() - begun) / 1000;
  const wrong = outcomes.map((o, i) => ({ i, defects: [...o.defects, ...(external.get(o.name) ?? [])] })).filter(({ defects }) => defects.length > 0);
  for (const { i, defects } of wrong) {
    failures++;
    if (failures <= 3) console.log(`── failure ${failures}\n${await shrink(arbitrary, seed, i, judges)}\n`);
    else if (failures <= 40) console.log(`── failure ${failures}: seed ${seed}, path ${i}: ${defects[0].slice(0, 500)}`);
  }
}

async function main(): Promise<void> {
  const started = Date.now();
  for (let at = 0; at < flags.count; at += CHUNK) {
    const judges = at < zizmor ? ['actionlint', 'zizmor'] : ['actionlint'];
    await chunk(program(), flags.seed + at, Math.min(CHUNK, flags.count - at), judges);
    done = Math.min(at + CHUNK, flags.count);
    if (process.stdout.isTTY || done % 1000 === 0) console.log(`${done} of ${flags.count} programs, ${failures} failures, ${Math.round((Date.now() - started) / 1000)} s`);
  }
  for (let at = 0; at < flags.ecs; at += 20) await chunk(program({ ecs: true }), flags.seed + 1_000_000 + at, Math.min(20, flags.ecs - at), ['actionlint', 'zizmor']);
  rmSync(folder, { recursive: true, force: true });
  const [programs, held, spent] = [flags.count + flags.ecs, Math.min(zizmor, flags.count) + flags.ecs, Math.round((Date.now() - started) / 1000)];
  console.log(`${programs} random programs (${held} for zizmor), ${workflows} workflows, ${failures} failures, ${spent} s (synthesis ${Math.round(seconds.synthesis)}, judges ${Math.round(seconds.judges)})`);
  record('random', {
    command: `npm run conformance -- --count=${flags.count} --zizmor=${zizmor} --ecs=${flags.ecs} --seed=${flags.seed}`,
    columns: ['programs', 'workflows', 'of them held against zizmor', 'programs with a finding', 'seconds'],
    rows: [[programs, workflows, held, failures, spent]],
  });
  process.exitCode = failures ? 1 : 0;
}

void main();
