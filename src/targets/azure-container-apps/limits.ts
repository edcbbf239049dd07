/** What Container Apps take. https://learn.microsoft.com/azure/container-apps/containers#allocations and …/workload-profiles-overview */
import type { Report } from '../support/input';
import { isValidSize, nearestSizes, showSize, SizeRow } from '../support/size-table';
import { checkName } from '../support/workload';
import type { ResolvedWorkload } from '../target';

const STEP = 0.25;
const MOST_CPU = 4;
const MOST_REPLICAS = 1000;
const MAX_NAME = 32;

/** Consumption: CPU by quarters, and exactly two GiB for each. */
export const SIZES: readonly SizeRow[] = Array.from({ length: MOST_CPU / STEP }, (_, i) => {
  const cpu = (i + 1) * STEP;
  const memory = cpu * 2048;
  return { cpu: { min: cpu, max: cpu, step: 1 }, memory: { min: memory, max: memory, step: 1 } };
});

/** GiB with two decimals at most, the only unit that Container Apps take. */
export function gibibytes(memoryMiB: number): string {
  return `${Number((memoryMiB / 1024).toFixed(2))}Gi`;
}

export function checkSize(workload: ResolvedWorkload, profile: string | undefined, report: Report): void {
  const size = { cpu: workload.cpu, memory: workload.memoryMiB };
  if (profile !== undefined) return checkDedicatedSize(workload, profile, report);
  if (isValidSize(size, SIZES)) return;
  report({
    ruleId: 'workload-size', at: 'workload.cpu', message: 'Container Apps (Consumption) have no such pair of CPU and memory',
    value: showSize(size), allowed: SIZES.map((row) => showSize({ cpu: row.cpu.min, memory: row.memory.min })),
    nearest: nearestSizes(size, SIZES).map(showSize), fix: 'take one of the pairs, or a dedicated workloadProfile',
  });
}

/** On machines of one's own only what can be written is limited: hundredths of a GiB. */
function checkDedicatedSize(workload: ResolvedWorkload, profile: string, report: Report): void {
  const hundredths = (workload.memoryMiB * 100) / 1024;
  if (Number.isInteger(hundredths)) return;
  const near = [Math.floor(hundredths / 25) * 256, Math.ceil(hundredths / 25) * 256].filter((m) => m > 0);
  report({
    ruleId: 'workload-size', at: 'workload.memoryMiB', message: `on the profile ${profile} memory is written in GiB with two decimals`,
    value: workload.memoryMiB, allowed: ['multiples of 256'], nearest: near.map(String),
  });
}

export function checkAppName(name: string, at: string, report: Report): void {
  checkName(name, {
    pattern: /^(?!.*--)[a-z][-a-z0-9]*[a-z0-9]$/, min: 2, max: MAX_NAME, platform: 'Container Apps', at,
    allowed: `2–${MAX_NAME} lower-case letters, digits and single hyphens, a letter first, no hyphen last`,
  }, report);
}

export function checkReplicas(workload: ResolvedWorkload, report: Report): void {
  const { min, max } = workload.replicas;
  if (max > MOST_REPLICAS) {
    report({
      ruleId: 'workload-field', at: 'workload.replicas.max', message: 'Container Apps run at most 1000 instances', value: max,
      allowed: [`1–${MOST_REPLICAS}`], nearest: [String(MOST_REPLICAS)],
    });
  }
  if (min > 0) return;
  if (workload.ingress === 'none') {
    report({
      ruleId: 'workload-field', at: 'workload.replicas.min', message: 'nothing would start the first instance: there are no requests', value: 0,
      allowed: ['1 or more'], nearest: ['1'],
    });
  } else if (workload.scaleOn && workload.scaleOn.requests === undefined) {
    report({
      ruleId: 'workload-field', at: 'workload.scaleOn', message: 'CPU and memory cannot start the first of no instances', value: workload.scaleOn,
      allowed: ['scaleOn: { requests }'], fix: 'scale on requests, or keep one instance',
    });
  }
}

export function checkScale(workload: ResolvedWorkload, report: Report): void {
  const { cpuPercent, memoryPercent, requests } = workload.scaleOn ?? {};
  for (const [key, value] of Object.entries({ cpuPercent, memoryPercent })) {
    if (value === undefined || (Number.isInteger(value) && value >= 1 && value <= 100)) continue;
    report({ ruleId: 'workload-field', at: `workload.scaleOn.${key}`, message: 'no percentage', value, allowed: ['1–100'] });
  }
  if (requests === undefined) return;
  if (!Number.isInteger(requests) || requests < 1) {
    report({ ruleId: 'workload-field', at: 'workload.scaleOn.requests', message: 'no whole number of requests', value: requests, allowed: ['1 or more'] });
  }
  if (workload.ingress === 'none') {
    report({
      ruleId: 'workload-field', at: 'workload.scaleOn.requests', message: 'there are no requests to scale on', value: requests,
      allowed: ['cpuPercent', 'memoryPercent'],
    });
  }
}
