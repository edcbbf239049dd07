import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { Rollout } from '../../../src/rollout';
import { SecretRef } from '../../../src/secret-ref';
import { CloudRunPlatformProps, CloudRunTarget } from '../../../src/targets/cloud-run';
import { Ingress } from '../../../src/workload';
import { ContextChanges, fakeContext, REGISTRIES, WORKLOAD } from '../context';
import { hasJudge, hasTool, judge, scriptsOf, shellcheck } from '../support/tools';

const PROPS: CloudRunPlatformProps = { project: 'acme-prod', projectNumber: '123456789012', region: 'europe-west1' };
const OPERATIONS = ['login', 'deploy', 'verify', 'rollback', 'destroy', 'drift'] as const;
const ROLLOUTS = [Rollout.rolling(), Rollout.blueGreen(), Rollout.canary({ percent: 10 })];

function synthesize(changes: ContextChanges = {}, props: Partial<CloudRunPlatformProps> = {}) {
  const context = fakeContext({ registry: REGISTRIES.artifactRegistry, ...changes });
  const output = new CloudRunTarget({ ...PROPS, ...props }).synthesize(context);
  const file = (path: string) => output.files.find((f) => f.path === path)?.content;
  return { output, problems: context.problems, yaml: file('service.yaml') as string, service: () => parse(file('service.yaml') as string), file };
}

test('the workload of the contract', () => {
  const { service, problems } = synthesize();
  expect(problems).toEqual([]);
  expect(service()).toMatchInlineSnapshot(`
    {
      "apiVersion": "serving.knative.dev/v1",
      "kind": "Service",
      "metadata": {
        "annotations": {
          "run.googleapis.com/ingress": "all",
        },
        "name": "api",
      },
      "spec": {
        "template": {
          "metadata": {
            "annotations": {
              "autoscaling.knative.dev/maxScale": "3",
              "autoscaling.knative.dev/minScale": "3",
              "run.googleapis.com/cpu-throttling": "true",
              "run.googleapis.com/execution-environment": "gen2",
            },
            "name": "\${REVISION}",
          },
          "spec": {
            "containerConcurrency": 80,
            "containers": [
              {
                "env": [
                  {
                    "name": "LOG_LEVEL",
                    "value": "info",
                  },
                ],
                "image": "\${IMAGE}",
                "livenessProbe": {
                  "failureThreshold": 3,
                  "httpGet": {
                    "path": "/healthz",
                    "port": 8080,
                  },
                  "periodSeconds": 30,
                  "timeoutSeconds": 5,
                },
                "ports": [
                  {
                    "containerPort": 8080,
                    "name": "http1",
                  },
                ],
                "resources": {
                  "limits": {
                    "cpu": "1",
                    "memory": "2048Mi",
                  },
                },
                "startupProbe": {
                  "failureThreshold": 24,
                  "httpGet": {
                    "path": "/healthz",
                    "port": 8080,
                  },
                  "periodSeconds": 10,
                  "timeoutSeconds": 5,
                },
              },
            ],
            "serviceAccountName": "api-production-run@acme-prod.iam.gserviceaccount.com",
            "timeoutSeconds": 300,
          },
        },
        "traffic": [
          {
            "latestRevision": true,
            "percent": 100,
          },
        ],
      },
    }
  `);
});

