/** `check` and `plan` of workflow files: what one file more costs, and what a run with one file takes. */
import { PIPEWRIGHT, run, timed } from './lib/command';
import { ContenderProcess } from './lib/contender';
import { project } from './lib/project';
import { Row } from './lib/report';
import { difference, spread, takeTurns } from './lib/rounds';

const SHAPE = { jobs: 5, steps: 8 };

export async function files(count: number, rounds: number): Promise<Row[]> {
  const texts = await workflows(count + 1);
  const names = texts.map((_, i) => `.github/workflows/workflow-${i}.yml`);
  const folder = project(Object.fromEntries(names.map((name, i) => [name, texts[i]])));
  const check = (some: readonly string[]) => ({ cwd: folder, args: [PIPEWRIGHT, 'check', '--json', ...some] });
  const plan = (some: readonly string[]) => ({ cwd: folder, args: [PIPEWRIGHT, 'plan', '--event', 'push', '--branch', 'main', '--json', ...some] });
  verify(names.length, run(check(names)).stdout, run(plan(names)).stdout);
  const one = names.slice(0, 1);
  const times = await takeTurns({
    checkOne: timed(check(one)), checkAll: timed(check(names)), planOne: timed(plan(one)), planAll: timed(plan(names)),
  }, rounds, 0);
  const group = `a file of ${SHAPE.jobs} × ${SHAPE.steps}`;
  return [
    { group, what: `check, each of ${count} more`, unit: 'ms', ...difference(times, 'checkAll', 'checkOne', count) },
    { group, what: 'check, one alone', unit: 'ms', ...spread(times.checkOne) },
    { group, what: `plan, each of ${count} more`, unit: 'ms', ...difference(times, 'planAll', 'planOne', count) },
    { group, what: 'plan, one alone', unit: 'ms', ...spread(times.planOne) },
  ];
}

async function workflows(count: number): Promise<readonly string[]> {
  const process = new ContenderProcess('pipewright', { workflows: count, ...SHAPE });
  try {
    return (await process.run({ show: true })).texts ?? [];
  } finally {
    process.stop();
  }
}

function verify(count: number, checked: string, planned: string): void {
  const { checked: files_, errors } = JSON.parse(checked) as { checked: string[]; errors: number };
  const plans = JSON.parse(planned) as { runs?: unknown }[];
  if (files_.length !== count || errors > 0 || plans.length !== count) throw new Error(`check looked at ${files_.length} files and found ${errors} errors, plan at ${plans.length}; there are ${count}`);
}
