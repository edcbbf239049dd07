/** Deploy targets on every platform, with workloads that each of them can run. */
import * as fc from 'fast-check';
import { EVERYWHERE, image } from './constructs';
import { needs } from './jobs';
import { Part, pick } from './scope';
import { Expr, Node } from '../program';
import { anyText, envName, oneLine } from '../strings';

const SECRET = {
  ecs: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf', kubernetes: { name: 'db', key: 'url' }, cloudRun: { name: 'db-url', version: '3' },
  azureContainerApps: 'https://acme.vault.azure.net/secrets/db-url', swarm: 'db_url_v3', custom: 'DB_URL',
};
const UUID = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;

interface Kind {
  readonly name: string;
  readonly weight: number;
  readonly platform: fc.Arbitrary<Node>;
  /** vCPU and MiB. */
  readonly sizes: readonly (readonly [number, number])[];
  readonly rollouts: readonly string[];
}

const eks = Node.call('KubernetesCluster.eks', { account: '111122223333', region: 'eu-west-1', name: 'staging' });
const gke = Node.call('KubernetesCluster.gke', { project: 'acme-prod', projectNumber: '123456789012', location: 'europe-west1', name: 'prod' });
const aks = Node.call('KubernetesCluster.aks', { tenantId: UUID(1), subscriptionId: UUID(2), resourceGroup: 'prod', name: 'prod' });
const existing = Node.call('KubernetesCluster.existing', { server: 'https://k8s.example.com' });
const kubeconfig = Node.call('KubernetesCluster.kubeconfig', { secret: 'KUBECONFIG' });
const kubernetes = fc.record({
  namespace: fc.constantFrom('api', 'team-a'), cluster: fc.constantFrom(eks, gke, aks, existing, kubeconfig), createNamespace: fc.boolean(), servicePort: fc.constantFrom(80, 8080),
  podAnnotations: fc.dictionary(fc.constantFrom('acme.example/a', 'note'), oneLine, { maxKeys: 2, noNullPrototype: true }), runAsUser: fc.integer({ min: 1, max: 65535 }), writablePaths: fc.constant(['/tmp', '/var/cache/app']),
  terminationGracePeriodSeconds: fc.integer({ min: 1, max: 300 }), networkPolicy: fc.constantFrom({ enabled: false }, { fromNamespaces: ['ingress'], toCidrs: ['10.0.0.0/8'] }),
}, { requiredKeys: ['namespace', 'cluster'] });

