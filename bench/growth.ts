/** Growth: what one workflow more costs in a small app and in a large one, in time and in memory. */
import { ContenderProcess } from './lib/contender';
import { Row } from './lib/report';
import { ratio, spread, takeTurns } from './lib/rounds';

const PER_WORKFLOW = { jobs: 5, steps: 8 };
const SMALL = 10;

/** A small app is synthesized often enough to take as long as a large one: clocks and collections are coarse. */
export async function growth(sizes: readonly number[], rounds: number, warmUp: number): Promise<Row[]> {
  const large = sizes[sizes.length - 1];
  const process = new ContenderProcess('pipewright', undefined);
  const cost = (workflows: number, times: number) => async () => {
    let ms = 0;
    for (let i = 0; i < times; i++) ms += (await process.run({ input: { workflows, ...PER_WORKFLOW } })).ms;
    return ms / (workflows * times);
  };
  try {
    const times = await takeTurns({ small: cost(SMALL, Math.ceil(large / SMALL / 2)), large: cost(large, 1) }, rounds, warmUp);
    const group = 'growth';
    return [
      { group, what: `time a workflow, ${large} / ${SMALL} workflows`, unit: '×', atMost: 1.1, ...ratio(times, 'large', 'small') },
      { group, what: `time a workflow of ${SMALL}`, unit: 'ms', ...spread(times.small) },
      { group, what: `time a workflow of ${large}`, unit: 'ms', ...spread(times.large) },
      ...await memory(process, sizes),
    ];
  } finally {
    process.stop();
  }
}

/** What is still held after a collection: the app and the files, without what the library itself takes. */
async function memory(process: ContenderProcess, sizes: readonly number[]): Promise<Row[]> {
  const heap = async (workflows: number) => (await process.run({ input: { workflows, ...PER_WORKFLOW }, collect: true })).heap;
  const base = await heap(1);
  const each: number[] = [];
  for (const workflows of sizes) each.push((await heap(workflows) - base) / 1024 / (workflows - 1));
  const linear = Math.max(...each) / Math.min(...each);
  return [
    { group: 'growth', what: `memory a workflow, most / least of ${sizes.join(', ')}`, unit: '×', atMost: 1.1, median: linear, min: linear, max: linear },
    ...sizes.map((workflows, i): Row => ({ group: 'growth', what: `memory a workflow of ${workflows}`, unit: 'KiB', median: each[i], min: each[i], max: each[i] })),
  ];
}
