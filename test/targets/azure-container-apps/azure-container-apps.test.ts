import { describe, expect, test } from 'vitest';
import { Rollout } from '../../../src/rollout';
import { SecretRef } from '../../../src/secret-ref';
import { AzureContainerAppsPlatformProps, AzureContainerAppsTarget, AzureEnvironment } from '../../../src/targets/azure-container-apps';
import { Ingress } from '../../../src/workload';
import { ContextChanges, fakeContext, REGISTRIES } from '../context';
import { hasJudge, hasTool, judge, scriptsOf, shellcheck } from '../support/tools';

const PROPS: AzureContainerAppsPlatformProps = {
  tenantId: '00000000-0000-4000-8000-000000000001', subscriptionId: '00000000-0000-4000-8000-000000000002', resourceGroup: 'prod',
  environment: AzureEnvironment.existing('prod-env'),
};
const OPERATIONS = ['login', 'deploy', 'verify', 'rollback', 'destroy', 'drift'] as const;
const VAULT = 'https://acme.vault.azure.net/secrets/db-url';

function synthesize(changes: ContextChanges = {}, props: Partial<AzureContainerAppsPlatformProps> = {}) {
  const context = fakeContext({ registry: REGISTRIES.acr, ...changes });
  const output = new AzureContainerAppsTarget({ ...PROPS, ...props }).synthesize(context);
  const file = (path: string) => output.files.find((f) => f.path === path)?.content as any;
  return { output, problems: context.problems, file, template: file('app.json'), app: file('app.json')?.resources[0].properties };
}

test('the workload of the contract', () => {
  const { problems, template } = synthesize();
  expect(problems).toEqual([]);
  expect(template.parameters.image).not.toHaveProperty('defaultValue');
  expect(template.resources[0].properties).toMatchInlineSnapshot(`
    {
      "configuration": {
        "activeRevisionsMode": "Single",
        "ingress": {
          "allowInsecure": false,
          "customDomains": [],
          "external": true,
          "targetPort": 8080,
          "traffic": [
            {
              "latestRevision": true,
              "weight": 100,
            },
          ],
          "transport": "auto",
        },
        "registries": [
          {
            "identity": "[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'api-production-run')]",
            "server": "acmeprod.azurecr.io",
          },
        ],
        "secrets": [],
      },
      "environmentId": "[resourceId('Microsoft.App/managedEnvironments', 'prod-env')]",
      "template": {
        "containers": [
          {
            "env": [
              {
                "name": "LOG_LEVEL",
                "value": "info",
              },
            ],
            "image": "[parameters('image')]",
            "name": "api",
            "probes": [
              {
                "failureThreshold": 10,
                "httpGet": {
                  "path": "/healthz",
                  "port": 8080,
                  "scheme": "HTTP",
                },
                "periodSeconds": 24,
                "timeoutSeconds": 5,
                "type": "Startup",
              },
              {
                "failureThreshold": 3,
                "httpGet": {
                  "path": "/healthz",
                  "port": 8080,
                  "scheme": "HTTP",
                },
                "periodSeconds": 10,
                "timeoutSeconds": 5,
                "type": "Readiness",
              },
              {
                "failureThreshold": 3,
                "httpGet": {
                  "path": "/healthz",
                  "port": 8080,
                  "scheme": "HTTP",
                },
                "periodSeconds": 30,
                "timeoutSeconds": 5,
                "type": "Liveness",
              },
            ],
            "resources": {
              "cpu": 1,
              "memory": "2Gi",
            },
          },
        ],
        "revisionSuffix": "[parameters('revisionSuffix')]",
        "scale": {
          "maxReplicas": 3,
          "minReplicas": 3,
          "rules": [],
        },
      },
    }
  `);
});

