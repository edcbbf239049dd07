import { hidePins } from './hide-pins';

/**
 * A snapshot serializer that keeps commits, versions and digests out of snapshots. For vitest and jest:
 * `expect.addSnapshotSerializer(testing.PinFreeSerializer.create())`.
 */
export class PinFreeSerializer {
  public static create(): PinFreeSerializer {
    return new PinFreeSerializer();
  }

  private constructor() {}

  /** Whether the serializer is for this value: a text that holds a pin or a digest. */
  public test(value: any): boolean {
    return typeof value === 'string' && hidePins(value) !== value;
  }

  /** The text without pins. */
  public serialize(value: any): string {
    return hidePins(String(value));
  }
}
