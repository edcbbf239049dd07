/** The emitted ARM templates, read as Azure would read them: which tokens may act as the identity, and what it may do. */
import { describe, expect, test } from 'vitest';
import { nearMisses, token, Token } from './tokens';
import { SubjectFormat } from '../../src/app';
import { AzureContainerAppsTarget, AzureEnvironment } from '../../src/targets/azure-container-apps';
import type { AccountNeed } from '../../src/targets/target';
import { aksBootstrap, azureAccountBootstrap, ROLES } from '../../src/trust/azure';
import { fakeContext, REGISTRIES, REPOSITORY } from '../targets/context';
import { hasJudge, hasTool, judge, shellcheck } from '../targets/support/tools';

const SUBSCRIPTION = '00000000-0000-4000-8000-000000000002';
const PROPS = { tenantId: '00000000-0000-4000-8000-000000000001', subscriptionId: SUBSCRIPTION, resourceGroup: 'prod' };
const AUDIENCE = 'api://AzureADTokenExchange';

function resources(template: any, type: string): any[] {
  return template.resources.filter((resource: any) => resource.type === type);
}

/** Exact and case-sensitive; the branch is not in it. */
function accepts(template: any, claims: Token): boolean {
  return resources(template, 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials')
    .some(({ properties: p }) => p.issuer === claims.iss && p.subject === claims.sub && p.audiences.includes(claims.aud));
}

function target(environment: AzureEnvironment, changes = {}, props = {}) {
  const context = fakeContext({ registry: REGISTRIES.acr, ...changes });
  const output = new AzureContainerAppsTarget({ ...PROPS, environment, ...props }).synthesize(context);
  expect(context.problems).toEqual([]);
  return { template: output.bootstrap[0]?.content as any, commands: output.bootstrapCommands, output };
}

describe.each([SubjectFormat.IMMUTABLE, SubjectFormat.LEGACY])('%s subjects', (subjectFormat) => {
  const repository = { ...REPOSITORY, subjectFormat };
  const { template } = target(AzureEnvironment.existing('prod-env'), { repository });
  test('the job', () => expect(accepts(template, token(repository, 'production', AUDIENCE))).toBe(true));
  // a legacy subject holds no ids: only the name is compared
  const misses = Object.entries(nearMisses(repository, 'production', AUDIENCE)).filter(([name]) => subjectFormat === SubjectFormat.IMMUTABLE || !name.startsWith('a new '));
  test.each(misses)('not %s', (_, claims) => expect(accepts(template, claims)).toBe(false));
});

test('named roles only, and the app\'s identity only to hand over', () => {
  const rolesOf = (environment: AzureEnvironment) => resources(target(environment).template, 'Microsoft.Authorization/roleAssignments').map((r) => [r.properties.description, r.scope]);
  expect(rolesOf(AzureEnvironment.existing('prod-env'))).toEqual([
    ['Container Apps Contributor', undefined],
    ['Managed Identity Operator', 'Microsoft.ManagedIdentity/userAssignedIdentities/api-production-run'],
  ]);
  expect(rolesOf(AzureEnvironment.create()).map(([role]) => role)).toEqual([
    'Container Apps Contributor', 'Container Apps ManagedEnvironments Contributor', 'Log Analytics Contributor', 'Managed Identity Operator',
  ]);
  for (const { properties } of resources(target(AzureEnvironment.create()).template, 'Microsoft.Authorization/roleAssignments')) {
    expect(properties.roleDefinitionId).toContain(ROLES[properties.description as keyof typeof ROLES]);
  }
});

test('commands: the identity, what it is called, and what the app may read', () => {
  const { commands } = target(AzureEnvironment.existing('prod-env', { resourceGroup: 'shared' }));
  expect(commands.map((c) => c.description)).toEqual([
    'Create the identity that deploys, the one that the app runs as, and their rights',
    'Tell the GitHub environment production which identity it is',
    'Let the app pull its image',
    'Let it put apps into the environment',
  ]);
});

test('identities of one\'s own: no bootstrap', () => {
  const own = { clientId: SUBSCRIPTION, identityId: `/subscriptions/${SUBSCRIPTION}/resourceGroups/x/providers/Microsoft.ManagedIdentity/userAssignedIdentities/y` };
  const { template, commands, output } = target(AzureEnvironment.existing('prod-env'), {}, own);
  expect([template, commands]).toEqual([undefined, []]);
  expect(output.operations.login()[0]._spec.with).toMatchObject({ 'client-id': SUBSCRIPTION });
});

describe('images', () => {
  const need = (environment: string, resourceGroup?: string): AccountNeed => ({ cloud: 'azure', account: SUBSCRIPTION, kind: 'acr-push', registry: 'acmeprod', environment, resourceGroup });
  test('one identity, each environment\'s subject, one after the other', () => {
    const { files, commands } = azureAccountBootstrap(SUBSCRIPTION, [need('publish', 'images'), need('publish'), need('release')], REPOSITORY);
    const template: any = files[0].content;
    const credentials = resources(template, 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials');
    expect(credentials.map((c) => c.properties.subject)).toEqual(['publish', 'release'].map((e) => `repo:acme@1234567/api@7654321:environment:${e}`));
    expect(credentials[1].dependsOn[0]).toContain('github-1');
    for (const claims of Object.values(nearMisses(REPOSITORY, 'publish', AUDIENCE))) expect(accepts(template, claims)).toBe(false);
    expect(commands.map((c) => c.command).join('\n')).toMatch(/--role AcrPush --scope[^]*AZURE_CLIENT_ID[^]*AZURE_TENANT_ID[^]*AZURE_SUBSCRIPTION_ID/);
  });
  test('an unknown resource group is asked for', () => {
    const { commands } = azureAccountBootstrap('acmeprod', [{ ...need('publish'), account: 'acmeprod' } as AccountNeed], REPOSITORY);
    expect(commands[0].command).toContain('--resource-group "$(az acr show --name acmeprod --query resourceGroup --output tsv)"');
    expect(commands[0].command).not.toContain('--subscription');
  });
});

test('AKS: the cluster\'s address, nothing inside', () => {
  const trust = aksBootstrap(fakeContext({ id: 'aks' }), { ...PROPS, clusterName: 'prod', namespace: 'api' });
  const template: any = trust.files[0].content;
  expect(accepts(template, token(REPOSITORY, 'aks', AUDIENCE))).toBe(true);
  expect(resources(template, 'Microsoft.Authorization/roleAssignments').map((r) => [r.properties.description, r.scope])).toEqual([
    ['Azure Kubernetes Service Cluster User Role', 'Microsoft.ContainerService/managedClusters/prod'],
  ]);
});

test.skipIf(!hasJudge('arm'))('Microsoft\'s models', () => {
  judge('arm', 'bootstrap.json', target(AzureEnvironment.create()).template);
  judge('arm', 'push.json', azureAccountBootstrap('a', [{ cloud: 'azure', account: 'a', kind: 'acr-push', registry: 'r', environment: 'publish' }], REPOSITORY).files[0].content);
});

test.skipIf(!hasTool('shellcheck'))('commands are clean', () => {
  const { commands } = target(AzureEnvironment.create(), { domain: 'api.example.com' });
  for (const { command, description } of commands) shellcheck(command, description);
});
