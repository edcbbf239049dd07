/** gcloud's commands for the two kinds of workload: services answer requests, worker pools do not. */

export interface Commands {
  readonly group: string;
  readonly revisions: string;
  /** Sends requests (or gives instances) to revisions. */
  readonly update: string;
  readonly clearTags: string;
  /** Field of the status that says which revisions run. */
  readonly splits: string;
  /** `replace` of worker pools takes no region but the configured one. */
  readonly regionFlag: string;
  readonly file: string;
  readonly apply: string;
  readonly remove: string;
}

export const COMMANDS: Readonly<Record<'service' | 'workerPool', Commands>> = {
  service: {
    group: 'gcloud run services',
    revisions: 'gcloud run revisions',
    update: 'update-traffic',
    clearTags: ' --clear-tags',
    splits: 'traffic',
    regionFlag: ' --region "$REGION"',
    file: 'service.yaml',
    apply: 'Apply the service',
    remove: 'Delete the service',
  },
  workerPool: {
    group: 'gcloud beta run worker-pools',
    revisions: 'gcloud beta run worker-pools revisions',
    update: 'update-instance-split',
    clearTags: '',
    splits: 'instanceSplits',
    regionFlag: '',
    file: 'worker-pool.yaml',
    apply: 'Apply the worker pool',
    remove: 'Delete the worker pool',
  },
};

export function describe({ group }: Commands): string {
  return `${group} describe "$SERVICE" --project "$PROJECT" --region "$REGION" --format json`;
}

/** The part of the status that says which revisions run, and how much each. */
export function serving({ splits }: Commands): string {
  return `.status.${splits}[]? | select((.percent // 0) > 0)`;
}