const EASY = [[0.5, 1024], [1, 2048], [2, 4096]] as const;
const WHOLE = [[1, 512], [1, 2048], [2, 4096]] as const;
const KINDS: readonly Kind[] = [
  { name: 'kubernetes', weight: 4, platform: kubernetes.map((props) => Node.call('Platform.kubernetes', props as Record<string, Expr>)), sizes: [...EASY, [0.1, 128]], rollouts: ['rolling'] },
  {
    name: 'cloud-run', weight: 3, sizes: WHOLE, rollouts: ['rolling', 'blueGreen', 'canary'],
    platform: fc.record({ requestTimeoutSeconds: fc.integer({ min: 1, max: 3600 }), cpuAlwaysAllocated: fc.constant(true), serviceAccount: fc.constant('run@acme-prod.iam.gserviceaccount.com') }, { requiredKeys: [] })
      .map((props) => Node.call('Platform.cloudRun', { project: 'acme-prod', projectNumber: '123456789012', region: 'europe-west1', ...props } as Record<string, Expr>)),
  },
  {
    name: 'azure', weight: 3, sizes: EASY, rollouts: ['rolling', 'blueGreen', 'canary'],
    platform: fc.constantFrom(Node.call('AzureEnvironment.existing', 'prod-env'), Node.call('AzureEnvironment.create')).map((environment) => Node.call('Platform.azureContainerApps', {
      tenantId: UUID(1), subscriptionId: UUID(2), resourceGroup: 'prod', location: 'westeurope', environment,
    })),
  },
  {
    name: 'swarm', weight: 3, sizes: EASY, rollouts: ['rolling'],
    platform: fc.record({ publishedPort: fc.integer({ min: 1024, max: 65000 }), networks: fc.constant(['backend']), constraints: fc.constant(['node.labels.zone == a']) }, { requiredKeys: [] })
      .map((props) => Node.call('Platform.swarm', { host: 'deploy@swarm.example.com:2222', hostKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDtZ0n7cVq8Yv1Hq3c0mZk2g8y5eF1bq9l3Yw6tXoJ4r', ...props } as Record<string, Expr>)),
  },
  {
    name: 'custom', weight: 3, sizes: EASY, rollouts: ['rolling'],
    platform: fc.constant(Node.call('Platform.custom', {
      deploy: [Node.call('Step.run', './deploy.sh "${IMAGE}"', { name: 'Deploy' })], verify: [Node.call('Step.run', './verify.sh "${DIGEST}"', { name: 'Verify' })], rollback: [Node.call('Step.run', './back.sh', { name: 'Roll back' })],
    })),
  },
  {
    // the CDK takes a quarter of a second
    name: 'ecs', weight: 0, sizes: EASY, rollouts: ['rolling', 'blueGreen', 'canary'],
    platform: fc.constantFrom(
      Node.call('EcsVpc.create', { availabilityZones: ['eu-west-1a', 'eu-west-1b'] }),
      Node.call('EcsVpc.existing', {
        vpcId: 'vpc-0a1b2c3d4e5f60718', availabilityZones: ['eu-west-1a', 'eu-west-1b'], publicSubnetIds: ['subnet-0a1b2c3d4e5f60711', 'subnet-0a1b2c3d4e5f60712'], privateSubnetIds: ['subnet-0a1b2c3d4e5f60713', 'subnet-0a1b2c3d4e5f60714'],
      }),
    ).map((vpc) => Node.call('Platform.ecs', { account: '111122223333', region: 'eu-west-1', vpc })),
  },
];
const ROLLOUTS: Readonly<Record<string, Node>> = { rolling: Node.call('Rollout.rolling', { timeoutSeconds: 900 }), blueGreen: Node.call('Rollout.blueGreen'), canary: Node.call('Rollout.canary', { percent: 20, bakeMinutes: 3 }) };

const target = (kind: Kind): fc.Arbitrary<Part<void>> => fc.record({
  platform: kind.platform, size: fc.constantFrom(...kind.sizes), rollout: fc.option(fc.constantFrom(...kind.rollouts)), image: fc.nat(9), after: fc.option(fc.nat(9)), needs: fc.array(fc.nat(9), { maxLength: 1 }),
  replicas: fc.constantFrom({ min: 1 }, { min: 2, max: 2 }, { min: 1, max: 5 }), env: fc.dictionary(envName, anyText, { maxKeys: 3, noNullPrototype: true }), secret: fc.boolean(),
  ingress: fc.constantFrom('PUBLIC', 'INTERNAL'), health: fc.boolean(),
  props: fc.record({
    displayName: oneLine, url: fc.constant('https://api.example.com/x'), environment: fc.constantFrom('live', 'Prüfung 1'), reviewers: fc.constant(['alice', 'acme/ops']), waitMinutes: fc.integer({ min: 1, max: 1000 }),
    smokeTest: fc.constantFrom<Expr[]>({ url: 'https://api.example.com/healthz' }, { url: 'https://api.example.com/', status: 204, contains: 'it\'s "ok"', timeoutSeconds: 30 }), notify: fc.constant([Node.call('Notification.slack')]),
    verifyAttestation: fc.boolean(), timeoutMinutes: fc.integer({ min: 5, max: 200 }),
  }, { requiredKeys: [] }),
}).map((c): Part<void> => (scope) => {
  const { facts } = scope.pipeline;
  if (!facts.push && !facts.release && !facts.manual) return; // nothing would deploy it
  // a domain, and a port of the nodes, are reached from everywhere
  const published = c.props.url !== undefined || kind.name === 'swarm';
  const chosen = image(scope, { registries: EVERYWHERE, provenance: true });
  const id = scope.id('target');
  const after = c.after === null ? undefined : pick(scope.targets, c.after);
  const workload = Node.create('Workload', {
    // two targets never deploy one and the same thing
    name: `api-${id}`, port: 8080, cpu: c.size[0], memoryMiB: c.size[1], replicas: kind.name === 'swarm' ? { min: c.replicas.min } : c.replicas, env: c.env, ingress: Node.constant(`Ingress.${published ? 'PUBLIC' : c.ingress}`),
    ...(c.health ? { healthPath: '/healthz' } : {}), ...(c.secret ? { secrets: { DATABASE_URL: Node.call('SecretRef.of', SECRET) } } : {}),
  });
  const node = scope.let('target', Node.create('DeployTarget', scope.pipeline.node, id, {
    ...c.props, image: chosen, workload, platform: c.platform, ...needs(scope, c.needs), ...(c.rollout ? { rollout: ROLLOUTS[c.rollout] } : {}), ...(after ? { after: [after.node] } : {}),
  }));
  scope.targets.push({ node, id });
});

export const deployTarget: fc.Arbitrary<Part<void>> = fc.oneof(...KINDS.filter((kind) => kind.weight > 0).map((kind) => ({ arbitrary: target(kind), weight: kind.weight })));
export const ecsTarget: fc.Arbitrary<Part<void>> = target(KINDS.find((kind) => kind.name === 'ecs')!);
