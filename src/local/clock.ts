/** How long something takes. */
export class Clock {
  private readonly start = process.hrtime.bigint();

  /** To a tenth. */
  public seconds(): number {
    return Math.round(Number(process.hrtime.bigint() - this.start) / 1e8) / 10;
  }
}
