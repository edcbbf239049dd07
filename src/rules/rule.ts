/**
 * What a rule is. One rule a file: id = file name = fixture folder = heading in docs/rules.md.
 */
import { WorkflowDocument } from '../workflow/document';
import { Path } from '../workflow/model';

export interface Finding {
  readonly path: Path;
  readonly message: string;
  readonly value?: unknown;
  readonly allowed?: readonly string[];
  readonly nearest?: readonly string[];
  readonly fix?: string;
  /** @default - the rule's own */
  readonly severity?: 'error' | 'warning';
  /** The key itself, or an offset within the string that the path leads to. @default - the value */
  readonly at?: 'key' | number;
}

export interface Rule {
  readonly id: string;
  /** An error is what GitHub rejects, ignores or never starts, or what can be exploited. A warning is advice. */
  readonly severity: 'error' | 'warning';
  /** One line: what must hold. */
  readonly description: string;
  /** Why, and where that is written. */
  readonly reason: string;
  readonly source: string;
  /** What kind of file it reads. @default 'workflow' */
  readonly subject?: 'workflow' | 'dependabot';
  check(document: WorkflowDocument): Iterable<Finding>;
}
