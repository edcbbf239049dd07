/** What ECS cannot run: every field of the workload that it does not know is an error, never rounded or dropped. */
import { checkPreview } from './check-preview';
import { FARGATE_SIZES, LIMITS, MAX_BAKE_MINUTES, MAX_ROLLOUT_SECONDS } from './limits';
import { EcsSettings, isRolling } from './settings';
import { isRecord } from '../../values';
import { Ingress } from '../../workload';
import { reportImagePlatform } from '../support/image-platform';
import { Report } from '../support/input';
import { reportIdleScaling, reportUnpublished } from '../support/published';
import { isValidSize, nearestSizes, showRow, showSize } from '../support/size-table';

export function checkTarget(settings: EcsSettings, report: Report): void {
  checkSize(settings, report);
  checkReplicas(settings, report);
  checkRequests(settings, report);
  checkNames(settings, report);
  checkRollout(settings, report);
  checkSecrets(settings, report);
  checkTls(settings, report);
  checkPreview(settings, report);
  checkImage(settings, report);
  reportUnpublished(settings.context, settings.loadBalancer !== undefined, report);
}

function checkImage({ context, arm64 }: EcsSettings, report: Report): void {
  const fix = arm64 ? 'build it for linux/arm64, too, or leave `arm64` out' : 'build it for linux/amd64, too, or set `arm64: true`';
  reportImagePlatform(context, arm64 ? 'linux/arm64' : 'linux/amd64', `these tasks run ${arm64 ? 'linux/arm64' : 'linux/amd64'} only`, fix, report);
}

function checkSize({ context }: EcsSettings, report: Report): void {
  const { cpu, memoryMiB } = context.workload;
  const size = { cpu: Number(cpu), memory: Number(memoryMiB) };
  if (isValidSize(size, FARGATE_SIZES)) return;
  const nearest = Number.isFinite(size.cpu) && size.cpu > 0 && size.memory > 0 ? nearestSizes(size, FARGATE_SIZES).map(showSize) : undefined;
  report({
    ruleId: 'workload-size',
    at: 'workload.cpu',
    message: 'Fargate does not sell this pair of CPU and memory',
    value: { cpu, memoryMiB },
    allowed: FARGATE_SIZES.map(showRow),
    nearest,
    fix: nearest && `set ${nearest[0]}`,
  });
}

function checkReplicas({ context }: EcsSettings, report: Report): void {
  const { min, max } = context.workload.replicas;
  if (Number.isInteger(min) && Number.isInteger(max) && min >= 1 && max >= min && max <= 5000) return;
  report({
    ruleId: 'workload-field',
    at: 'workload.replicas',
    value: { min, max },
    message: min === 0 ? 'an ECS service cannot scale to zero by itself' : 'replicas are whole numbers, min from 1, max from min to 5000',
    nearest: [`min ${Math.max(1, Math.floor(min) || 1)}, max ${Math.max(1, Math.floor(min) || 1, Math.floor(max) || 1)}`],
    fix: min === 0 ? 'set min 1, or use Cloud Run or Container Apps, which scale to zero' : undefined,
  });
}

