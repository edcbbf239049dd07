/** A file before its header is put on: text, or an object that is written as JSON. */
export interface DraftFile {
  /** From the repository's root. */
  readonly path: string;
  readonly content: string | object;
  /** @default false */
  readonly executable?: boolean;
}
