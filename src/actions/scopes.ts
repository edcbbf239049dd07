/**
 * What token scopes each action needs, and why; the reason becomes the comment behind the permission.
 * Sources: the actions' own READMEs. Scopes that depend on an input are asked for only then.
 */
export interface ScopeNeed {
  readonly scope: string;
  readonly level: 'read' | 'write';
  readonly reason: string;
  /** Only where the inputs say so. @default - always */
  readonly when?: (inputs: Readonly<Record<string, unknown>>) => boolean;
}

const isTrue = (value: unknown) => value === true || value === 'true';
const contents: ScopeNeed = { scope: 'contents', level: 'read', reason: 'check out the repository' };
const sarif: ScopeNeed = { scope: 'security-events', level: 'write', reason: 'upload results to the Security tab' };
const oidc = (reason: string): ScopeNeed => ({ scope: 'id-token', level: 'write', reason });
const attest: readonly ScopeNeed[] = [
  oidc('sign the attestation'),
  { scope: 'attestations', level: 'write', reason: 'store the attestation' },
  { scope: 'packages', level: 'write', reason: 'attach the attestation to the image', when: (i) => isTrue(i['push-to-registry']) && String(i['subject-name'] ?? '').startsWith('ghcr.io/') },
];
const given = (...names: string[]) => (i: Readonly<Record<string, unknown>>) => names.some((name) => i[name] !== undefined && i[name] !== '');

const SCOPES: Readonly<Record<string, readonly ScopeNeed[]>> = {
  'actions/checkout': [contents],
  'actions/attest': attest,
  'actions/attest-build-provenance': attest,
  'actions/dependency-review-action': [
    contents,
    { scope: 'pull-requests', level: 'write', reason: 'comment the review', when: (i) => ['always', 'on-failure'].includes(String(i['comment-summary-in-pr'])) },
  ],
  'anchore/sbom-action': [{ scope: 'contents', level: 'write', reason: 'attach the SBOM to the release', when: (i) => isTrue(i['upload-release-assets']) }],
  'aws-actions/configure-aws-credentials': [{ ...oidc('assume the AWS role'), when: given('role-to-assume') }],
  'azure/login': [{ ...oidc('log in to Azure'), when: given('client-id') }],
  'codecov/codecov-action': [{ ...oidc('upload to Codecov without a token'), when: (i) => i.use_oidc !== undefined && String(i.use_oidc) !== 'false' }],
  'docker/scout-action': [{ scope: 'pull-requests', level: 'write', reason: 'comment the findings', when: (i) => isTrue(i['write-comment']) }],
  'github/codeql-action/analyze': [contents, sarif],
  'github/codeql-action/init': [contents],
  'github/codeql-action/upload-sarif': [contents, sarif],
  'google-github-actions/auth': [{ ...oidc('federate with Google Cloud'), when: given('workload_identity_provider') }],
  'ossf/scorecard-action': [contents, { ...oidc('publish the score'), when: (i) => isTrue(i.publish_results) }],
  'pulumi/auth-actions': [oidc('log in to Pulumi Cloud')],
  'dorny/test-reporter': [{ scope: 'checks', level: 'write', reason: 'report the tests as a check' }],
};

export function scopesOf(action: string, inputs: Readonly<Record<string, unknown>>): ScopeNeed[] {
  if (!Object.hasOwn(SCOPES, action)) return [];
  return SCOPES[action].filter((need) => need.when?.(inputs) ?? true);
}
