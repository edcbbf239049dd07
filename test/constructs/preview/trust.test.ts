/** Who may act as the identities of previews, as the emitted policies say; and that production's let no preview in. */
import { describe, expect, test } from 'vitest';
import { PLATFORMS, program, REPOSITORY, synthesize } from './programs';
import { Repository, SubjectFormat } from '../../../src/app';
import { ISSUER } from '../../../src/trust/subject';
import { accepts as awsAccepts } from '../../trust/aws/evaluate';
import { nearMisses, token, Token } from '../../trust/tokens';

type Accepts = (claims: Token) => boolean;

function filesOf(platform: string, subjectFormat: SubjectFormat): (path: string) => any {
  const { files, problems } = synthesize(program(platform, {}, subjectFormat).app);
  expect(problems).toEqual([]);
  return (path) => JSON.parse(files.find((file) => file.path === path)!.text);
}

/** As Google Cloud reads a provider and the members of a service account. */
function google(terraform: any, label: string): Accepts {
  const provider = terraform.resource.google_iam_workload_identity_pool_provider[label];
  const members = Object.entries<any>(terraform.resource.google_service_account_iam_member).filter(([name]) => name === label || name.startsWith(`${label}_`));
  const subjects = members.map(([, member]) => member.member.split('/subject/')[1]);
  const condition = provider.attribute_condition.replace(/(assertion\.\w+) in (\[[^\]]*\])/g, '$2.includes($1)').replaceAll(' == ', ' === ');
  // eslint-disable-next-line no-new-func
  const holds = (assertion: Token) => new Function('assertion', `return ${condition}`)(assertion) as boolean;
  return (claims) => claims.iss === ISSUER && provider.oidc.allowed_audiences.includes(claims.aud) && holds(claims) && subjects.includes(claims.sub);
}

function aws(template: any, role: string): Accepts {
  const policy = template.Resources[role].Properties.AssumeRolePolicyDocument;
  return (claims) => claims.iss === ISSUER && awsAccepts(policy, { ...claims });
}

/** Azure compares issuer, subject and audience, and nothing else. */
function azure(template: any): Accepts {
  const credentials: any[] = template.resources.filter((r: any) => r.type.endsWith('/federatedIdentityCredentials')).map((r: any) => r.properties);
  return (claims) => credentials.some((c) => c.issuer === claims.iss && c.subject === claims.sub && c.audiences.includes(claims.aud));
}

const GOOGLE = (project: string, provider: string) => `https://iam.googleapis.com/projects/${project}/locations/global/workloadIdentityPools/gh-acme-shop/providers/${provider}`;
const AWS = 'sts.amazonaws.com';
const AZURE = 'api://AzureADTokenExchange';

interface Identity {
  readonly platform: keyof typeof PLATFORMS;
  readonly audience: string;
  readonly environment: string;
  readonly testsRefs: boolean;
  of(file: (path: string) => any): Accepts;
}

const previews: Readonly<Record<string, Identity>> = {
  'ECS': { platform: 'ecs', environment: 'preview', audience: AWS, testsRefs: true, of: (file) => aws(file('deploy/preview/bootstrap/role.template.json'), 'DeployRole') },
  'Cloud Run': { platform: 'cloud-run', environment: 'preview', audience: GOOGLE('210987654321', 'preview'), testsRefs: true, of: (file) => google(file('deploy/preview/bootstrap/bootstrap.tf.json'), 'github') },
  'Artifact Registry': { platform: 'cloud-run', environment: 'preview', audience: GOOGLE('210987654321', 'preview-push'), testsRefs: true, of: (file) => google(file('deploy/bootstrap/gcp-acme-dev/bootstrap.tf.json'), 'preview_push') },
  'GKE': { platform: 'kubernetes', environment: 'preview', audience: GOOGLE('210987654321', 'preview'), testsRefs: true, of: (file) => google(file('deploy/preview/bootstrap/bootstrap.tf.json'), 'github') },
  'EKS': { platform: 'kubernetes-eks', environment: 'preview', audience: AWS, testsRefs: true, of: (file) => aws(file('deploy/preview/bootstrap/role.template.json'), 'DeployRole') },
  'ECR': { platform: 'kubernetes-eks', environment: 'preview', audience: AWS, testsRefs: true, of: (file) => aws(file('deploy/bootstrap/aws-111122223333/preview-push-role.template.json'), 'PushRole') },
  'Container Apps': { platform: 'azure-container-apps', environment: 'preview', audience: AZURE, testsRefs: false, of: (file) => azure(file('deploy/preview/bootstrap/bootstrap.json')) },
  'ACR': { platform: 'azure-container-apps', environment: 'preview', audience: AZURE, testsRefs: false, of: (file) => azure(file('deploy/bootstrap/azure-acmedev/preview-push.json')) },
};

