/** What a difference is: files, and in each the things that a reader cares about. */

export type Mark = 'added' | 'removed' | 'changed';

export interface DiffItem {
  readonly mark: Mark;
  /** `job test`, `trigger pull_request`, `AWS::ECS::Service Service9571FDD8` */
  readonly subject: string;
  /** `runs-on: ubuntu-22.04 → ubuntu-24.04`; what a new thing may do. */
  readonly details: readonly Detail[];
  /** The platform deletes it and makes a new one. */
  readonly replaced?: boolean;
}

export interface Detail {
  readonly text: string;
  /** Gives somebody more than before: a write scope, a secret, an environment without its gate. */
  readonly widened?: boolean;
  /** The reason that the resource is replaced. */
  readonly replaces?: boolean;
}

export interface FileDiff {
  readonly file: string;
  readonly mark: Mark;
  readonly items: readonly DiffItem[];
}

/** Files by path, before and after. */
export type Files = ReadonlyMap<string, string>;
