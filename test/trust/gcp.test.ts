/** The emitted Terraform, read as Google Cloud would read it: which tokens may act as the service account. */
import { describe, expect, test } from 'vitest';
import { nearMisses, token, Token } from './tokens';
import { SubjectFormat } from '../../src/app';
import { CloudRunTarget } from '../../src/targets/cloud-run';
import type { AccountNeed } from '../../src/targets/target';
import { artifactPushIdentity, gcpAccountBootstrap, gkeBootstrap } from '../../src/trust/gcp';
import { ContextChanges, fakeContext, REGISTRIES, REPOSITORY } from '../targets/context';

const PROPS = { project: 'acme-prod', projectNumber: '123456789012', region: 'europe-west1' };

/** The conditions that are emitted, evaluated: `==`, `in`, `startsWith`, `&&`, `||` of CEL are JavaScript's but for `in`. */
function holds(condition: string, assertion: Token): boolean {
  const script = condition.replace(/(assertion\.\w+) in (\[[^\]]*\])/g, '$2.includes($1)').replaceAll(' == ', ' === ');
  // eslint-disable-next-line no-new-func
  return new Function('assertion', `return ${script}`)(assertion) as boolean;
}

function accepts(terraform: any, label: string, claims: Token): boolean {
  const provider = terraform.resource.google_iam_workload_identity_pool_provider[label];
  const members: any[] = Object.values(terraform.resource.google_service_account_iam_member);
  const subjects = members.filter((m) => m.role === 'roles/iam.workloadIdentityUser').map((m) => m.member.split('/subject/')[1]);
  return provider.oidc.issuer_uri === claims.iss && provider.oidc.allowed_audiences.includes(claims.aud)
    && holds(provider.attribute_condition, claims) && subjects.includes(claims.sub);
}

function bootstrap(changes: ContextChanges = {}): any {
  const context = fakeContext({ registry: REGISTRIES.artifactRegistry, ...changes });
  return new CloudRunTarget(PROPS).synthesize(context).bootstrap[0].content;
}

const AUDIENCE = 'https://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/gh-acme-api/providers/production';

describe.each([SubjectFormat.IMMUTABLE, SubjectFormat.LEGACY])('%s subjects', (subjectFormat) => {
  const repository = { ...REPOSITORY, subjectFormat };
  const terraform = bootstrap({ repository });
  test('the job', () => expect(accepts(terraform, 'github', token(repository, 'production', AUDIENCE))).toBe(true));
  test.each(Object.entries(nearMisses(repository, 'production', AUDIENCE)))('not %s', (_, claims) => expect(accepts(terraform, 'github', claims)).toBe(false));
  test.each(['refs/heads/develop', 'refs/heads/main2', 'refs/tags/main', 'refs/pull/1/merge'])('not from %s', (ref) => {
    expect(accepts(terraform, 'github', token(repository, 'production', AUDIENCE, { ref }))).toBe(false);
  });
  test('not the other format', () => {
    const other = { ...repository, subjectFormat: subjectFormat === SubjectFormat.LEGACY ? SubjectFormat.IMMUTABLE : SubjectFormat.LEGACY };
    expect(accepts(terraform, 'github', token(other, 'production', AUDIENCE))).toBe(false);
  });
});

test('tags by pattern, beside a branch', () => {
  const terraform = bootstrap({ refs: ['refs/heads/main', 'refs/tags/v*'] });
  const from = (ref: string) => accepts(terraform, 'github', token(REPOSITORY, 'production', AUDIENCE, { ref }));
  expect(['refs/heads/main', 'refs/tags/v1', 'refs/tags/x', 'refs/heads/v1'].map(from)).toEqual([true, true, false, false]);
});

test('a job that runs on no ref is accepted nowhere', () => {
  expect(accepts(bootstrap({ refs: [] }), 'github', token(REPOSITORY, 'production', AUDIENCE))).toBe(false);
});

test('a quote in a name stays in the name', () => {
  const terraform = bootstrap({ environment: 'a\' || true || \'' });
  expect(accepts(terraform, 'github', token(REPOSITORY, 'production', AUDIENCE))).toBe(false);
  expect(holds(terraform.resource.google_iam_workload_identity_pool_provider.github.attribute_condition, token(REPOSITORY, 'x', AUDIENCE))).toBe(false);
});

