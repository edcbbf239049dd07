/** In process: the same workflows by pipewright, by the floor and by the peers. */
import { ContenderProcess } from './lib/contender';
import { Row } from './lib/report';
import { ratio, spread, takeTurns } from './lib/rounds';
import { assertSame, count, parsed, PlainWorkflow } from './lib/same';

export interface Shape {
  readonly workflows: number;
  readonly jobs: number;
  readonly steps: number;
}

const PEERS: Readonly<Record<string, string>> = {
  'projen': 'projen', 'workflow-ts': 'github-actions-workflow-ts', 'cdkactions': 'cdkactions',
};

export async function synthesis(shape: Shape, rounds: number, warmUp: number): Promise<Row[]> {
  const pipewright = new ContenderProcess('pipewright', shape);
  const plan = parsed((await pipewright.run({ show: true })).texts);
  const others = ['floor', ...Object.keys(PEERS)].map((name) => ({ name, process: new ContenderProcess(name, plan) }));
  const all = [{ name: 'pipewright', process: pipewright }, ...others];
  try {
    await verify(all, plan, shape);
    const times = await takeTurns(Object.fromEntries(all.map(({ name, process }) => [name, async () => (await process.run()).ms])), rounds, warmUp);
    const group = `synthesis of ${shape.workflows} × ${shape.jobs} × ${shape.steps}`;
    return [
      { group, what: 'pipewright / yaml.stringify', unit: '×', atMost: 1.5, ...ratio(times, 'pipewright', 'floor') },
      { group, what: 'projen / pipewright', unit: '×', atLeast: 3, ...ratio(times, 'projen', 'pipewright') },
      ...Object.entries(PEERS).filter(([name]) => name !== 'projen')
        .map(([name, title]): Row => ({ group, what: `${title} / pipewright`, unit: '×', ...ratio(times, name, 'pipewright') })),
      ...all.map(({ name }): Row => ({ group, what: PEERS[name] ?? (name === 'floor' ? 'yaml.stringify' : name), unit: 'ms', ...spread(times[name]) })),
    ];
  } finally {
    for (const { process } of all) process.stop();
  }
}

async function verify(all: readonly { name: string; process: ContenderProcess }[], plan: readonly PlainWorkflow[], { workflows, jobs, steps }: Shape): Promise<void> {
  const wanted = `${workflows} workflows, ${workflows * jobs} jobs, ${workflows * jobs * steps} steps`;
  if (count(plan) !== wanted) throw new Error(`pipewright made ${count(plan)}, not ${wanted}`);
  for (const { name, process } of all) assertSame(name, (await process.run({ show: true })).texts, plan);
}
