/** Names in Google Cloud, derived from the repository and the target, the same in the bootstrap as in the job. */
import type { Repository } from '../../app';
import { derivedName } from '../../targets/support/names';
import type { PushPurpose } from '../../targets/target';
import { pushName } from '../purpose';

const MAX_POOL = 32;
const MAX_ACCOUNT = 30;

/** The pool of a repository: one in each project. */
export function poolId(repository: Repository | undefined): string {
  return derivedName(['gh', String(repository?.owner), String(repository?.name)], MAX_POOL);
}

export function providerId(id: string): string {
  const name = derivedName([id], MAX_POOL);
  return name.length < 4 ? `${name}-target` : name;
}

/** Id of a service account, `<repository>-<target>[-<suffix>]`. */
export function accountId(repository: Repository | undefined, id: string, suffix?: string): string {
  const name = derivedName([String(repository?.name ?? 'repository'), id, ...(suffix ? [suffix] : [])], MAX_ACCOUNT);
  return name.length < 6 ? `${name}-target` : name;
}

export function accountEmail(account: string, project: string): string {
  return `${account}@${project}.iam.gserviceaccount.com`;
}

/** Full name of a provider, as `google-github-actions/auth` takes it. */
export function providerName(projectNumber: string, pool: string, provider: string): string {
  return `projects/${projectNumber}/locations/global/workloadIdentityPools/${pool}/providers/${provider}`;
}

export interface PushIdentityRequest {
  readonly project: string;
  readonly projectNumber?: string;
  readonly repository: Repository | undefined;
  readonly purpose?: PushPurpose;
}

/** What a job that pushes to a project's Artifact Registry signs in with: one identity a project. */
export interface PushIdentity {
  readonly workloadIdentityProvider: string;
  readonly serviceAccount: string;
}

/** The GitHub variable that the bootstrap sets where the program does not say the project's number. */
export const NUMBER_VARIABLE = 'GCP_PROJECT_NUMBER';

export function artifactPushIdentity({ project, projectNumber, repository, purpose }: PushIdentityRequest): PushIdentity {
  const number = projectNumber ?? `\${{ vars.${NUMBER_VARIABLE} }}`;
  return {
    workloadIdentityProvider: providerName(number, poolId(repository), providerId(pushName(purpose))),
    serviceAccount: accountEmail(accountId(repository, pushName(purpose)), project),
  };
}
