/** What Cloud Run takes. https://cloud.google.com/run/docs/configuring/services/cpu and …/memory-limits */
import type { Report } from '../support/input';
import { reportNothingToShift } from '../support/rollout';
import { isValidSize, nearestSizes, showRow, showSize, SizeRow } from '../support/size-table';
import { checkName } from '../support/workload';
import type { ResolvedWorkload, TargetContext } from '../target';

const fraction = (min: number, max: number) => ({ min, max, step: 0.001 });
const exactly = (value: number) => ({ min: value, max: value, step: 1 });
const MiB = (min: number, max: number) => ({ min, max, step: 1 });

export const SIZES: readonly SizeRow[] = [
  { cpu: fraction(0.08, 0.499), memory: MiB(128, 512) },
  { cpu: fraction(0.5, 0.999), memory: MiB(128, 1024) },
  { cpu: exactly(1), memory: MiB(128, 4096) },
  { cpu: exactly(2), memory: MiB(128, 8192) },
  { cpu: exactly(4), memory: MiB(2048, 16384) },
  { cpu: exactly(6), memory: MiB(4096, 24576) },
  { cpu: exactly(8), memory: MiB(4096, 32768) },
];

/** Characters of service and tag together, in the host name of a tagged revision. */
const MAX_WITH_TAG = 46;
const MAX_NAME = 49;
/** The second generation needs this much memory. */
const GEN2_MEMORY = 512;
const RESERVED_ENV = ['PORT', 'K_SERVICE', 'K_REVISION', 'K_CONFIGURATION', 'CLOUD_RUN_JOB', 'CLOUD_RUN_EXECUTION', 'CLOUD_RUN_TASK_INDEX', 'CLOUD_RUN_TASK_ATTEMPT', 'CLOUD_RUN_TASK_COUNT'];

/** The tag of a revision that takes no requests yet. */
export const TAG = 'next';

export function executionEnvironment(workload: ResolvedWorkload): 'gen1' | 'gen2' {
  return workload.cpu < 1 || workload.memoryMiB < GEN2_MEMORY ? 'gen1' : 'gen2';
}

/** Requests at once in one instance; below one CPU Cloud Run allows one. */
export function concurrency(workload: ResolvedWorkload): number {
  return workload.cpu < 1 ? 1 : workload.scaleOn?.requests ?? 80;
}

export function checkSize(workload: ResolvedWorkload, report: Report): void {
  const size = { cpu: workload.cpu, memory: workload.memoryMiB };
  if (isValidSize(size, SIZES)) return;
  report({
    ruleId: 'workload-size', at: 'workload.cpu', message: 'Cloud Run has no such pair of CPU and memory',
    value: showSize(size), allowed: SIZES.map(showRow), nearest: nearestSizes(size, SIZES).map(showSize),
  });
}

export function checkScale(workload: ResolvedWorkload, report: Report): void {
  const { cpuPercent, memoryPercent, requests } = workload.scaleOn ?? {};
  for (const [key, value] of Object.entries({ cpuPercent, memoryPercent })) {
    if (value === undefined) continue;
    report({
      ruleId: 'workload-field', at: `workload.scaleOn.${key}`,
      message: 'Cloud Run chooses by itself when CPU and memory ask for another instance', value,
      allowed: ['scaleOn.requests'], fix: 'scale on requests, or leave scaleOn out',
    });
  }
  if (requests === undefined) return;
  const most = workload.cpu < 1 ? 1 : 1000;
  if (Number.isInteger(requests) && requests >= 1 && requests <= most) return;
  report({
    ruleId: 'workload-field', at: 'workload.scaleOn.requests',
    message: workload.cpu < 1 ? 'below one CPU, an instance of Cloud Run takes one request at a time' : 'an instance of Cloud Run takes 1 to 1000 requests at once',
    value: requests, allowed: [`1–${most}`], nearest: [String(Math.min(Math.max(1, Math.round(Number(requests)) || 1), most))],
    ...(workload.cpu < 1 ? { fix: 'give it one CPU, or say scaleOn: { requests: 1 }' } : {}),
  });
}

export function checkServiceName(name: string, tagged: boolean, at: string, report: Report): void {
  const max = tagged ? MAX_WITH_TAG - TAG.length : MAX_NAME;
  checkName(name, {
    pattern: /^[a-z]([-a-z0-9]*[a-z0-9])?$/, max, platform: 'Cloud Run', at,
    allowed: `at most ${max} lower-case letters, digits and hyphens, a letter first, no hyphen last`,
    ...(tagged ? { because: `${MAX_WITH_TAG} with the tag \`${TAG}\` that this rollout gives the new revision` } : {}),
  }, report);
}

export function checkEnvironment(workload: ResolvedWorkload, report: Report): void {
  for (const name of [...Object.keys(workload.env), ...Object.keys(workload.secrets)]) {
    if (!RESERVED_ENV.includes(name)) continue;
    report({
      ruleId: 'workload-field', at: `workload.env.${name}`, message: 'Cloud Run sets this variable itself', value: name,
      fix: name === 'PORT' ? 'leave it out: the workload\'s port is what PORT says' : 'leave it out',
    });
  }
}

/** A pool runs a fixed number of instances, and has nothing to shift. */
export function checkWorkerPool({ workload, rollout }: TargetContext, report: Report): void {
  const { replicas, scaleOn, cpu, memoryMiB } = workload;
  if (replicas.min !== replicas.max || replicas.min === 0) {
    const least = Math.max(1, replicas.min);
    report({
      ruleId: 'workload-field', at: 'workload.replicas', message: 'without requests Cloud Run runs a fixed number of instances, one at least', value: replicas,
      allowed: ['min equal to max'], nearest: [`{ min: ${least}, max: ${least} }`, `{ min: ${replicas.max}, max: ${replicas.max} }`],
    });
  }
  if (scaleOn && Object.values(scaleOn).some((value) => value !== undefined)) {
    report({ ruleId: 'workload-field', at: 'workload.scaleOn', message: 'without requests Cloud Run does not scale by itself', value: scaleOn, fix: 'leave scaleOn out' });
  }
  if (memoryMiB < GEN2_MEMORY) {
    report({
      ruleId: 'workload-size', at: 'workload.memoryMiB', message: `a worker pool of Cloud Run takes at least ${GEN2_MEMORY} MiB`, value: memoryMiB,
      allowed: [`${GEN2_MEMORY} or more`], nearest: [String(GEN2_MEMORY)],
    });
  }
  if (cpu < 1) {
    report({
      ruleId: 'workload-size', at: 'workload.cpu', severity: 'warning', value: cpu, allowed: ['1 or more'], nearest: ['1'],
      message: 'Google\'s pages disagree whether a worker pool may have less than one CPU: if the deploy is refused, give it one',
    });
  }
  reportNothingToShift(rollout, report);
}
