/** What every object of a target is made from: the workload and the platform's props, checked and named. */
import type { KubernetesPlatformProps } from './props';
import type { ResolvedWorkload } from '../target';

export interface Plan {
  /** Id of the target. */
  readonly id: string;
  /** Name of every object. */
  readonly name: string;
  readonly namespace: string;
  readonly workload: ResolvedWorkload;
  readonly props: KubernetesPlatformProps;
  /** Quantities. */
  readonly cpu: string;
  readonly memory: string;
  readonly timeoutSeconds: number;
  /** On every object. */
  readonly labels: Readonly<Record<string, string>>;
  /** What Deployment, Service and policies select pods by; a part of `labels`, and never changes. */
  readonly selector: Readonly<Record<string, string>>;
  readonly domain?: string;
  readonly tlsSecretName?: string;
  /** Docker registry secret of the namespace. */
  readonly pullSecret?: string;
}

/** Labels for whom a selector is the same for ever: name and instance. */
export function selectorLabels(name: string, id: string): Record<string, string> {
  return { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': id };
}

export const MANAGED_BY = { 'app.kubernetes.io/managed-by': 'pipewright' } as const;

/** Whether replicas are an autoscaler's business. */
export function isAutoscaled(workload: ResolvedWorkload): boolean {
  return workload.replicas.max > workload.replicas.min;
}

export function takesRequests(workload: ResolvedWorkload): boolean {
  return workload.ingress !== 'none' && workload.port !== undefined;
}
