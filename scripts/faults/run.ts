/**
 * Breaks things. Every number is a count; a seed makes the same run again.
 *   node --import tsx scripts/faults/run.ts [--malformed=1000] [--hostile=10000] [--kills=500] [--runs=100] [--seed=1] [--sample=1] [--part=N] [--record=1]
 * --sample=1 does a tenth of everything and less, for CI; --part=N only the Nth part.
 */
import { determinism, order } from './determinism';
import { atOnce, clocks, fullDisks, obstacles, permissions } from './disks';
import { kills } from './kills';
import { Check } from './lib/check';
import { hostileStrings, malformedPrograms } from './programs';
import { numberFlags, record } from '../conformance/lib/report';
import { removeRepositories } from '../lib/repository';

const SAMPLE = { malformed: 100, hostile: 500, kills: 30, runs: 5 };
const FULL = { malformed: 1000, hostile: 10_000, kills: 500, runs: 100 };

async function main(): Promise<void> {
  const isSample = process.argv.includes('--sample=1');
  const flags = numberFlags({ ...(isSample ? SAMPLE : FULL), seed: 1, sample: 0, part: 0 });
  const parts: [string, (check: Check) => void | Promise<void>][] = [
    ['malformed programs', (check) => malformedPrograms(check, flags.malformed, flags.seed)],
    ['hostile strings', (check) => hostileStrings(check, flags.hostile, flags.seed)],
    ['kill -9 while writing', (check) => kills(check, flags.kills, flags.seed)],
    ['three syntheses at once', (check) => atOnce(check, 60)],
    ['full disks', fullDisks],
    ['missing permissions', permissions],
    ['things in the way', obstacles],
    ['clocks that jump', clocks],
    ['the same bytes again', (check) => determinism(check, flags.runs)],
    ['the order of pipelines', (check) => order(check, isSample ? 20 : 200, flags.seed)],
  ];
  const rows: { part: string; checks: number; failures: number; seconds: number; notes: string[] }[] = [];
  for (const [part, run] of flags.part ? parts.slice(flags.part - 1, flags.part) : parts) {
    const check = new Check(part);
    const begun = Date.now();
    await run(check);
    for (const failure of check.failures.slice(0, 5)) console.log(`── ${part}: ${failure}\n`);
    rows.push({ part, checks: check.passed + check.failures.length, failures: check.failures.length, seconds: Math.round((Date.now() - begun) / 1000), notes: check.notes });
    const row = rows[rows.length - 1];
    console.log(`${part.padEnd(28)} ${String(row.checks).padStart(6)} checks ${String(row.failures).padStart(4)} failures ${String(row.seconds).padStart(5)} s  ${check.notes.join('; ')}`);
  }
  removeRepositories();
  record('faults', {
    command: `npm run faults -- ${['malformed', 'hostile', 'kills', 'runs', 'seed'].map((name) => `--${name}=${flags[name as keyof typeof flags]}`).join(' ')}`,
    columns: ['part', 'checks', 'failures', 'seconds', 'remarks'],
    rows: rows.map(({ part, checks, failures, seconds, notes }) => [part, checks, failures, seconds, notes.join('; ')]),
  }, flags.part > 0);
  process.exitCode = rows.some((row) => row.failures > 0) ? 1 : 0;
}

void main();