test('rights: services of the project, one account to act as, one repository to read', () => {
  const { resource } = bootstrap();
  const roles = Object.values<Record<string, any>>(resource).flatMap((named) => Object.values<any>(named)).filter((r) => r.role && r.member === '${google_service_account.github.member}');
  expect(roles.map(({ role, service_account_id: on, repository }) => [role, on ?? repository])).toEqual([
    ['roles/iam.serviceAccountUser', '${google_service_account.runtime.name}'],
    ['roles/run.developer', undefined],
    ['roles/artifactregistry.reader', 'containers'],
  ]);
});

describe('once per project', () => {
  const needs: AccountNeed[] = [
    { cloud: 'gcp', account: 'acme-prod', kind: 'identity-pool' },
    { cloud: 'gcp', account: 'acme-prod', kind: 'identity-pool', projectNumber: '123456789012' },
    { cloud: 'gcp', account: 'acme-prod', kind: 'artifact-push', location: 'europe-west1', repository: 'containers', environment: 'publish', refs: ['refs/heads/main'] },
    { cloud: 'gcp', account: 'acme-prod', kind: 'artifact-push', location: 'europe-west1', repository: 'containers', environment: 'publish', refs: ['refs/tags/v*'] },
    { cloud: 'gcp', account: 'other', kind: 'identity-pool' },
  ];
  const of = (given: AccountNeed[]) => gcpAccountBootstrap('acme-prod', given, REPOSITORY);
  const identity = artifactPushIdentity({ project: 'acme-prod', projectNumber: '123456789012', repository: REPOSITORY });

  test('the job that pushes signs in as what the bootstrap creates', () => {
    const terraform: any = of(needs).files[0].content;
    const audience = `https://iam.googleapis.com/${identity.workloadIdentityProvider}`;
    expect(accepts(terraform, 'push', token(REPOSITORY, 'publish', audience))).toBe(true);
    expect(accepts(terraform, 'push', token(REPOSITORY, 'publish', audience, { ref: 'refs/tags/v2' }))).toBe(true);
    expect(accepts(terraform, 'push', token(REPOSITORY, 'publish', audience, { ref: 'refs/heads/develop' }))).toBe(false);
    for (const claims of Object.values(nearMisses(REPOSITORY, 'publish', audience))) expect(accepts(terraform, 'push', claims)).toBe(false);
    expect(identity.serviceAccount).toBe(`${terraform.resource.google_service_account.push.account_id}@acme-prod.iam.gserviceaccount.com`);
    expect(Object.values(terraform.resource.google_artifact_registry_repository_iam_member)).toHaveLength(1);
  });
  test('an unknown project number is looked up, and told to the environment', () => {
    const { files, commands } = of([{ ...needs[2] }]);
    expect((files[0].content as any).data.google_project.this.project_id).toBe('acme-prod');
    expect(commands.map((c) => c.command).join('\n')).toContain('gh variable set GCP_PROJECT_NUMBER --repo acme/api --env \'publish\'');
    expect(artifactPushIdentity({ project: 'acme-prod', repository: REPOSITORY }).workloadIdentityProvider).toContain('${{ vars.GCP_PROJECT_NUMBER }}');
  });
  test('a pool alone', () => expect(Object.keys((of([needs[1]]).files[0].content as any).resource)).toEqual(['google_project_service', 'google_iam_workload_identity_pool']));
  test('nothing for nobody', () => expect(gcpAccountBootstrap('x', needs, REPOSITORY)).toEqual({ files: [], commands: [] }));
  test('without ids it is reported, not widened', () => {
    const problems: unknown[] = [];
    expect(gcpAccountBootstrap('acme-prod', needs, { owner: 'a', name: 'b' }, 'x', (p) => problems.push(p)).files).toEqual([]);
    expect(problems).toHaveLength(1);
  });
});

test('GKE: signing in and seeing clusters, nothing else', () => {
  const trust = gkeBootstrap(fakeContext({ id: 'gke' }), { project: 'acme-prod', projectNumber: '1', location: 'europe-west1', clusterName: 'prod', namespace: 'api' });
  const terraform: any = trust.files[0].content;
  expect(accepts(terraform, 'github', token(REPOSITORY, 'gke', `https://iam.googleapis.com/${trust.workloadIdentityProvider}`))).toBe(true);
  expect(Object.values<any>(terraform.resource.google_project_iam_member).map((m) => m.role)).toEqual(['roles/container.clusterViewer']);
  expect(trust.rbacUser).toBe(trust.serviceAccount);
});
