/** Flags of the scripts, and the figures that docs/proof.md is made of. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import * as path from 'node:path';

const FIGURES = path.join(__dirname, '..', '..', '..', 'docs', 'proof');

/** `--count=200` and the like. */
export function numberFlags<T extends Record<string, number>>(defaults: T, args: readonly string[] = process.argv.slice(2)): T {
  const flags: Record<string, number> = { ...defaults };
  for (const arg of args) {
    const [, name, value] = /^--([\w-]+)=(-?\d+)$/.exec(arg) ?? [];
    if (name === 'record') continue;
    if (name === undefined || !(name in defaults)) {
      console.error(`unknown: ${arg}; flags: ${Object.entries(defaults).map(([key, n]) => `--${key}=${n}`).join(' ')} --record=1`);
      process.exit(2);
    }
    flags[name] = Number(value);
  }
  return flags as T;
}

/** What a run measured, as a table. docs/proof.md is made of these. */
export interface Figures {
  /** The command that makes the same run again. */
  readonly command: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  readonly notes?: readonly string[];
}

/**
 * Keeps the figures of a run, when asked to by `--record=1`. Where only a part was run, its rows take the place of those
 * that begin alike, and the others stay.
 */
export function record(name: string, figures: Figures, isPart = false): void {
  if (!process.argv.includes('--record=1')) return;
  const file = path.join(FIGURES, `${name}.json`);
  if (isPart && existsSync(file)) {
    const earlier = JSON.parse(readFileSync(file, 'utf8')) as Figures;
    const rows = earlier.rows.map((row) => figures.rows.find(([first]) => first === row[0]) ?? row);
    writeFileSync(file, `${JSON.stringify({ ...earlier, rows }, undefined, 2)}\n`);
    return;
  }
  const machine = `${availableParallelism()} cores of ${cpus()[0]?.model.trim() ?? 'an unknown processor'}, ${process.platform} ${process.arch}, Node.js ${process.version}`;
  mkdirSync(FIGURES, { recursive: true });
  writeFileSync(file, `${JSON.stringify({ machine, ...figures }, undefined, 2)}\n`);
}