describe('what the workload says', () => {
  const clean = (workload: ContextChanges['workload'], props = {}) => {
    const { app, problems } = synthesize({ workload }, props);
    expect(problems).toEqual([]);
    return app;
  };
  const rules = (workload: ContextChanges['workload']) => clean(workload).template.scale.rules.map((r: any) => [r.name, r.http?.metadata.concurrentRequests ?? r.custom.metadata.value]);

  test('a text that looks like an expression stays a text', () => {
    const [container] = clean({ env: { A: '[reference(\'x\')]', B: 'a[b]' }, command: ['[', '1', ']'] }).template.containers;
    expect(container.env.map((e: any) => e.value)).toEqual(['[[reference(\'x\')]', 'a[b]']);
    expect(container.command).toEqual(['[[', '1', ']']);
  });
  test('secrets are read from the vault by the app\'s identity', () => {
    const secrets = { DATABASE_URL: SecretRef.of({ azureContainerApps: VAULT }), DATABASE__URL: SecretRef.of({ azureContainerApps: `${VAULT}/0123456789abcdef0123456789abcdef` }) };
    const { configuration, template } = clean({ secrets });
    expect(configuration.secrets.map((s: any) => s.name)).toEqual(['database-url', 'database-url-2']);
    expect(template.containers[0].env.slice(1)).toEqual([{ name: 'DATABASE_URL', secretRef: 'database-url' }, { name: 'DATABASE__URL', secretRef: 'database-url-2' }]);
  });
  test('scaling', () => {
    expect(rules({ replicas: { min: 1, max: 5 } })).toEqual([['cpu', '70']]);
    expect(rules({ replicas: { min: 0, max: 5 } })).toEqual([['http', '10']]);
    expect(rules({ replicas: { min: 1, max: 5 }, scaleOn: { memoryPercent: 60, requests: 50 } })).toEqual([['http', '50'], ['memory', '60']]);
    expect(rules({ replicas: { min: 2, max: 2 } })).toEqual([]);
  });
  test('no ingress, internal ingress', () => {
    expect(clean({ ingress: Ingress.NONE, port: undefined, healthPath: undefined }).configuration).not.toHaveProperty('ingress');
    expect(clean({ ingress: Ingress.INTERNAL }).configuration.ingress.external).toBe(false);
  });
  test('memory is written in GiB', () => {
    expect(clean({ cpu: 0.25, memoryMiB: 512 }).template.containers[0].resources).toEqual({ cpu: 0.25, memory: '0.5Gi' });
    expect(clean({ cpu: 3, memoryMiB: 1280 }, { workloadProfile: 'd4' }).template.containers[0].resources).toEqual({ cpu: 3, memory: '1.25Gi' });
  });
  test('domains belong to the template', () => {
    const domains = (changes: ContextChanges) => synthesize(changes).app.configuration.ingress.customDomains;
    expect(domains({ domain: 'a.example.com' })).toEqual([{ name: 'a.example.com', bindingType: 'Auto' }]);
    expect(domains({ domain: 'a.example.com', certificate: 'a' })).toMatchObject([{ bindingType: 'SniEnabled', certificateId: '[resourceId(\'Microsoft.App/managedEnvironments/certificates\', \'prod-env\', \'a\')]' }]);
    expect(domains({ domain: 'a.b.azurecontainerapps.io' })).toEqual([]);
  });
  test('a private image elsewhere needs a stored password', () => {
    const { app, problems } = synthesize({ registry: { ...REGISTRIES.ghcr, pullSecret: VAULT } });
    expect(problems).toEqual([]);
    expect(app.configuration.registries).toEqual([{ server: 'ghcr.io', username: 'acme', passwordSecretRef: 'registry-password' }]);
  });
});

