/**
 * A workflow with what its plain model cannot hold: comments, and where each part came from.
 */
import { Path, WorkflowModel } from './model';
import { SourceLocation } from '../problem';

/** Where a part of a document was written by its author. */
export interface Origin {
  /** Construct path or file name. */
  readonly where: string;
  readonly source?: SourceLocation;
}

/** A comment is shown only while the value it speaks of is still there: an override must not keep a stale remark. */
export interface Comment {
  readonly path: Path;
  readonly value: unknown;
  readonly text: string;
}

/** A rule that was switched off for one job or the whole workflow, and why. */
export interface RuleException {
  readonly ruleId: string;
  readonly reason: string;
  /** Only for this part of the document. @default - everywhere in it */
  readonly under?: Path;
}

export interface WorkflowDocument {
  /** The file's path from the repository's root, `.github/workflows/ci.yml`. */
  readonly file: string;
  readonly model: WorkflowModel;
  readonly comments: readonly Comment[];
  readonly exceptions: readonly RuleException[];
  /** Synthesized by this library, or written by a person. Some rules hold only for what we write ourselves. */
  readonly generated: boolean;
  /** Newer syntax that its author asked for by name, see `NewSyntax`. @default - none */
  readonly newSyntax?: readonly string[];
  /** The job's construct, for documents of an app: job id → construct id. */
  readonly owners: ReadonlyMap<string, string>;
  /** Where a path comes from: for an app the construct, for a file the line and column. */
  locate(path: Path): Origin;
}
