/** Steps that run while the job goes on: who waits for them, and who ends them. */

interface Running {
  readonly id?: string;
  readonly done: Promise<void>;
  end(): void;
}

export class Background {
  private running: Running[] = [];

  /** @param perform runs the step until the signal ends it */
  public start(id: string | undefined, perform: (ended: AbortSignal) => Promise<void>): Promise<void> {
    const controller = new AbortController();
    const done = perform(controller.signal).finally(() => { this.running = this.running.filter((one) => one.done !== done); });
    this.running.push({ id, done, end: () => controller.abort() });
    return done;
  }

  /** Waits for some, or for all. */
  public async wait(ids?: readonly string[]): Promise<void> {
    await Promise.all(this.find(ids).map((one) => one.done));
  }

  public async cancel(id: string): Promise<void> {
    for (const one of this.find([id])) one.end();
    await this.wait([id]);
  }

  private find(ids?: readonly string[]): Running[] {
    return this.running.filter((one) => ids === undefined || (one.id !== undefined && ids.includes(one.id)));
  }
}
