/** What is known beside the event, and what is assumed. */
export interface PlanOptions {
  /**
   * Results to assume, by id of a job: `success`, `failure`, `cancelled` or `skipped`. The id of a construct is that
   * of its main job; where it has none of that id, it stands for all its jobs.
   * A job that is assumed `cancelled` stands for a run that is cancelled while it runs: `cancelled()` holds for all behind it.
   * @default - every job that runs succeeds
   */
  readonly assume?: { [id: string]: string };
  /**
   * `owner/name` of the repository.
   * @default - the app's; else unknown
   */
  readonly repository?: string;
  /**
   * The default branch.
   * @default - the app's; else main
   */
  readonly defaultBranch?: string;
  /**
   * Values of configuration variables (`vars`).
   * @default - unknown
   */
  readonly vars?: { [name: string]: string };
}
