/**
 * The examples, the project's own workflows and the contract's programs, held against all judges: judge × artefact → findings.
 *   node --import tsx scripts/conformance/artefacts.ts [--record=1]
 * Ends with 1 when there is a finding, or when some judge had nothing to judge at all.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { filesToJudge, judge, judgesNamed, matrix, Result } from './lib/judges';
import { record } from './lib/report';
import { OutputFile } from '../../src/synth/output';
import { removeRepositories, repository, ROOT, synthesis } from '../lib/repository';

/** What neither the examples nor the contract's programs show. */
const PROGRAMS = 'scripts/conformance/programs';

interface Artefact {
  readonly name: string;
  readonly folder: string;
}

function written(name: string, files: readonly OutputFile[]): Artefact {
  const folder = repository();
  for (const file of files) {
    fs.mkdirSync(path.dirname(path.join(folder, file.path)), { recursive: true });
    fs.writeFileSync(path.join(folder, file.path), file.text);
  }
  return { name, folder };
}

function artefacts(): Artefact[] {
  const examples = fs.readdirSync(path.join(ROOT, 'examples'));
  const contract = fs.readdirSync(path.join(ROOT, 'test/contract')).filter((name) => /^\w+\.ts$/.test(name) && !name.startsWith('projenrc'));
  return [
    { name: 'own workflows', folder: ROOT },
    ...examples.map((name) => ({ name: `examples/${name}`, folder: path.join(ROOT, 'examples', name) })),
    ...contract.map((name) => written(`contract ${name}`, synthesis(name))),
    ...fs.readdirSync(path.join(ROOT, PROGRAMS)).map((name) => written(name, synthesis(name, PROGRAMS))),
  ];
}

async function main(): Promise<void> {
  const { printTable, isBroken } = await matrix();
  const judged = artefacts();
  const judges = await judgesNamed();
  const files = await filesToJudge(judged.map(({ folder }) => folder));
  const results = await judge(files, judges);
  for (const { judge: { id }, output } of results.filter(({ failed }) => failed)) console.log(`── ${id}\n${output.trimEnd()}\n`);
  const rows = judged.map(({ name, folder }) => ({ name, cells: judges.map(({ id }) => cell(results, id, folder, isBroken)) }));
  const columns = ['artefact', ...judges.map(({ id }) => id)];
  const table = rows.map(({ name, cells }) => [name, ...cells]);
  printTable([columns, ...table]);
  const idle = judges.filter((_, i) => rows.every(({ cells }) => cells[i] === ''));
  for (const { id } of idle) console.log(`nothing to judge for ${id}`);
  const unjudged = files.filter(({ kind }) => !kind).map(({ file }) => file);
  for (const file of unjudged) console.log(`no judge: ${file}`);
  console.log(`findings/files; ${files.length - unjudged.length} files, ${judges.length} judges`);
  record('artefacts', { command: 'npm run conformance', columns, rows: table, notes: ['findings / files; an empty cell: the artefact has no file of the judge\'s kind'] });
  removeRepositories();
  process.exitCode = results.some(({ failed }) => failed) || idle.length > 0 ? 1 : 0;
}

/** `0/3`: no finding in three files; empty where the artefact has no file of its kind. */
function cell(results: readonly Result[], id: string, folder: string, isBroken: (result: Result) => boolean): string {
  const own = results.filter((result) => result.judge.id === id);
  const counts = own.flatMap((result) => Object.entries(result.counts)).filter(([file]) => isOf(folder, file)).map(([, count]) => count);
  return counts.length === 0 ? '' : own.some(isBroken) ? '!' : `${counts.reduce((sum, count) => sum + count, 0)}/${counts.length}`;
}

/** Within the folder's own `.github` and `deploy`: the examples lie in the repository, too. */
function isOf(folder: string, file: string): boolean {
  return ['.github', 'deploy'].some((part) => file.startsWith(path.join(folder, part) + path.sep));
}

void main();