describe('what the workload says', () => {
  const container = (workload: ContextChanges['workload']) => {
    const { service, problems } = synthesize({ workload });
    expect(problems).toEqual([]);
    return service().spec.template.spec.containers[0];
  };

  test('secrets are versions of Secret Manager, other projects\' by an alias', () => {
    const { service, problems, output } = synthesize({
      workload: {
        secrets: {
          URL: SecretRef.of({ cloudRun: { name: 'db-url', version: '3' } }),
          KEY: SecretRef.of({ cloudRun: { name: 'projects/42/secrets/key', version: '1' } }),
        },
      },
    });
    expect(problems).toEqual([]);
    const { template } = service().spec;
    expect(template.spec.containers[0].env).toContainEqual({ name: 'URL', valueFrom: { secretKeyRef: { name: 'db-url', key: '3' } } });
    expect(template.spec.containers[0].env).toContainEqual({ name: 'KEY', valueFrom: { secretKeyRef: { name: 'key', key: '1' } } });
    expect(template.metadata.annotations['run.googleapis.com/secrets']).toBe('key:projects/42/secrets/key');
    const members = (output.bootstrap[0].content as any).resource.google_secret_manager_secret_iam_member;
    expect(Object.values(members)).toContainEqual({ project: '42', secret_id: 'key', role: 'roles/secretmanager.secretAccessor', member: '${google_service_account.runtime.member}' });
  });
  test('command and arguments', () => expect(container({ command: ['node'], args: ['a', '$HOME'] })).toMatchObject({ command: ['node'], args: ['a', '$HOME'] }));
  test('without a health path the port is asked', () => {
    expect(container({ healthPath: undefined })).toMatchObject({ startupProbe: { tcpSocket: { port: 8080 } } });
    expect(container({ healthPath: undefined })).not.toHaveProperty('livenessProbe');
  });
  test('requests at once', () => {
    const spec = (workload: ContextChanges['workload']) => synthesize({ workload }).service().spec.template;
    expect(spec({ scaleOn: { requests: 250 } }).spec.containerConcurrency).toBe(250);
    const small = spec({ cpu: 0.5, memoryMiB: 512 });
    expect(small.spec.containerConcurrency).toBe(1);
    expect(small.metadata.annotations['run.googleapis.com/execution-environment']).toBe('gen1');
  });
  test.each<[Ingress, Partial<CloudRunPlatformProps>, string]>([
    [Ingress.PUBLIC, {}, 'all'], [Ingress.PUBLIC, { loadBalancer: true }, 'internal-and-cloud-load-balancing'],
    [Ingress.INTERNAL, {}, 'internal'], [Ingress.NONE, {}, 'internal'],
  ])('ingress %s %j', (ingress, props, expected) => {
    const { service } = synthesize({ workload: { ingress } }, props);
    expect(service().metadata.annotations['run.googleapis.com/ingress']).toBe(expected);
  });
  test('the user\'s values never become the job\'s', () => {
    const { yaml } = synthesize({ workload: { env: { A: '${IMAGE}', B: 'x\n        - image: ${IMAGE}\n' } } });
    expect(yaml.split('\n').filter((line) => /^ *- image: \$\{IMAGE\}$/.test(line))).toHaveLength(1);
  });
  test('overrides', () => {
    const { service } = synthesize({}, { overrides: { 'spec.template.spec.timeoutSeconds': 60, 'metadata.annotations.run\\.googleapis\\.com/description': 'shop' } });
    expect(service().spec.template.spec.timeoutSeconds).toBe(60);
    expect(service().metadata.annotations['run.googleapis.com/description']).toBe('shop');
  });
});

