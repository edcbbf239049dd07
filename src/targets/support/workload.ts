/** What every platform asks of a workload before it translates it, and errors that several platforms share. */
import { isRecord } from '../../values';
import type { ResolvedWorkload, TargetContext } from '../target';
import { Report } from './input';

const ENV_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Whether the workload can be translated at all. Types that TypeScript would have refused are reported here. */
export function isUsable(workload: ResolvedWorkload, report: Report): boolean {
  let usable = true;
  const fail = (at: string, message: string, value: unknown, allowed: string) => {
    usable = false;
    report({ ruleId: 'workload-field', at: `workload.${at}`, message, ...(value === undefined ? {} : { value }), allowed: [allowed] });
  };
  if (!isRecord(workload)) {
    fail('', 'the workload is missing', workload, 'a Workload');
    return false;
  }
  if (typeof workload.name !== 'string' || !workload.name) fail('name', 'the name is not a text', workload.name, 'a text');
  if (!isPositive(workload.cpu)) fail('cpu', 'CPU is not a number over 0', workload.cpu, 'vCPU as a number: 0.5');
  if (!isPositive(workload.memoryMiB) || !Number.isInteger(workload.memoryMiB)) {
    fail('memoryMiB', 'memory is not a whole number of MiB', workload.memoryMiB, 'MiB as a whole number: 1024');
  }
  if (workload.port !== undefined && !isIn(workload.port, 1, 65535)) fail('port', 'no TCP port', workload.port, '1–65535');
  checkReplicas(workload, fail);
  checkNamed('env', workload.env, (v) => typeof v === 'string', 'a text for each name', fail);
  checkNamed('secrets', workload.secrets, (v) => isRecord(v) && isRecord(v.homes), 'a SecretRef for each name', fail);
  for (const key of ['command', 'args', 'healthCommand'] as const) {
    const value: unknown = workload[key];
    if (value !== undefined && !(Array.isArray(value) && value.every((v) => typeof v === 'string'))) {
      fail(key, `\`${key}\` is not a list of texts`, value, '[\'program\', \'argument\']');
    }
  }
  const path: unknown = workload.healthPath;
  if (path !== undefined && !(typeof path === 'string' && /^\/[!-~]*$/.test(path))) {
    fail('healthPath', 'no path of a URL', path, 'a path that starts with /');
  }
  return usable;
}

type Fail = (at: string, message: string, value: unknown, allowed: string) => void;

function checkReplicas(workload: ResolvedWorkload, fail: Fail): void {
  const { min, max } = isRecord(workload.replicas) ? workload.replicas : { min: undefined, max: undefined };
  if (!isIn(min, 0, 1_000_000) || !isIn(max, 1, 1_000_000)) {
    fail('replicas', 'no whole numbers of instances', workload.replicas, '{ min: 1, max: 3 }, min from 0, max from 1');
  } else if (min > max) {
    fail('replicas', 'fewer instances at most than at least', workload.replicas, 'min ≤ max');
  }
}

function checkNamed(key: string, values: unknown, valid: (value: unknown) => boolean, allowed: string, fail: Fail): void {
  if (!isRecord(values)) return fail(key, `\`${key}\` is not an object`, values, allowed);
  for (const [name, value] of Object.entries(values)) {
    if (!ENV_NAME.test(name)) fail(`${key}.${name}`, 'no name of an environment variable', name, '[A-Za-z_][A-Za-z0-9_]*');
    if (!valid(value)) fail(`${key}.${name}`, 'the value is not valid', value, allowed);
  }
}

function isPositive(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}

function isIn(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}

/** A variable cannot be plain and secret at once. */
export function reportSharedNames(workload: ResolvedWorkload, report: Report): void {
  for (const name of Object.keys(workload.secrets)) {
    if (!Object.hasOwn(workload.env, name)) continue;
    report({
      ruleId: 'workload-field', at: `workload.env.${name}`, message: `\`${name}\` is both a variable and a secret`, value: name,
      fix: 'keep one of the two',
    });
  }
}

/** A health check that only a command makes, on a platform that runs none. */
export function reportHealthCommand(workload: ResolvedWorkload, platform: string, report: Report): void {
  if (!workload.healthCommand || workload.healthPath) return;
  report({
    ruleId: 'workload-field', at: 'workload.healthCommand',
    message: `${platform} runs no command in the container to learn its health; it asks a path`,
    value: workload.healthCommand, allowed: ['healthPath'], fix: 'give the workload a healthPath',
  });
}

/** A health path needs a port to ask. */
export function reportHealthWithoutPort(workload: ResolvedWorkload, report: Report): void {
  if (workload.healthPath === undefined || workload.port !== undefined) return;
  report({
    ruleId: 'workload-field', at: 'workload.healthPath', message: 'there is no port to ask the health path at',
    value: workload.healthPath, fix: 'set workload.port, or leave healthPath out',
  });
}

/** Requests from anywhere need a port to arrive at. */
export function reportIngressWithoutPort(workload: ResolvedWorkload, report: Report): void {
  if (workload.port !== undefined || workload.ingress === 'none') return;
  report({
    ruleId: 'workload-field', at: 'workload.ingress', message: 'ingress needs a port',
    value: workload.ingress, allowed: ['none'], nearest: ['none'], fix: 'set workload.port, or Ingress.NONE',
  });
}

export interface NameRule {
  readonly pattern: RegExp;
  readonly max: number;
  readonly min?: number;
  /** What the pattern means, for people. */
  readonly allowed: string;
  readonly platform: string;
  /** Why this limit and not the platform's usual one. */
  readonly because?: string;
  /** Where the name may be changed. */
  readonly at?: string;
}

/** Reports a name that the platform refuses, with the nearest one that it takes. */
export function checkName(name: string, rule: NameRule, report: Report): void {
  const long = name.length > rule.max;
  if (!long && name.length >= (rule.min ?? 1) && rule.pattern.test(name)) return;
  const fitted = name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^[-0-9]+/, '').slice(0, rule.max).replace(/-+$/, '');
  const because = rule.because ? ` (${rule.because})` : '';
  report({
    ruleId: 'target-name',
    at: rule.at ?? 'workload.name',
    message: long
      ? `${rule.platform} takes names of at most ${rule.max} characters${because}; this one has ${name.length}`
      : `${rule.platform} does not take this name`,
    value: name,
    allowed: [rule.allowed],
    ...(fitted && fitted !== name ? { nearest: [fitted] } : {}),
  });
}

/** Secrets that have no home on the platform; the homes of the others, by variable. */
export function homesOf<T>(
  context: TargetContext,
  key: 'cloudRun' | 'azureContainerApps' | 'swarm' | 'custom',
  platform: string,
  example: string,
): Record<string, T> {
  const homes: Record<string, T> = {};
  for (const [name, secret] of Object.entries(context.workload.secrets)) {
    const home = secret.homes[key] as T | undefined;
    if (home !== undefined) {
      homes[name] = home;
    } else {
      context.report({
        ruleId: 'secret-home', at: `workload.secrets.${name}`,
        // steps of the user's own may know where it is
        ...(key === 'custom' ? { severity: 'warning' as const } : {}), message: `the secret has no home on ${platform}`,
        value: Object.keys(secret.homes), allowed: [`SecretRef.of({ ${key}: ${example} })`], fix: `say where ${platform} finds it`,
      });
    }
  }
  return homes;
}
