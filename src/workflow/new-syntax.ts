/**
 * What GitHub runs, but the linters of the day refuse: actionlint 1.7.12 takes each for a mistake.
 * It is used where `newSyntax` of its pipeline names it, and is an error elsewhere.
 */
export enum NewSyntax {
  /** Steps that run side by side: `background`, `Step.wait`, `Step.waitAll`, `Step.cancel`, `Step.parallel`. */
  PARALLEL_STEPS = 'parallel-steps',
  /** `$/path`: actions and workflows of the repository at the workflow's own commit. With it the app's own references are written so. */
  SELF_REFERENCES = 'self-references',
  /** `queue` of a concurrency group. */
  CONCURRENCY_QUEUE = 'concurrency-queue',
  /** `command` and `entrypoint` of a service. */
  SERVICE_COMMAND = 'service-command',
  /** `cancelTimeoutMinutes` of a job. */
  CANCEL_TIMEOUT = 'cancel-timeout',
  /** `description` of a pipeline. */
  WORKFLOW_DESCRIPTION = 'workflow-description',
  /** The token scopes `code-quality`, `copilot-requests`, `drives` and `vulnerability-alerts`. */
  TOKEN_SCOPES = 'token-scopes',
  /** `cacheMode` of a pipeline and a job: what may be restored from and saved to the cache. */
  CACHE_MODE = 'cache-mode',
  /** `types` of the event `image_version`. */
  IMAGE_VERSION_TYPES = 'image-version-types',
}
