/** What a scanner is to `SecurityScan`. */
import type { Step } from '../step';
import type { PipelineFacts } from '../synth/facts';

export interface ScanContext {
  readonly facts: PipelineFacts;
  /** Path of the image as a `docker save` archive. @default - the source is scanned, in the workspace */
  readonly archive?: string;
  /** Category of the results in the Security tab, unique for scanner and platform. */
  readonly category: string;
  /** No cache may be used. */
  readonly release: boolean;
}

export interface ScannerProvider {
  /** Suffix of its job, where it has one of its own. */
  readonly id: string;
  readonly title: string;
  /** Scans the image, not the source. */
  readonly image: boolean;
  /** Scans the source where there is no image. */
  readonly source?: boolean;
  /** Reads secrets: it gets a job with the environment `scan` of its own. */
  readonly secrets: boolean;
  /** Needs the source, which is checked out for it. */
  readonly checkout?: boolean;
  /** Has a job of its own although it reads no secret. */
  readonly ownJob?: boolean;
  /** @default - runs on every event */
  readonly if?: string;
  /** Values that its job is repeated over, as `matrix.<axis>`. */
  readonly axis?: { readonly name: string; readonly values: readonly string[] };
  /** Whether it has anything to do in a pipeline at all. @default - true */
  applies?(facts: PipelineFacts): boolean;
  steps(context: ScanContext): Step[];
}
