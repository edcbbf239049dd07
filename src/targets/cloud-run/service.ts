/**
 * The workload as a Knative service, or as a worker pool. https://cloud.google.com/run/docs/reference/yaml/v1
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

type Secrets = Readonly<Record<string, CloudRunSecret>>;

export function cloudRunDocument(context: TargetContext, settings: CloudRunSettings, secrets: Secrets): object {
  const document = settings.kind === 'service' ? knativeService(context.workload, settings, secrets) : workerPool(context.workload, settings, secrets);
  return patched(document, settings.overrides, 'platform.overrides', (problem) => context.report(problem));
}

function knativeService(workload: ResolvedWorkload, settings: CloudRunSettings, secrets: Secrets): object {
  return {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: {
      name: settings.service,
      annotations: { 'run.googleapis.com/ingress': ingressOf(workload, settings) },
    },
    spec: {
      template: {
        metadata: { name: REVISION, annotations: { ...serviceAnnotations(workload, settings), ...revisionAnnotations(settings, secrets) } },
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
}

/** A workload that takes no requests: a fixed number of instances. */
function workerPool(workload: ResolvedWorkload, settings: CloudRunSettings, secrets: Secrets): object {
  return {
    apiVersion: 'run.googleapis.com/v1',
    kind: 'WorkerPool',
    metadata: {
      name: settings.service,
      annotations: {
        'run.googleapis.com/launch-stage': 'BETA',
        'run.googleapis.com/scalingMode': 'manual',
        'run.googleapis.com/manualInstanceCount': String(workload.replicas.min),
      },
    },
    spec: {
      template: {
        metadata: { name: REVISION, annotations: revisionAnnotations(settings, secrets) },
        spec: { serviceAccountName: settings.runtimeAccount, containers: [containerOf(workload, secrets)] },
      },
      instanceSplits: [{ latestRevision: true, percent: 100 }],
    },
  };
}

/** The file: the traffic last, so that the job can replace it by its line. */
export function renderDocument(document: object): string {
  const { spec, ...rest } = document as { spec?: Record<string, unknown> };
  const { traffic, ...template } = spec ?? {};
  return toYaml({ ...rest, spec: { ...template, ...(traffic === undefined ? {} : { traffic }) } });
}

/**
 * What must be found running; the image is compared on its own, and gcloud writes the launch stage by itself.
 * Without its kind: nobody shall take it for something to be applied.
 */
export function expectedDocument(document: object): object {
  const copy = structuredClone(document) as {
    apiVersion?: string;
    kind?: string;
    metadata?: { annotations?: Record<string, string> };
    spec?: { template?: { metadata?: { name?: string }; spec?: { containers?: Record<string, unknown>[] } } };
  };
  delete copy.apiVersion;
  delete copy.kind;
  delete copy.metadata?.annotations?.['run.googleapis.com/launch-stage'];
  delete copy.spec?.template?.metadata?.name;
  delete copy.spec?.template?.spec?.containers?.[0]?.image;
  return copy;
}

function ingressOf(workload: ResolvedWorkload, settings: CloudRunSettings): string {
  if (workload.ingress !== 'public') return 'internal';
  return settings.loadBalancer ? 'internal-and-cloud-load-balancing' : 'all';
}

function serviceAnnotations(workload: ResolvedWorkload, settings: CloudRunSettings): Record<string, string> {
  return {
    'autoscaling.knative.dev/minScale': String(workload.replicas.min),
    'autoscaling.knative.dev/maxScale': String(workload.replicas.max),
    'run.googleapis.com/execution-environment': executionEnvironment(workload),
    'run.googleapis.com/cpu-throttling': String(!settings.cpuAlwaysAllocated),
  };
}

function revisionAnnotations(settings: CloudRunSettings, secrets: Secrets): Record<string, string> {
  const elsewhere = [...new Set(Object.values(secrets).map((s) => s.name).filter((name) => name.includes('/')))].sort();
  return {
    ...(settings.network ? {
      'run.googleapis.com/network-interfaces': JSON.stringify([{ network: settings.network.network, subnetwork: settings.network.subnetwork }]),
      'run.googleapis.com/vpc-access-egress': settings.network.allTraffic ? 'all-traffic' : 'private-ranges-only',
    } : {}),
    ...(elsewhere.length ? { 'run.googleapis.com/secrets': elsewhere.map((name) => `${aliasOf(name)}:${name}`).join(',') } : {}),
  };
}

function containerOf(workload: ResolvedWorkload, secrets: Secrets): object {
  return {
    image: IMAGE,
    ...(workload.command ? { command: [...workload.command] } : {}),
    ...(workload.args ? { args: [...workload.args] } : {}),
    ...(workload.port === undefined ? {} : { ports: [{ name: 'http1', containerPort: workload.port }] }),
    env: [
      ...Object.entries(workload.env).map(([name, value]) => ({ name, value })),
      ...Object.entries(secrets).map(([name, secret]) => ({
        name, valueFrom: { secretKeyRef: { name: aliasOf(secret.name), key: secret.version } },
      })),
    ],
    resources: { limits: { cpu: String(workload.cpu), memory: `${workload.memoryMiB}Mi` } },
    ...probes(workload),
  };
}

/** Four minutes to start, the most that Cloud Run waits. */
function probes(workload: ResolvedWorkload): object {
  if (workload.port === undefined) return {};
  if (workload.healthPath === undefined) {
    return { startupProbe: { tcpSocket: { port: workload.port }, periodSeconds: 240, timeoutSeconds: 240, failureThreshold: 1 } };
  }
  const probe = { httpGet: { path: workload.healthPath, port: workload.port }, timeoutSeconds: 5 };
  return {
    startupProbe: { ...probe, periodSeconds: 10, failureThreshold: 24 },
    livenessProbe: { ...probe, periodSeconds: 30, failureThreshold: 3 },
  };
}

/** Name of a secret within the service; another project's needs an alias. */
function aliasOf(name: string): string {
  return name.split('/').pop() ?? name;
}