describe('what Container Apps cannot do is said', () => {
  test.each<[string, ContextChanges, object, object]>([
    ['size', { workload: { cpu: 1, memoryMiB: 1024 } }, {}, { ruleId: 'workload-size', nearest: ['cpu 1, memoryMiB 2048', 'cpu 0.5, memoryMiB 1024', 'cpu 0.75, memoryMiB 1536'] }],
    ['hundredths of a GiB', { workload: { memoryMiB: 1000 } }, { workloadProfile: 'd4' }, { ruleId: 'workload-size', nearest: ['768', '1024'] }],
    ['too many instances', { workload: { replicas: { min: 1, max: 1001 } } }, {}, { at: 'workload.replicas.max', nearest: ['1000'] }],
    ['CPU from nothing', { workload: { replicas: { min: 0, max: 2 }, scaleOn: { cpuPercent: 50 } } }, {}, { at: 'workload.scaleOn' }],
    ['nothing without requests', { workload: { replicas: { min: 0, max: 2 }, ingress: Ingress.NONE } }, {}, { at: 'workload.replicas.min' }],
    ['requests without ingress', { workload: { replicas: { min: 1, max: 2 }, ingress: Ingress.NONE, scaleOn: { requests: 5 } } }, {}, { at: 'workload.scaleOn.requests' }],
    ['101 percent', { workload: { replicas: { min: 1, max: 2 }, scaleOn: { cpuPercent: 101 } } }, {}, { at: 'workload.scaleOn.cpuPercent' }],
    ['blue/green without requests', { rollout: Rollout.blueGreen(), workload: { ingress: Ingress.NONE } }, {}, { ruleId: 'rollout', nearest: ['rolling'] }],
    ['canary of everything', { rollout: Rollout.canary({ percent: 100 }) }, {}, { ruleId: 'rollout', nearest: ['99'] }],
    ['a health command', { workload: { healthPath: undefined, healthCommand: ['true'] } }, {}, { at: 'workload.healthCommand' }],
    ['a secret elsewhere', { workload: { secrets: { A: SecretRef.of({ azureContainerApps: 'http://x' }) } } }, {}, { ruleId: 'secret-home' }],
    ['no home of a secret', { workload: { secrets: { A: SecretRef.of({ swarm: 'a' }) } } }, {}, { ruleId: 'secret-home', at: 'workload.secrets.A' }],
    ['a pull secret without a user', { registry: { kind: 'dockerHub', host: 'docker.io', repository: 'docker.io/a/b', isPublic: false, pullSecret: VAULT } }, {}, { ruleId: 'registry', at: 'platform.registryUsername' }],
    ['zones without a subnet', {}, { environment: AzureEnvironment.create({ zoneRedundant: true }) }, { at: 'platform.environment.zoneRedundant' }],
  ])('%s', (_, changes, props, expected) => {
    expect(synthesize(changes, props).problems).toContainEqual(expect.objectContaining(expected));
  });
  test('names at the limit and one over', () => {
    const problems = (name: string) => synthesize({ workload: { name } }).problems.filter((p) => p.ruleId === 'target-name');
    expect(problems('a'.repeat(32))).toEqual([]);
    expect(problems('a'.repeat(33))).toMatchObject([{ nearest: ['a'.repeat(32)] }]);
    expect(problems('a')).toHaveLength(1);
    expect(problems('ab')).toEqual([]);
    expect(problems('a--b')).toMatchObject([{ nearest: ['a-b'] }]);
  });
  test.each([undefined, null, 'x', {}, { ...PROPS, environment: 'prod-env' }, { ...PROPS, tenantId: 'x' }, { ...PROPS, environment: AzureEnvironment.existing(3 as never) }, { ...PROPS, environment: AzureEnvironment.create('x' as never) }, { ...PROPS, identityId: 'x' }])('props from JavaScript: %j', (props) => {
    const context = fakeContext();
    new AzureContainerAppsTarget(props as never).synthesize(context);
    expect(context.problems.length).toBeGreaterThan(0);
  });
  test('workloads from JavaScript', () => {
    expect(synthesize({ workload: { cpu: 'a', env: 3, replicas: null } as never }).problems.map((p) => p.ruleId)).toContain('workload-field');
  });
});

describe.each([Rollout.rolling(), Rollout.blueGreen(), Rollout.canary({ percent: 10 })])('$kind', (rollout) => {
  test.skipIf(!hasTool('shellcheck')).each([Ingress.PUBLIC, Ingress.INTERNAL])('scripts, %s', (ingress) => {
    const { operations } = synthesize({ rollout, workload: { ingress } }, { environment: AzureEnvironment.create() }).output;
    for (const { name, run } of OPERATIONS.flatMap((operation) => scriptsOf(operations[operation]()))) {
      expect(run, name).not.toContain('${{');
      shellcheck(run, name);
    }
  });
  test.skipIf(!hasJudge('arm'))('Microsoft\'s models', () => {
    const secrets = { DATABASE_URL: SecretRef.of({ azureContainerApps: VAULT }) };
    const { file, problems } = synthesize(
      { rollout, domain: 'a.example.com', certificate: 'a', workload: { secrets, replicas: { min: 1, max: 9 }, scaleOn: { cpuPercent: 50, requests: 20 } } },
      { environment: AzureEnvironment.create({ subnetId: '/subscriptions/a/resourceGroups/b/providers/Microsoft.Network/virtualNetworks/c/subnets/d', internal: true }) },
    );
    expect(problems).toEqual([]);
    judge('arm', 'app.json', file('app.json'));
    judge('arm', 'environment.json', file('environment.json'));
  });
});

test('ACR, or public', () => {
  const target = new AzureContainerAppsTarget(PROPS);
  expect([REGISTRIES.acr, REGISTRIES.ghcr, { ...REGISTRIES.ghcr, isPublic: true }].map((r) => target.canPull(r))).toEqual([true, false, true]);
});