describe('what Cloud Run cannot do is said', () => {
  test.each<[string, ContextChanges, Partial<CloudRunPlatformProps>, object]>([
    ['size', { workload: { cpu: 3 } }, {}, { ruleId: 'workload-size', value: 'cpu 3, memoryMiB 2048', nearest: expect.arrayContaining(['cpu 2, memoryMiB 2048']) }],
    ['CPU scaling', { workload: { scaleOn: { cpuPercent: 50 } } }, {}, { ruleId: 'workload-field', at: 'workload.scaleOn.cpuPercent', value: 50 }],
    ['memory scaling', { workload: { scaleOn: { memoryPercent: 50 } } }, {}, { at: 'workload.scaleOn.memoryPercent' }],
    ['too many requests', { workload: { scaleOn: { requests: 1001 } } }, {}, { at: 'workload.scaleOn.requests', nearest: ['1000'] }],
    ['several requests below one CPU', { workload: { cpu: 0.5, memoryMiB: 512, scaleOn: { requests: 10 } } }, {}, { at: 'workload.scaleOn.requests', nearest: ['1'] }],
    ['a health command', { workload: { healthPath: undefined, healthCommand: ['true'] } }, {}, { at: 'workload.healthCommand' }],
    ['PORT', { workload: { env: { PORT: '1' } } }, {}, { at: 'workload.env.PORT' }],
    ['no home of a secret', { workload: { secrets: { A: SecretRef.of({ swarm: 'a' }) } } }, {}, { ruleId: 'secret-home', value: ['swarm'] }],
    ['the latest version', { workload: { secrets: { A: SecretRef.of({ cloudRun: { name: 'a', version: 'latest' } }) } } }, {}, { ruleId: 'secret-home', at: 'workload.secrets.A.cloudRun' }],
    ['both plain and secret', { workload: { env: { A: '' }, secrets: { A: SecretRef.of({ cloudRun: { name: 'a', version: '1' } }) } } }, {}, { at: 'workload.env.A' }],
    ['a pull secret', { registry: { ...REGISTRIES.ghcr, pullSecret: 'x' } }, {}, { ruleId: 'registry' }],
    ['half a percent', { rollout: Rollout.canary({ percent: 0.5 }) }, {}, { ruleId: 'rollout', nearest: ['1'] }],
    ['a certificate', { certificate: 'x' }, {}, { ruleId: 'target-cloud-run-certificate' }],
    ['a domain where none is mapped', { domain: 'a.example.com' }, { region: 'europe-west3' }, { ruleId: 'target-cloud-run-domain', nearest: expect.arrayContaining(['europe-west1']) }],
    ['CPU between requests', { workload: { cpu: 0.5, memoryMiB: 512 } }, { cpuAlwaysAllocated: true }, { ruleId: 'workload-size', nearest: ['1'] }],
    ['no numeric ids', { repository: { owner: 'acme', name: 'api' } }, {}, { ruleId: 'repository-ids', value: 'ownerId, id' }],
    ['a subject that is too long', { environment: 'e'.repeat(100) }, {}, { ruleId: 'target-name', at: 'environment' }],
    ['ingress without a port', { workload: { port: undefined, healthPath: undefined } }, {}, { at: 'workload.ingress' }],
  ])('%s', (_, changes, props, expected) => {
    expect(synthesize(changes, props).problems).toContainEqual(expect.objectContaining(expected));
  });

  test('names at the limit and one over', () => {
    const problems = (length: number, rollout: Rollout) => synthesize({ rollout, workload: { name: 'a'.repeat(length) } }).problems;
    expect(problems(49, Rollout.rolling())).toEqual([]);
    expect(problems(50, Rollout.rolling())).toMatchObject([{ ruleId: 'target-name', nearest: ['a'.repeat(49)] }]);
    expect(problems(42, Rollout.blueGreen())).toEqual([]);
    expect(problems(43, Rollout.blueGreen())).toMatchObject([{ ruleId: 'target-name', nearest: ['a'.repeat(42)] }]);
    expect(synthesize({ workload: { name: 'My_App' } }).problems).toMatchObject([{ ruleId: 'target-name', nearest: ['my-app'] }]);
  });

  test.each([undefined, null, 'x', 1, [], {}, { project: 1, projectNumber: {}, region: [] }, { ...PROPS, invokers: 'allUsers' }, { ...PROPS, network: 'x' }, { ...PROPS, overrides: 3 }])('props from JavaScript: %j', (props) => {
    const context = fakeContext();
    new CloudRunTarget(props as never).synthesize(context);
    expect(context.problems.length).toBeGreaterThan(0);
    expect(context.problems.every((problem) => problem.at?.startsWith('platform'))).toBe(true);
  });

  test.each<Record<string, unknown>>([
    { cpu: '1' }, { memoryMiB: 'x' }, { memoryMiB: 1.5 }, { port: 'http' }, { port: 0 }, { replicas: undefined }, { replicas: { min: 3, max: 1 } }, { env: { A: 1 } },
    { env: null }, { env: { 'a b': '' } }, { secrets: { A: 'x' } }, { command: 'node' }, { args: [1] }, { healthPath: 'healthz' }, { name: undefined },
  ])('workloads from JavaScript: %j', (workload) => {
    const { problems } = synthesize({ workload: workload as never });
    expect(problems.map((p) => p.ruleId)).toContain('workload-field');
  });
});