function checkRequests(settings: EcsSettings, report: Report): void {
  const { workload } = settings.context;
  const { port, ingress, scaleOn, healthPath } = workload;
  if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65535)) {
    report({ ruleId: 'workload-field', at: 'workload.port', message: 'not a TCP port', value: port, allowed: ['1–65535'] });
  }
  if (ingress !== Ingress.NONE && port === undefined) {
    report({ ruleId: 'workload-field', at: 'workload.port', message: 'a load balancer needs the port that the container listens on', fix: 'set `port`, or `ingress: Ingress.NONE`' });
  }
  if (healthPath !== undefined && !/^\/[!-~]{0,1023}$/.test(healthPath)) {
    report({ ruleId: 'workload-field', at: 'workload.healthPath', message: 'not a path', value: healthPath, allowed: ['a path such as /healthz'] });
  } else if (healthPath !== undefined && port === undefined) {
    report({ ruleId: 'workload-field', at: 'workload.healthPath', message: 'a health path cannot be asked for without a port', value: healthPath, fix: 'set `port`, or use `healthCommand`' });
  }
  reportIdleScaling(workload, report);
  if (scaleOn?.requests !== undefined && ingress === Ingress.NONE) {
    report({ ruleId: 'workload-field', at: 'workload.scaleOn.requests', message: 'a workload without ingress has no requests to scale on', value: scaleOn.requests, fix: 'scale on cpuPercent or memoryPercent' });
  }
  if (scaleOn?.requests !== undefined && !isRolling(settings)) {
    report({
      ruleId: 'workload-field',
      at: 'workload.scaleOn.requests',
      value: scaleOn.requests,
      message: 'AWS does not support scaling on requests while deployments move between two target groups',
      fix: 'scale on cpuPercent or memoryPercent, or use Rollout.rolling()',
    });
  }
  for (const key of ['cpuPercent', 'memoryPercent'] as const) {
    const percent = scaleOn?.[key];
    if (percent === undefined || (percent > 0 && percent <= 100)) continue;
    report({ ruleId: 'workload-field', at: `workload.scaleOn.${key}`, message: 'not a percentage', value: percent, allowed: ['above 0, at most 100'] });
  }
}

function checkNames({ context, names, clusterExists }: EcsSettings, report: Report): void {
  const { name } = context.workload;
  if (!LIMITS.service.pattern.test(String(name))) {
    report({ ruleId: 'target-name', at: 'workload.name', message: 'ECS does not accept this name', value: name, allowed: [LIMITS.service.allowed] });
  } else if (!LIMITS.service.pattern.test(names.service)) {
    report({
      ruleId: 'target-name',
      at: 'platform.names.service',
      value: names.service,
      allowed: [LIMITS.service.allowed],
      message: clusterExists ? 'the name derived from the workload and the target is too long for ECS' : 'ECS does not accept this name',
      fix: 'names: { service: \'…\' }',
    });
  }
  if (names.platformStack === names.serviceStack) {
    report({ ruleId: 'target-name', at: 'platform.names.serviceStack', message: 'both stacks have the same name', value: names.serviceStack });
  }
}

function checkRollout(settings: EcsSettings, report: Report): void {
  const { kind, timeoutSeconds, bakeMinutes, percent } = settings.context.rollout;
  const problem = (message: string, value: unknown, allowed?: string[], nearest?: string[], fix?: string) =>
    report({ ruleId: 'rollout', at: 'rollout', message, value, allowed, nearest, fix });
  if (!(timeoutSeconds >= 60 && timeoutSeconds <= MAX_ROLLOUT_SECONDS)) {
    problem('the deploy command waits between a minute and an hour', { timeoutSeconds }, [`60–${MAX_ROLLOUT_SECONDS}`], [timeoutSeconds > 60 ? `${MAX_ROLLOUT_SECONDS}` : '60']);
  }
  if (settings.testBeforeTraffic && (kind === 'rolling' || !settings.loadBalancer?.testPort)) {
    problem('testing before traffic needs a deployment that shifts traffic, and a test listener', { kind }, undefined, undefined, 'use Rollout.blueGreen() or Rollout.canary()');
  }
  if (settings.testBeforeTraffic && settings.loadBalancer?.certificateArn && !settings.loadBalancer.domain) {
    problem('the test request needs the name that the certificate is for', undefined, undefined, undefined, 'set the target\'s `domain` or `url`');
  }
  if (kind === 'rolling') return;
  if (!settings.loadBalancer) {
    problem(`a ${kind} deployment shifts traffic, and this workload takes none`, { kind, ingress: Ingress.NONE }, ['rolling'], ['Rollout.rolling()']);
  }
  if (!Number.isInteger(bakeMinutes) || bakeMinutes < 0 || bakeMinutes > MAX_BAKE_MINUTES) {
    problem('ECS bakes for whole minutes, a day at most', { bakeMinutes }, [`0–${MAX_BAKE_MINUTES}`], [String(Math.min(MAX_BAKE_MINUTES, Math.max(0, Math.round(bakeMinutes) || 0)))]);
  } else if (totalBakeMinutes(settings) * 60 + 120 > timeoutSeconds) {
    const needed = totalBakeMinutes(settings) * 60 + 900;
    problem(
      `the deployment bakes for ${totalBakeMinutes(settings)} minutes, longer than it may take`, { timeoutSeconds, bakeMinutes },
      undefined, needed <= MAX_ROLLOUT_SECONDS ? [`timeoutSeconds: ${needed}`] : ['a shorter bakeMinutes'],
      kind === 'canary' ? 'the bake time counts twice: for the first share of the traffic, and after all of it' : undefined,
    );
  }
  const tenths = percent * 10;
  if (kind === 'canary' && !(percent >= 0.1 && percent <= 100 && Math.abs(tenths - Math.round(tenths)) < 1e-6)) {
    const near = Math.min(100, Math.max(0.1, Math.round(tenths) / 10 || 0.1));
    problem('ECS shifts multiples of 0.1 percent', { percent }, ['0.1–100 by 0.1'], [String(near)]);
  }
}

