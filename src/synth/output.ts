/**
 * What a synthesis yields: files as data. Nothing here touches a disk.
 */
import { Problem } from '../problem';

/** One file, whole, header included. */
export interface OutputFile {
  /** From the repository's root, `/`-separated. */
  readonly path: string;
  readonly text: string;
  /** @default false */
  readonly executable?: boolean;
}

export interface Synthesis {
  /** In the order of their paths; empty where there are errors. */
  readonly files: readonly OutputFile[];
  /** Errors and warnings, all of them. */
  readonly problems: readonly Problem[];
}