describe('without a port: a worker pool', () => {
  const worker = { port: undefined, healthPath: undefined, ingress: Ingress.NONE };
  test('the worker of the contract', () => {
    const { output, problems } = synthesize({
      workload: { ...worker, name: 'worker', cpu: 0.5, memoryMiB: 1024, replicas: { min: 1, max: 1 }, secrets: { DATABASE_URL: SecretRef.of({ cloudRun: { name: 'db-url', version: '3' } }) } },
    });
    expect(problems).toMatchObject([{ severity: 'warning', ruleId: 'workload-size' }]);
    expect(output.files.map((f) => f.path)).toEqual(['worker-pool.yaml', 'expected.json']);
    expect(parse(output.files[0].content as string)).toEqual({
      apiVersion: 'run.googleapis.com/v1', kind: 'WorkerPool',
      metadata: { name: 'worker', annotations: { 'run.googleapis.com/launch-stage': 'BETA', 'run.googleapis.com/scalingMode': 'manual', 'run.googleapis.com/manualInstanceCount': '1' } },
      spec: {
        template: {
          metadata: { name: '${REVISION}', annotations: {} },
          spec: {
            serviceAccountName: 'api-production-run@acme-prod.iam.gserviceaccount.com',
            containers: [{
              image: '${IMAGE}',
              env: [{ name: 'LOG_LEVEL', value: 'info' }, { name: 'DATABASE_URL', valueFrom: { secretKeyRef: { name: 'db-url', key: '3' } } }],
              resources: { limits: { cpu: '0.5', memory: '1024Mi' } },
            }],
          },
        },
        instanceSplits: [{ latestRevision: true, percent: 100 }],
      },
    });
    expect(output.bootstrapCommands.map((c) => c.command).join()).not.toContain('run.invoker');
  });
  test.each<[string, ContextChanges, object]>([
    ['a range', { workload: { ...worker, replicas: { min: 1, max: 3 } } }, { at: 'workload.replicas', nearest: ['{ min: 1, max: 1 }', '{ min: 3, max: 3 }'] }],
    ['scaling', { workload: { ...worker, scaleOn: { requests: 5 } } }, { at: 'workload.scaleOn' }],
    ['little memory', { workload: { ...worker, memoryMiB: 511 } }, { at: 'workload.memoryMiB', nearest: ['512'] }],
    ['blue/green', { workload: worker, rollout: Rollout.blueGreen() }, { ruleId: 'rollout', nearest: ['rolling'] }],
  ])('%s is refused', (_, changes, expected) => expect(synthesize(changes).problems).toContainEqual(expect.objectContaining(expected)));
  test.skipIf(!hasTool('shellcheck'))('scripts', () => {
    const { operations } = synthesize({ workload: worker }).output;
    for (const { name, run } of OPERATIONS.flatMap((operation) => scriptsOf(operations[operation]()))) {
      expect(run).not.toMatch(/gcloud run services/);
      shellcheck(run, name);
    }
  });
});

describe('registries', () => {
  const target = new CloudRunTarget(PROPS);
  test('Artifact Registry, or public', () => {
    expect(target.canPull(REGISTRIES.artifactRegistry)).toBe(true);
    expect(target.canPull(REGISTRIES.ghcr)).toBe(false);
    expect(target.canPull({ ...REGISTRIES.ghcr, isPublic: true })).toBe(true);
    expect(target.canPull({ ...REGISTRIES.acr, isPublic: true })).toBe(false);
  });
  test('an image of another project is read by Cloud Run\'s agent too', () => {
    const registry = { ...REGISTRIES.artifactRegistry, artifactRegistry: { project: 'images', location: 'eu', repository: 'all' } };
    const { google_artifact_registry_repository_iam_member: members } = (synthesize({ registry }).output.bootstrap[0].content as any).resource;
    expect(members.cloud_run_reads.member).toBe('serviceAccount:service-123456789012@serverless-robot-prod.iam.gserviceaccount.com');
  });
});