/** In the same app, in the same accounts. */
const production: Readonly<Record<string, Identity>> = {
  'Cloud Run': { platform: 'cloud-run', environment: 'production', audience: GOOGLE('123456789012', 'production'), testsRefs: true, of: (file) => google(file('deploy/production/bootstrap/bootstrap.tf.json'), 'github') },
  'Artifact Registry': { platform: 'cloud-run', environment: 'publish', audience: GOOGLE('123456789012', 'push'), testsRefs: true, of: (file) => google(file('deploy/bootstrap/gcp-acme-prod/bootstrap.tf.json'), 'push') },
  'ECR': { platform: 'kubernetes-eks', environment: 'publish', audience: AWS, testsRefs: true, of: (file) => aws(file('deploy/bootstrap/aws-111122223333/push-role.template.json'), 'PushRole') },
  'ACR': { platform: 'azure-container-apps', environment: 'publish', audience: AZURE, testsRefs: false, of: (file) => azure(file('deploy/bootstrap/azure-acmeprod/push.json')) },
};

const FORMATS = [SubjectFormat.IMMUTABLE, SubjectFormat.LEGACY];
const PULL_REQUEST = 'refs/pull/12/merge';

describe.each(FORMATS)('%s subjects', (subjectFormat) => {
  const repository: Repository = { ...REPOSITORY, subjectFormat };

  describe.each(Object.entries(previews))('previews: %s', (_, { platform, audience, testsRefs, of }) => {
    const accepts = of(filesOf(platform, subjectFormat));
    const from = (ref: string) => accepts(token(repository, 'preview', audience, { ref }));
    test('pull requests, merged ones too, whose jobs run on the branch', () => {
      expect([PULL_REQUEST, 'refs/pull/9999/merge', 'refs/heads/main'].map(from)).toEqual([true, true, true]);
    });
    test(testsRefs ? 'no other ref' : 'any ref, which Azure does not compare', () => {
      expect(new Set(['refs/heads/feature', 'refs/heads/main2', 'refs/tags/v1', 'refs/pulls/1/merge', 'refs/heads/refs/pull/1'].map(from))).toEqual(new Set([!testsRefs]));
    });
    test('nobody else', () => {
      const own = token(repository, 'preview', audience);
      const others = Object.entries(nearMisses(repository, 'preview', audience))
        // the list is written for production: of previews, these are the very token
        .filter(([, near]) => JSON.stringify(near) !== JSON.stringify(own))
        // Azure compares no numbers, and AWS that of the repository only: it would be another one under a new owner
        .filter(([name, near]) => !(near.sub === own.sub && (audience === AZURE || (audience === AWS && name === 'a new owner under the old name'))));
      const accepted = others.filter(([, near]) => accepts({ ...near, ref: PULL_REQUEST })).map(([name]) => name);
      expect(accepted).toEqual([]);
      expect(accepts(token(repository, 'production', audience, { ref: PULL_REQUEST }))).toBe(false);
      expect(accepts(token(repository, 'publish', audience, { ref: PULL_REQUEST }))).toBe(false);
    });
  });

  describe.each(Object.entries(production))('production: %s', (_, { platform, environment, audience, testsRefs, of }) => {
    const accepts = of(filesOf(platform, subjectFormat));
    test('its own jobs, and no preview', () => {
      expect(accepts(token(repository, environment, audience))).toBe(true);
      expect(accepts(token(repository, 'preview', audience, { ref: PULL_REQUEST }))).toBe(false);
      expect(accepts(token(repository, 'preview', audience))).toBe(false);
      // who changed the workflow in a pull request to name this environment is stopped by its branch policy, and by the ref
      if (testsRefs) expect(accepts(token(repository, environment, audience, { ref: PULL_REQUEST }))).toBe(false);
    });
  });
});

test('GitHub lets any ref use the environment of previews, and only the branch that of production', () => {
  const { files } = synthesize(program('cloud-run').app);
  const script = files.find((file) => file.path.endsWith('environments.sh'))!.text;
  expect(script).toContain('environment preview preview 0 false\n');
  expect(script).toContain('environment production production 0 true\npolicies production branch:main\n');
});
