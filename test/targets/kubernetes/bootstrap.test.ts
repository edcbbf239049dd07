import { describe, expect, test } from 'vitest';
import { CLUSTERS, PULUMI, synthesize } from './synthesize';
import { hasTool, shellcheck } from '../support/tools';

const of = (kind: string) => synthesize({ id: 'staging' }, { cluster: CLUSTERS[kind] });
const commands = (kind: string) => of(kind).bootstrapCommands.map(({ command }) => command);

describe('the trust', () => {
  test('the role is one of the namespace, and grants no rights to grant rights', () => {
    const { kind, metadata, rules } = of('eks').object('role.yaml');
    expect({ kind, namespace: metadata.namespace }).toEqual({ kind: 'Role', namespace: 'shop' });
    const resources = rules.flatMap((rule: any) => rule.resources);
    for (const forbidden of ['*', 'secrets', 'roles', 'rolebindings', 'namespaces', 'pods/exec']) expect(resources).not.toContain(forbidden);
    expect(rules.flatMap((rule: any) => rule.verbs)).not.toContain('*');
  });

  test.each([
    ['eks', { kind: 'Group', name: 'pipewright-acme-api-staging', apiGroup: 'rbac.authorization.k8s.io' }],
    ['gke', { kind: 'User', name: 'api-staging@acme-prod.iam.gserviceaccount.com', apiGroup: 'rbac.authorization.k8s.io' }],
    ['oidc', { kind: 'User', name: 'github:repo:acme@1234567/api@7654321:environment:staging', apiGroup: 'rbac.authorization.k8s.io' }],
    ['token', { kind: 'ServiceAccount', name: 'pipewright-staging', namespace: 'shop' }],
    ['kubeconfig', { kind: 'ServiceAccount', name: 'pipewright-staging', namespace: 'shop' }],
  ])('%s is bound as the API server sees it', (kind, subject) => {
    expect(of(kind).object('role-binding.yaml').subjects).toEqual([subject]);
  });

  test('EKS: the group of the binding is the group of the access entry', () => {
    const output = of('eks');
    expect(output.json('role.template.json').Resources.AccessEntry.Properties.KubernetesGroups).toEqual([output.object('role-binding.yaml').subjects[0].name]);
  });

  test('AKS: the object id of the identity is bound once it exists', () => {
    const output = of('aks');
    expect(output.bootstrap.map(({ path }) => path)).not.toContain('role-binding.yaml');
    expect(commands('aks').join('\n')).toMatch(/kubectl create rolebinding pipewright-staging --namespace shop[\s\S]+az deployment group show/);
  });

  test('the namespace is created before its role, unless it exists', () => {
    const all = commands('eks');
    expect(all.findIndex((c) => c.includes('namespace.yaml'))).toBeLessThan(all.findIndex((c) => c.includes('role.yaml')));
    const existing = synthesize({}, { createNamespace: false });
    expect(existing.bootstrap.map(({ path }) => path)).not.toContain('namespace.yaml');
    expect(existing.bootstrapCommands.map(({ command }) => command).join('\n')).not.toContain('namespace.yaml');
  });

  test.skipIf(!hasTool('shellcheck'))('shellcheck: every command', () => {
    for (const [kind, cluster] of Object.entries(CLUSTERS)) {
      const { bootstrapCommands } = synthesize({ environment: 'it\'s here' }, { cluster, pulumi: PULUMI[kind] });
      for (const { description, command } of bootstrapCommands) shellcheck(command, `${kind}: ${description}`);
    }
  });

  test('structured authentication admits one repository, its refs and one audience', () => {
    const { jwt } = of('oidc').object('authentication.yaml');
    expect(jwt).toEqual([{
      issuer: { url: 'https://token.actions.githubusercontent.com', audiences: ['https://kubernetes.example.com:6443'] },
      claimValidationRules: [
        { claim: 'repository_owner_id', requiredValue: '1234567' },
        { claim: 'repository_id', requiredValue: '7654321' },
        { expression: 'claims.ref == \'refs/heads/main\'', message: 'the job runs for a ref that does not deploy' },
      ],
      claimMappings: { username: { claim: 'sub', prefix: 'github:' } },
    }]);
  });

  test.each(['eks', 'gke', 'aks'])('%s: the identity may keep Pulumi\'s state, and use its key', (kind) => {
    const { bootstrapCommands } = synthesize({}, { cluster: CLUSTERS[kind], pulumi: PULUMI[kind] });
    expect(bootstrapCommands.map(({ command }) => command).filter((c) => /state|kms|vault/i.test(c))).toMatchSnapshot();
  });
});
