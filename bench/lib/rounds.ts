/**
 * Rounds: the contenders take turns (A B C A B C …), so that whatever else the machine does hits all of them alike.
 * Ratios are taken within a round, and their median is told with the smallest and the largest.
 */

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Milliseconds by contender; the index is the round. */
export type Times = Readonly<Record<string, readonly number[]>>;

export type Contender = () => number | Promise<number>;

export async function takeTurns(contenders: Readonly<Record<string, Contender>>, rounds: number, warmUp: number): Promise<Times> {
  const times: Record<string, number[]> = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let round = -warmUp; round < rounds; round++) {
    for (const [name, contender] of Object.entries(contenders)) {
      const ms = await contender();
      if (round >= 0) times[name].push(ms);
    }
  }
  return times;
}

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median, min: sorted[0], max: sorted[sorted.length - 1] };
}

/** How many times as long `name` takes as `base`, round by round. */
export function ratio(times: Times, name: string, base: string): Spread {
  return spread(times[name].map((ms, round) => ms / times[base][round]));
}

/** What `name` takes longer than `base`, round by round, shared among `parts`. */
export function difference(times: Times, name: string, base: string, parts = 1): Spread {
  return spread(times[name].map((ms, round) => (ms - times[base][round]) / parts));
}
