/**
 * Measures pipewright against a floor and against its peers.
 *   npm run bench -- [--quick] [--only=NAME] [--record=1]
 * --quick is a sample for CI: it fails where a contender fails or makes something else, never on a time.
 */
import { ecs } from './ecs';
import { files } from './files';
import { growth } from './growth';
import { machine } from './lib/machine';
import { removeProjects } from './lib/project';
import { cellsOf, COLUMNS, Row, table } from './lib/report';
import { projen } from './projen';
import { start } from './start';
import { synthesis } from './synthesis';
import { record } from '../scripts/conformance/lib/report';

type Measurement = () => Promise<Row[]>;

const FULL = { synthesis: 11, growth: 3, start: 5, ecs: 3, projen: 5, files: 3 };
const QUICK = { synthesis: 2, growth: 1, start: 1, ecs: 1, projen: 1, files: 1 };

function measurements(isQuick: boolean): Readonly<Record<string, Measurement>> {
  const rounds = isQuick ? QUICK : FULL;
  const warmUp = isQuick ? 0 : 1; // what is cached between runs of a command
  return {
    synthesis: () => synthesis({ workflows: isQuick ? 10 : 100, jobs: 5, steps: 8 }, rounds.synthesis, isQuick ? 1 : 15),
    growth: () => growth(isQuick ? [25, 50, 100] : [250, 500, 1000], rounds.growth, 1),
    start: () => start(rounds.start, warmUp),
    ecs: () => ecs(rounds.ecs, warmUp),
    projen: () => projen(rounds.projen, warmUp),
    files: () => files(isQuick ? 10 : 100, rounds.files),
  };
}

async function main(args: readonly string[]): Promise<void> {
  const isQuick = args.includes('--quick');
  const only = args.find((arg) => arg.startsWith('--only='))?.slice(7);
  const all = measurements(isQuick);
  const unknown = args.filter((arg) => !['--quick', '--record=1', `--only=${only}`].includes(arg));
  if (unknown.length > 0 || (only !== undefined && !(only in all))) {
    console.error(`unknown: ${[...unknown, only].join(' ')}; flags: --quick --record=1 --only=${Object.keys(all).join('|')}`);
    process.exit(2);
  }
  const on = machine();
  const rows: Row[] = [];
  try {
    for (const [name, measure] of Object.entries(all)) {
      if (only !== undefined && name !== only) continue;
      process.stderr.write(`${name} …\n`);
      rows.push(...await measure());
    }
  } finally {
    removeProjects();
  }
  const rounds = Object.entries(isQuick ? QUICK : FULL).map(([name, count]) => `${name} ${count}`).join(', ');
  const notes = [
    Object.entries(on.packages).map(([name, version]) => `${name} ${version}`).join(', '),
    `${isQuick ? 'a sample; ' : ''}rounds: ${rounds}; load ${on.load} at the start`,
  ];
  console.log([table(rows), '', `${on.cores} cores of ${on.cpu}, ${on.memoryGiB} GiB, ${on.system}, Node.js ${on.node}`, ...notes].join('\n'));
  // a part of the table must not stand for the whole
  if (only === undefined) record('bench', { command: 'npm run bench', columns: COLUMNS, rows: rows.map(cellsOf), notes });
}

void main(process.argv.slice(2));
