/** When a pod has started, takes requests, and is alive. */
import type { core } from '@pulumi/kubernetes/types/input';
import { literal } from './literal';
import type { Plan } from '../plan';

const STARTUP_PERIOD = 5;
const STARTUP_LIMIT = 300;

type Probes = Pick<core.v1.Container, 'startupProbe' | 'readinessProbe' | 'livenessProbe'>;

/** Three probes on the health path; on the port alone without one; by the health command without a port; else none. */
export function probes(plan: Plan): Probes {
  const check = handler(plan);
  if (!check) return {};
  // a pod that does not start within the rollout's time has failed it
  const attempts = Math.max(1, Math.floor(Math.min(STARTUP_LIMIT, plan.timeoutSeconds) / STARTUP_PERIOD));
  return {
    startupProbe: { ...check, periodSeconds: STARTUP_PERIOD, timeoutSeconds: 3, failureThreshold: attempts },
    readinessProbe: { ...check, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 3 },
    livenessProbe: { ...check, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
  };
}

function handler({ workload }: Plan): core.v1.Probe | undefined {
  const { port, healthPath, healthCommand } = workload;
  if (port !== undefined && healthPath !== undefined) return { httpGet: { path: healthPath, port: 'http' } };
  if (healthCommand?.length) return { exec: { command: [...healthCommand].map(literal) } };
  return port === undefined ? undefined : { tcpSocket: { port: 'http' } };
}
