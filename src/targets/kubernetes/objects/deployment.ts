/** The Deployment: the pods, restricted as Pod Security's strictest level asks. */
import type { apps, core } from '@pulumi/kubernetes/types/input';
import { literal } from './literal';
import { metadata } from './meta';
import { compact, KubernetesObject } from './object';
import { probes } from './probes';
import { isAutoscaled, Plan, takesRequests } from '../plan';

export function deployment(plan: Plan, image: string): KubernetesObject {
  const { workload, props } = plan;
  return compact({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(plan),
    spec: {
      // the autoscaler's, where there is one
      replicas: isAutoscaled(workload) ? undefined : workload.replicas.min,
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: plan.timeoutSeconds,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      selector: { matchLabels: { ...plan.selector } },
      template: {
        metadata: { labels: podLabels(plan), annotations: props.podAnnotations && { ...props.podAnnotations } },
        spec: podSpec(plan, image),
      },
    },
  } satisfies apps.v1.Deployment) as KubernetesObject;
}

/** The selector's labels win: pods that their Deployment does not select are refused. */
function podLabels(plan: Plan): Record<string, string> {
  const azure = plan.props.serviceAccountAnnotations?.['azure.workload.identity/client-id'] !== undefined;
  return { ...(azure && { 'azure.workload.identity/use': 'true' }), ...plan.props.podLabels, ...plan.labels };
}

function podSpec(plan: Plan, image: string): core.v1.PodSpec {
  const { props } = plan;
  const user = props.runAsUser;
  return {
    serviceAccountName: plan.name,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: props.terminationGracePeriodSeconds ?? 30,
    securityContext: { runAsNonRoot: true, runAsUser: user, runAsGroup: user, fsGroup: user, seccompProfile: { type: 'RuntimeDefault' } },
    topologySpreadConstraints: ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
      maxSkew: 1,
      topologyKey,
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: { ...plan.selector } },
      // pods of one version among themselves: those that are being replaced do not count
      matchLabelKeys: ['pod-template-hash'],
    })),
    imagePullSecrets: plan.pullSecret ? [{ name: plan.pullSecret }] : undefined,
    containers: [container(plan, image)],
    volumes: writablePaths(plan).map(({ name }) => ({ name, emptyDir: {} })),
  };
}

function container(plan: Plan, image: string): core.v1.Container {
  const { workload } = plan;
  const size = { cpu: plan.cpu, memory: plan.memory };
  return {
    name: plan.name,
    image,
    command: workload.command?.map(literal),
    args: workload.args?.map(literal),
    ports: workload.port === undefined ? undefined : [{ name: 'http', containerPort: workload.port, protocol: 'TCP' }],
    env: environment(plan),
    resources: { requests: { ...size }, limits: { ...size } },
    ...probes(plan),
    // endpoints take a moment to leave every proxy: until then the old pod still answers
    lifecycle: takesRequests(workload) ? { preStop: { sleep: { seconds: 5 } } } : undefined,
    securityContext: {
      runAsNonRoot: true,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    },
    volumeMounts: writablePaths(plan).map(({ name, path }) => ({ name, mountPath: path })),
  };
}

function environment({ workload }: Plan): core.v1.EnvVar[] | undefined {
  const values = Object.entries(workload.env).map(([name, value]) => ({ name, value: literal(String(value)) }));
  const secrets = Object.entries(workload.secrets).flatMap(([name, secret]) => {
    const home = secret?.homes?.kubernetes;
    return home ? [{ name, valueFrom: { secretKeyRef: { name: home.name, key: home.key } } }] : [];
  });
  return values.length + secrets.length ? [...values, ...secrets] : undefined;
}

/** Folders with a volume of their own, named by their place. */
function writablePaths(plan: Plan): { name: string; path: string }[] {
  const paths = [...new Set(plan.props.writablePaths ?? ['/tmp'])];
  return paths.map((path, i) => ({ name: path === '/tmp' ? 'tmp' : `writable-${i}`, path }));
}
