/** Kill -9 at random points of writing: every file is whole, old or new, and the next run converges. */
import { performance } from 'node:perf_hooks';
import { Check, random } from './lib/check';
import { planFile, startAndKill, write } from './lib/process';
import { writeFiles } from '../../src/write/write-files';
import { contents, holds, repository, synthesis } from '../lib/repository';

export async function kills(check: Check, count: number, seed: number): Promise<void> {
  const syntheses = [synthesis('pipeline.ts'), synthesis('targets.ts')];
  const whole = new Set(syntheses.flatMap((files) => files.map((file) => `${file.path}\n${file.text}`)));
  const plan = planFile({ syntheses, times: 1000 });
  const root = repository();
  writeFiles(root, syntheses[0], { from: 'pipeline.ts' });
  const begun = performance.now();
  write(root, { syntheses, times: 2 });
  const longest = (performance.now() - begun) * 1.2;
  const next = random(seed);
  let mixed = 0;
  for (let i = 0; i < count; i++) {
    const after = next() * longest;
    const killed = await startAndKill(root, plan, after);
    const left = [...contents(root)];
    const broken = left.filter(([file, text]) => !whole.has(`${file}\n${text}`)).map(([file]) => file);
    if (!syntheses.some((files) => holds(root, files))) mixed++;
    const wanted = syntheses[i % 2];
    writeFiles(root, wanted, { from: 'pipeline.ts' });
    check.that(killed && broken.length === 0 && holds(root, wanted), `kill ${i} after ${after.toFixed(2)} ms: ${killed ? '' : 'not killed; '}broken: ${broken.join() || 'none'}; ${holds(root, wanted) ? 'converges' : 'does not converge'}`);
  }
  check.note(`${mixed} of them between two files`);
}
