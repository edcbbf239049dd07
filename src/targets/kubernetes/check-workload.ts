/** Whether Kubernetes can run the workload as it is said; what it cannot is reported, with the nearest that it can. */
import { DNS_LABEL, MAX_LABEL, MAX_SUBDOMAIN, SECRET_KEY, SUBDOMAIN } from './check-names';
import { Report } from '../support/input';
import { reportIdleScaling } from '../support/published';
import { checkName, reportHealthWithoutPort, reportIngressWithoutPort, reportSharedNames } from '../support/workload';
import type { ResolvedWorkload, TargetContext } from '../target';

const MILLI = 1000;
const KIND = 'Kubernetes';

export function checkWorkload(context: TargetContext): void {
  const { workload } = context;
  const report: Report = (problem) => context.report(problem);
  checkName(workload.name, {
    pattern: DNS_LABEL, max: MAX_LABEL, platform: KIND, allowed: `lower-case letters, digits and hyphens, a letter first, at most ${MAX_LABEL}`,
  }, report);
  checkCpu(workload, report);
  checkScaling(workload, report);
  reportIdleScaling(workload, report);
  checkSecrets(workload, report);
  checkRollout(context);
  reportSharedNames(workload, report);
  reportHealthWithoutPort(workload, report);
  reportIngressWithoutPort(workload, report);
}

function checkCpu({ cpu }: ResolvedWorkload, report: Report): void {
  const milli = cpu * MILLI;
  if (Math.abs(milli - Math.round(milli)) < 1e-6) return;
  const nearest = [Math.floor(milli), Math.ceil(milli)].filter((m) => m > 0).map((m) => String(m / MILLI));
  report({
    ruleId: 'workload-size',
    at: 'workload.cpu',
    message: 'Kubernetes counts CPU in thousandths',
    value: cpu,
    allowed: ['multiples of 0.001'],
    nearest,
  });
}

/** 0.5 → `500m`. */
export function cpuQuantity(cpu: number): string {
  return `${Math.round(cpu * MILLI)}m`;
}

export function memoryQuantity(mebibytes: number): string {
  return `${mebibytes}Mi`;
}

function checkScaling({ replicas, scaleOn }: ResolvedWorkload, report: Report): void {
  if (replicas.min < 1) {
    report({
      ruleId: 'workload-field',
      at: 'workload.replicas.min',
      message: 'a HorizontalPodAutoscaler keeps at least one pod',
      value: replicas.min,
      allowed: ['min from 1'],
      nearest: ['1'],
      fix: 'set replicas.min to 1; Cloud Run and Container Apps scale to 0',
    });
  }
  if (scaleOn?.requests !== undefined) {
    report({
      ruleId: 'workload-field',
      at: 'workload.scaleOn.requests',
      message: 'a HorizontalPodAutoscaler knows no requests without an adapter for metrics',
      value: scaleOn.requests,
      allowed: ['cpuPercent', 'memoryPercent'],
      nearest: ['cpuPercent'],
      fix: 'scale on CPU or memory, or add a KEDA ScaledObject by extraObjects',
    });
  }
  for (const key of ['cpuPercent', 'memoryPercent'] as const) {
    const value: unknown = scaleOn?.[key];
    if (value === undefined || (Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 100)) continue;
    const nearest = typeof value === 'number' && Number.isFinite(value) ? [String(Math.min(100, Math.max(1, Math.round(value))))] : undefined;
    report({
      ruleId: 'workload-field',
      at: `workload.scaleOn.${key}`,
      message: 'no percentage of what a pod may use',
      value,
      allowed: ['a whole number from 1 to 100'],
      ...(nearest && { nearest }),
    });
  }
}

function checkSecrets({ secrets }: ResolvedWorkload, report: Report): void {
  for (const [name, secret] of Object.entries(secrets)) {
    const at = `workload.secrets.${name}`;
    const home = secret.homes.kubernetes;
    if (home === undefined) {
      report({
        ruleId: 'secret-home',
        at,
        message: 'the secret has no home on Kubernetes',
        value: Object.keys(secret.homes),
        allowed: ['SecretRef.of({ kubernetes: { name: \'db\', key: \'url\' } })'],
        fix: 'say in which Secret of the namespace it is',
      });
      continue;
    }
    const valid = typeof home?.name === 'string' && home.name.length <= MAX_SUBDOMAIN && SUBDOMAIN.test(home.name)
      && typeof home.key === 'string' && home.key.length <= MAX_SUBDOMAIN && SECRET_KEY.test(home.key);
    if (valid) continue;
    report({
      ruleId: 'secret-home',
      at,
      message: 'no name and key of a Kubernetes Secret',
      value: home,
      allowed: ['name: a DNS name in lower case', 'key: letters, digits, `-`, `_` and `.`'],
    });
  }
}

function checkRollout({ rollout, report }: TargetContext): void {
  if (rollout.kind !== 'rolling') {
    report({
      ruleId: 'rollout',
      at: 'rollout',
      message: `a Kubernetes Deployment knows no ${rollout.kind === 'canary' ? 'canary' : 'blue/green'} rollout`,
      value: rollout.kind,
      allowed: ['rolling'],
      nearest: ['rolling'],
      fix: 'use Rollout.rolling(), or run Argo Rollouts in the cluster and deploy its Rollout by Platform.custom',
    });
  }
  const seconds: unknown = rollout.timeoutSeconds;
  if (typeof seconds === 'number' && Number.isInteger(seconds) && seconds >= 1 && seconds <= 2 ** 31 - 1) return;
  report({
    ruleId: 'rollout', at: 'rollout.timeoutSeconds', message: 'no time that a rollout may take', value: seconds, allowed: ['whole seconds from 1'],
  });
}
