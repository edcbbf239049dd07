/**
 * The workload as a Knative service. https://cloud.google.com/run/docs/reference/yaml/v1
 * Two lines are filled in when it is deployed: the image, and the revision's name.
 */
import { concurrency, executionEnvironment } from './limits';
import type { CloudRunSettings } from './settings';
import type { CloudRunSecret } from '../../secret-ref';
import { patched } from '../support/patch';
import { toYaml } from '../support/yaml';
import type { ResolvedWorkload, TargetContext } from '../target';

/** What the deploy job replaces. */
export const IMAGE = '${IMAGE}';
export const REVISION = '${REVISION}';

export interface KnativeService {
  readonly spec: { readonly template: { readonly metadata: object; readonly spec: { readonly containers: readonly object[] } }; readonly traffic: readonly object[] };
}

export function knativeService(context: TargetContext, settings: CloudRunSettings, secrets: Readonly<Record<string, CloudRunSecret>>): KnativeService {
  const { workload } = context;
  const service = {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: {
      name: settings.service,
      annotations: { 'run.googleapis.com/ingress': ingressOf(workload, settings) },
    },
    spec: {
      template: {
        metadata: { name: REVISION, annotations: revisionAnnotations(workload, settings, secrets) },
        spec: {
          containerConcurrency: concurrency(workload),
          timeoutSeconds: settings.requestTimeoutSeconds,
          serviceAccountName: settings.runtimeAccount,
          containers: [containerOf(workload, secrets)],
        },
      },
      // said each time: a service whose traffic was pinned once would else keep the old revision and report success
      traffic: [{ latestRevision: true, percent: 100 }],
    },
  };
  return patched(service, settings.overrides, 'platform.overrides', (problem) => context.report(problem));
}

/** The file: the image first in the container, and the traffic last, so that the job can replace each by its line. */
export function renderService(service: KnativeService): string {
  const { traffic, ...spec } = service.spec;
  return toYaml({ ...service, spec: { ...spec, traffic } });
}

/** What must be found running; the image is compared on its own. */
export function expectedService(service: KnativeService): object {
  const copy = structuredClone(service) as unknown as { spec: { template: { metadata: { name?: string }; spec: { containers: Record<string, unknown>[] } } } };
  delete copy.spec.template.metadata.name;
  delete copy.spec.template.spec.containers[0]?.image;
  return copy;
}

function ingressOf(workload: ResolvedWorkload, settings: CloudRunSettings): string {
  if (workload.ingress !== 'public') return 'internal';
  return settings.loadBalancer ? 'internal-and-cloud-load-balancing' : 'all';
}

function revisionAnnotations(
  workload: ResolvedWorkload, settings: CloudRunSettings, secrets: Readonly<Record<string, CloudRunSecret>>,
): Record<string, string> {
  const elsewhere = [...new Set(Object.values(secrets).map((s) => s.name).filter((name) => name.includes('/')))].sort();
  return {
    'autoscaling.knative.dev/minScale': String(workload.replicas.min),
    'autoscaling.knative.dev/maxScale': String(workload.replicas.max),
    'run.googleapis.com/execution-environment': executionEnvironment(workload),
    'run.googleapis.com/cpu-throttling': String(!settings.cpuAlwaysAllocated),
    ...(settings.network ? {
      'run.googleapis.com/network-interfaces': JSON.stringify([{ network: settings.network.network, subnetwork: settings.network.subnetwork }]),
      'run.googleapis.com/vpc-access-egress': settings.network.allTraffic ? 'all-traffic' : 'private-ranges-only',
    } : {}),
    ...(elsewhere.length ? { 'run.googleapis.com/secrets': elsewhere.map((name) => `${aliasOf(name)}:${name}`).join(',') } : {}),
  };
}

function containerOf(workload: ResolvedWorkload, secrets: Readonly<Record<string, CloudRunSecret>>): object {
  const probe = workload.healthPath === undefined ? undefined : { httpGet: { path: workload.healthPath, port: workload.port } };
  return {
    image: IMAGE,
    ...(workload.command ? { command: [...workload.command] } : {}),
    ...(workload.args ? { args: [...workload.args] } : {}),
    ports: [{ name: 'http1', containerPort: workload.port }],
    env: [
      ...Object.entries(workload.env).map(([name, value]) => ({ name, value })),
      ...Object.entries(secrets).map(([name, secret]) => ({
        name, valueFrom: { secretKeyRef: { name: aliasOf(secret.name), key: secret.version } },
      })),
    ],
    resources: { limits: { cpu: String(workload.cpu), memory: `${workload.memoryMiB}Mi` } },
    // four minutes to start, the most that Cloud Run waits
    startupProbe: probe
      ? { ...probe, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 24 }
      : { tcpSocket: { port: workload.port }, periodSeconds: 240, timeoutSeconds: 240, failureThreshold: 1 },
    ...(probe ? { livenessProbe: { ...probe, periodSeconds: 30, timeoutSeconds: 5, failureThreshold: 3 } } : {}),
  };
}

/** Name of a secret within the service; another project's needs an alias. */
function aliasOf(name: string): string {
  return name.split('/').pop() ?? name;
}
