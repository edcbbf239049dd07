/** Malformed programs and hostile strings: refused in words that help, or right; never a trace, never a changed file. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { Check } from './lib/check';
import { run } from '../../src/cli/run';
import { Terminal } from '../../src/cli/terminal';
import * as library from '../../src/index';
import { writeFiles } from '../../src/write/write-files';
import { hostilePrograms, isLost } from '../../test/properties/hostile';
import { cyclic, malformed } from '../../test/properties/malformed';
import { Program, source } from '../../test/properties/program';
import { Verdict, verdictOf, verdictOfProgram } from '../../test/properties/verdict';
import { fingerprint, repository, synthesis } from '../lib/repository';

/** One in so many also goes through the command line, as a file. */
const BY_COMMAND = 20;

export async function malformedPrograms(check: Check, count: number, seed: number): Promise<void> {
  const arbitrary = malformed();
  const tally = { accepted: 0, errors: 0 };
  const root = repository();
  writeFiles(root, synthesis('pipeline.ts'), { from: 'pipeline.js' });
  const cycle = verdictOf(() => cyclic(library as never) as library.App);
  check.that(!cycle.accepted && cycle.defects.length === 0 && cycle.problems.some((p) => p.ruleId === 'needs'), `needs in a circle: ${cycle.defects.join()}`);
  for (const [i, mistake] of fc.sample(arbitrary, { seed, numRuns: count - 1 }).entries()) {
    const verdict = verdictOfProgram(mistake.program);
    count_(verdict, tally);
    check.that(verdict.defects.length === 0, `seed ${seed}, path ${i}: ${mistake.what}: ${verdict.defects.slice(0, 3).join('\n')}\n${shrunk(arbitrary, seed, i, (m) => verdictOfProgram(m.program).defects)}`);
    if (i % BY_COMMAND === 0 && !verdict.accepted) check.that(...await byCommand(root, mistake.program));
  }
  check.note(`${tally.accepted} changed nothing that matters, ${count - tally.accepted} were refused with ${tally.errors} errors`);
}

export function hostileStrings(check: Check, count: number, seed: number): void {
  const arbitrary = hostilePrograms();
  const tally = { accepted: 0, errors: 0 };
  const defects = (one: Parameters<typeof isLost>[0]) => {
    const verdict = verdictOfProgram(one.program);
    return { verdict, defects: [...verdict.defects, ...(isLost(one, verdict) ? [`${one.place} is not what was given`] : [])] };
  };
  const CHUNK = 500;
  for (let at = 0; at < count; at += CHUNK) {
    for (const [i, one] of fc.sample(arbitrary, { seed: seed + at, numRuns: Math.min(CHUNK, count - at) }).entries()) {
      const { verdict, defects: found } = defects(one);
      count_(verdict, tally);
      check.that(found.length === 0, `seed ${seed + at}, path ${i}: ${one.place} ${JSON.stringify(one.text).slice(0, 100)}: ${found.slice(0, 3).join('\n')}\n${shrunk(arbitrary, seed + at, i, (m) => defects(m).defects)}`);
    }
  }
  check.note(`${tally.accepted} came out exactly as given, ${count - tally.accepted} were refused with ${tally.errors} errors`);
}

function count_({ accepted, problems }: Verdict, tally: { accepted: number; errors: number }): void {
  if (accepted) tally.accepted++;
  tally.errors += problems.filter((p) => p.severity === 'error').length;
}

let shown = 0;

/** The smallest program that is still received wrongly; for the first few only. */
function shrunk<T extends { readonly program: Program }>(arbitrary: fc.Arbitrary<T>, seed: number, index: number, defects: (one: T) => readonly string[]): string {
  if (shown++ > 3) return '';
  const details = fc.check(fc.property(arbitrary, (one) => defects(one).length === 0), { seed, path: String(index), numRuns: index + 1, interruptAfterTimeLimit: 30_000 });
  return details.counterexample ? source(details.counterexample[0].program) : '(not reproduced)';
}

/** As a file, through the command. What was written earlier stays as it is. */
async function byCommand(root: string, program: Program): Promise<[boolean, string]> {
  fs.writeFileSync(path.join(root, 'pipeline.js'), source(program));
  const before = fingerprint(root);
  let said = '';
  const terminal: Terminal = { cwd: root, env: {}, color: false, errorColor: false, width: 120, out: (text) => (said += `${text}\n`), err: (text) => (said += `${text}\n`), progress: () => undefined };
  const code = await run(['synth', '--app', 'pipeline.js', '--no-type-check'], terminal);
  const wrong = code !== 1 ? `ended with ${code}` : fingerprint(root) !== before ? 'changed files' : /\n\s+at |internal\]|mistake in pipewright/.test(said) ? 'a trace' : undefined;
  return [wrong === undefined, `by command: ${wrong}\n${said.slice(0, 800)}\n${source(program).slice(0, 2000)}`];
}
