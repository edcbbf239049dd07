/** Counts what holds and what does not. */
export class Check {
  public passed = 0;
  public readonly failures: string[] = [];
  public readonly notes: string[] = [];

  constructor(public readonly name: string) {}

  public that(holds: boolean, otherwise: string): void {
    if (holds) this.passed++;
    else this.failures.push(otherwise);
  }

  public note(text: string): void {
    this.notes.push(text);
  }
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