describe('bootstrap commands', () => {
  const commands = (changes: ContextChanges, props: Partial<CloudRunPlatformProps> = {}) => synthesize(changes, props).output.bootstrapCommands.map((c) => c.command).join('\n');
  test('public: a placeholder lets people say who may call it before the first deploy', () => {
    expect(commands({})).toMatch(/terraform[^]*gcloud run deploy api [^]*--member 'allUsers' --role roles\/run.invoker/);
  });
  test('internal: nobody may call it until somebody is named', () => {
    expect(commands({ workload: { ingress: Ingress.INTERNAL } })).not.toContain('run.invoker');
    expect(commands({ workload: { ingress: Ingress.INTERNAL } }, { invokers: ['serviceAccount:a@b.iam.gserviceaccount.com'] })).toContain('--member \'serviceAccount:a@b');
  });
  test('a domain of one\'s own is mapped', () => {
    expect(commands({ domain: 'api.example.com' })).toContain('domain-mappings create --service api --domain api.example.com');
    expect(commands({ domain: 'api-1.a.run.app' })).not.toContain('domain-mappings');
    expect(commands({ domain: 'api.example.com' }, { loadBalancer: true })).not.toContain('domain-mappings');
  });
});

describe.each(ROLLOUTS)('$kind', (rollout) => {
  test.skipIf(!hasTool('shellcheck')).each([Ingress.PUBLIC, Ingress.INTERNAL])('scripts, %s', (ingress) => {
    const { operations } = synthesize({ rollout, workload: { ingress } }).output;
    for (const { name, run } of OPERATIONS.flatMap((operation) => scriptsOf(operations[operation]()))) {
      expect(run, name).not.toContain('${{');
      shellcheck(run, name);
    }
  });
  test('steps are new each time, named, and only a failure rolls back', () => {
    const { operations } = synthesize({ rollout }).output;
    for (const operation of OPERATIONS) {
      const [once, twice] = [operations[operation](), operations[operation]()];
      expect(once.length).toBeGreaterThan(0);
      once.forEach((step, i) => expect(step).not.toBe(twice[i]));
      expect(once.every((step) => step._spec.props.name)).toBe(true);
    }
    expect(operations.rollback().map((step) => step._spec.props.if)).toEqual(['failure()']);
  });
});

test.skipIf(!hasJudge('cloud-run')).each<[string, ContextChanges, Partial<CloudRunPlatformProps>]>([
  ['plain', {}, {}],
  ['small', { workload: { cpu: 0.25, memoryMiB: 256, replicas: { min: 0, max: 10 } } }, {}],
  ['everything', {
    workload: {
      command: ['node'], args: ['x'], env: { A: 'yes', B: '' }, secrets: { S: SecretRef.of({ cloudRun: { name: 'projects/1/secrets/s', version: '1' } }) },
      scaleOn: { requests: 5 }, healthPath: undefined, ingress: Ingress.INTERNAL,
    },
  }, { network: { network: 'default', subnetwork: 'default', allTraffic: true }, cpuAlwaysAllocated: true }],
])('Google\'s schema: %s', (_, changes, props) => {
  const { yaml, problems } = synthesize(changes, props);
  expect(problems).toEqual([]);
  const image = `${REGISTRIES.artifactRegistry.repository}@sha256:${'0'.repeat(64)}`;
  judge('cloud-run', 'service.yaml', yaml.replace('${IMAGE}', image).replace('${REVISION}', 'api-0000-1'));
});

test('the same input gives the same output', () => {
  const once = synthesize();
  expect(JSON.stringify(once.output)).toBe(JSON.stringify(synthesize().output));
  expect(WORKLOAD.name).toBe('api');
});
