/** Fills in a workload's defaults and the target's own overrides. Values are judged by the platforms. */
import { ResolvedWorkload } from './target';
import { SecretRef } from '../secret-ref';
import { Ingress, Replicas, Workload } from '../workload';

export interface TargetOverrides {
  readonly env?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, SecretRef>>;
  readonly replicas?: Replicas;
}

export function resolveWorkload(workload: Workload, overrides: TargetOverrides): ResolvedWorkload {
  const w = workload?.props ?? ({} as Workload['props']);
  const replicas = overrides.replicas ?? w.replicas ?? { min: 1 };
  return {
    name: w.name,
    port: w.port,
    cpu: w.cpu,
    memoryMiB: w.memoryMiB,
    replicas: { min: replicas.min, max: replicas.max ?? Math.max(1, replicas.min) },
    scaleOn: w.scaleOn,
    env: { ...w.env, ...overrides.env },
    secrets: { ...w.secrets, ...overrides.secrets },
    healthPath: w.healthPath,
    healthCommand: w.healthCommand,
    command: w.command,
    args: w.args,
    ingress: w.ingress ?? (w.port === undefined ? Ingress.NONE : Ingress.INTERNAL),
  };
}