/** A canary bakes with its share of the traffic, then once more with all of it. */
function totalBakeMinutes({ context }: EcsSettings): number {
  const { kind, bakeMinutes } = context.rollout;
  return kind === 'rolling' ? 0 : kind === 'canary' ? 2 * bakeMinutes : bakeMinutes;
}

function checkSecrets({ context }: EcsSettings, report: Report): void {
  const { env, secrets } = context.workload;
  for (const name of Object.keys(secrets).filter((n) => n in env)) {
    report({ ruleId: 'workload-field', at: `workload.secrets.${name}`, message: 'ECS refuses a variable that is both in `env` and in `secrets`', value: name });
  }
  for (const [name, value] of Object.entries(env).filter(([, v]) => typeof v !== 'string')) {
    report({ ruleId: 'workload-field', at: `workload.env.${name}`, message: 'a variable is a text', value, nearest: isRecord(value) ? undefined : [JSON.stringify(String(value))] });
  }
  const pullSecret = context.registry?.pullSecret;
  if (pullSecret !== undefined && !/^arn:aws[\w-]*:secretsmanager:[\w-]+:\d{12}:secret:[\w/+=.@-]+-[A-Za-z0-9]{6}$/.test(pullSecret)) {
    report({
      ruleId: 'secret-home',
      at: 'registry.pullSecret',
      message: 'ECS reads pull credentials by the full ARN of a Secrets Manager secret',
      value: pullSecret,
      allowed: ['arn:aws:secretsmanager:<region>:<account>:secret:<name>-<6 characters>'],
      fix: 'aws secretsmanager create-secret --name <name> --secret-string file://credentials.json, with the keys username and password; use its ARN',
    });
  }
}

function checkTls({ context, loadBalancer }: EcsSettings, report: Report): void {
  if (!loadBalancer || loadBalancer.existing) return;
  if (loadBalancer.isPublic && !loadBalancer.certificateArn) {
    report({
      ruleId: 'target-ecs-certificate',
      at: 'platform.certificateArn',
      severity: 'warning',
      message: `the load balancer answers over HTTP only${context.url?.startsWith('https:') ? `, so ${context.url} needs something in front of it that ends TLS` : ''}`,
      fix: `set \`certificateArn\` to a certificate${context.domain ? ` of ${context.domain}` : ''} in ACM`,
    });
  }
  if (loadBalancer.hostedZoneId && !loadBalancer.domain) {
    report({ ruleId: 'target-ecs-load-balancer', at: 'platform.hostedZoneId', message: 'a zone without a domain gets no record', value: loadBalancer.hostedZoneId, fix: 'set the target\'s `domain` or `url`' });
  }
}
