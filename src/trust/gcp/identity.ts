/**
 * How Google Cloud trusts a job: a workload identity pool for the repository, in it one provider for each GitHub
 * environment whose condition names the environment and its refs, and a service account that exactly one subject may use.
 * https://cloud.google.com/iam/docs/workload-identity-federation-with-deployment-pipelines
 */
import type { Repository } from '../../app';
import type { Report } from '../../targets/support/input';
import { environmentSubject, ISSUER } from '../subject';
import { providerName } from './names';
import { literal, Resources } from './terraform';

/** The longest `google.subject` that Google Cloud takes. */
const MAX_SUBJECT = 127;

export interface GcpIdentity {
  readonly project: string;
  /** Number of the project; where it is not known, Terraform looks it up. */
  readonly projectNumber?: string;
  readonly repository: Repository;
  /** GitHub environments of the jobs. */
  readonly environments: readonly string[];
  /** Full git refs that the job runs on; tag patterns end in `*`. */
  readonly refs: readonly string[];
  /** Id of the pool. */
  readonly pool: string;
  /** Id of the provider. */
  readonly provider: string;
  /** Id of the service account: the part before the `@`. */
  readonly account: string;
}

/** The condition on the token's claims, in CEL: the numeric owner and repository, the environment and the refs. */
function attributeCondition(identity: GcpIdentity): string {
  const { repository, environments } = identity;
  return [
    `assertion.repository_owner_id == ${text(String(repository.ownerId))}`,
    `assertion.repository_id == ${text(String(repository.id))}`,
    environments.length === 1
      ? `assertion.environment == ${text(environments[0])}`
      : `assertion.environment in [${environments.map(text).join(', ')}]`,
    refCondition(identity.refs),
  ].join(' && ');
}

function refCondition(refs: readonly string[]): string {
  const exact = refs.filter((ref) => !ref.endsWith('*'));
  const prefixes = refs.filter((ref) => ref.endsWith('*')).map((ref) => `assertion.ref.startsWith(${text(ref.slice(0, -1))})`);
  const conditions = exact.length ? [`assertion.ref in [${exact.map(text).join(', ')}]`, ...prefixes] : prefixes;
  if (conditions.length === 0) return 'false';
  return conditions.length === 1 ? conditions[0] : `(${conditions.join(' || ')})`;
}

function text(value: string): string {
  return `'${value.replace(/[\\']/g, '\\$&')}'`;
}

/** Reports what would make the trust wide or refused; whether it can be written at all. */
export function isTrustable(repository: Repository | undefined, environment: string, report: Report): repository is Repository {
  if (repository === undefined) return false; // reported by the target
  const missing = (['ownerId', 'id'] as const).filter((key) => repository[key] === undefined);
  if (missing.length) {
    report({
      ruleId: 'repository-ids', at: 'repository',
      message: 'Google Cloud trusts the numeric ids of the repository and its owner: a name can be taken over by somebody else',
      value: missing.join(', '),
      fix: `new App({ repository: { …, ownerId, id } }): gh api repos/${repository.owner}/${repository.name} --jq '.owner.id, .id'`,
    });
    return false;
  }
  const subject = environmentSubject(repository, environment);
  if (subject.length > MAX_SUBJECT) {
    report({
      ruleId: 'target-name', at: 'environment',
      message: `the OIDC subject has ${subject.length} characters, and Google Cloud takes at most ${MAX_SUBJECT}`,
      value: subject, fix: 'give the environment a shorter name',
    });
  }
  return true;
}

/**
 * The Terraform resources of one identity: its provider, its service account, and who may use it.
 * `label` is their name within the file.
 */
export function identityResources(identity: GcpIdentity, label = 'github'): Resources {
  const { project, pool, provider } = identity;
  const environments = `environment ${identity.environments.join(', ')}`;
  const number = identity.projectNumber ?? '${data.google_project.this.number}';
  return {
    google_iam_workload_identity_pool_provider: {
      [label]: {
        project,
        workload_identity_pool_id: pool,
        workload_identity_pool_provider_id: provider,
        display_name: provider,
        description: literal(`${environments} of ${identity.repository.owner}/${identity.repository.name}`.slice(0, 256)),
        attribute_mapping: {
          'google.subject': 'assertion.sub',
          'attribute.environment': 'assertion.environment',
          'attribute.ref': 'assertion.ref',
          'attribute.repository_id': 'assertion.repository_id',
          'attribute.repository_owner_id': 'assertion.repository_owner_id',
        },
        attribute_condition: literal(attributeCondition(identity)),
        oidc: { issuer_uri: ISSUER, allowed_audiences: [`https://iam.googleapis.com/${providerName(number, pool, provider)}`] },
      },
    },
    google_service_account: {
      [label]: { project, account_id: identity.account, display_name: literal(`GitHub ${environments}`.slice(0, 100)) },
    },
    google_service_account_iam_member: Object.fromEntries(identity.environments.map((environment, index) => [
      index === 0 ? label : `${label}_${index + 1}`,
      {
        service_account_id: `\${google_service_account.${label}.name}`,
        role: 'roles/iam.workloadIdentityUser',
        member: `principal://iam.googleapis.com/projects/${number}/locations/global/workloadIdentityPools/${pool}/subject/`
          + literal(environmentSubject(identity.repository, environment)),
      },
    ])),
  };
}
