/** Flags of the scripts, and the figures that docs/proof.md is made of. */
import { mkdirSync, writeFileSync } from 'node:fs';
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

/** Keeps the figures of a run, when asked to by `--record=1`: docs/proof.md is made of them. */
export function record(name: string, figures: object): void {
  if (!process.argv.includes('--record=1')) return;
  mkdirSync(FIGURES, { recursive: true });
  writeFileSync(path.join(FIGURES, `${name}.json`), `${JSON.stringify(figures, undefined, 2)}\n`);
}
