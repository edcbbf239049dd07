/** Docker Swarm: one stack with one service, over SSH. */
import { bootstrapCommands, bootstrapFiles } from './bootstrap';
import { operations } from './operations';
import type { SwarmPlatformProps } from './props';
import { MAX_SERVICE, readSettings, SwarmSettings } from './settings';
import { expectedService, isProxied, stackFile } from './stack';
import type { RegistryInfo } from '../../registries/provider';
import { platformOf, reportImagePlatform } from '../support/image-platform';
import { emptyOutput } from '../support/output';
import { reportUnpublished } from '../support/published';
import { checkName, homesOf, isUsable, reportHealthWithoutPort, reportIngressWithoutPort, reportSharedNames } from '../support/workload';
import type { TargetContext, TargetOutput, TargetProvider } from '../target';

/** Docker's least memory for a container. */
const LEAST_MEMORY = 6;

export class SwarmTarget implements TargetProvider {
  public readonly kind = 'swarm';
  public readonly title = 'Docker Swarm';
  public readonly pullable = ['Registry.ghcr()', 'Registry.dockerHub(…)', 'Registry.custom(…)'];

  constructor(private readonly props: SwarmPlatformProps) {}

  /** The managers hold a credential of their own, which the bootstrap asks for; clouds' registries know none that lasts. */
  public canPull(registry: RegistryInfo): boolean {
    return registry.isPublic || ['ghcr', 'dockerHub', 'custom'].includes(registry.kind);
  }

  public synthesize(context: TargetContext): TargetOutput {
    const usable = isUsable(context.workload, context.report.bind(context));
    const settings = readSettings(this.props, context);
    if (!usable) return emptyOutput();
    const secrets = secretsOf(context);
    const names = [...new Set(Object.values(secrets))].sort();
    check(context, settings);
    return {
      files: [
        { path: 'stack.yml', content: stackFile(context, settings, secrets) },
        { path: 'expected.json', content: expectedService(context, settings, secrets) },
      ],
      bootstrap: bootstrapFiles(context, settings, names),
      bootstrapCommands: bootstrapCommands(context, settings, names),
      accounts: [],
      operations: operations(context, settings),
      credentials: { SWARM_SSH_KEY: `${settings.user}@${settings.host}` },
      reach: `the swarm of ${settings.host}`,
      owns: [
        `the stack ${settings.stack} on ${settings.host}`,
        ...(settings.publishedPort && context.workload.ingress === 'public' ? [`the port ${settings.publishedPort} of the swarm of ${settings.host}`] : []),
      ],
      notes: notes(context, settings, secrets),
    };
  }
}

function check(context: TargetContext, settings: SwarmSettings): void {
  const { workload } = context;
  const report = context.report.bind(context);
  const max = MAX_SERVICE - settings.stack.length - 1;
  checkName(workload.name, {
    pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, max, platform: 'Docker Swarm',
    allowed: `at most ${max} lower-case letters, digits and hyphens`, because: `${MAX_SERVICE} with the stack's name ${settings.stack} and _`,
  }, report);
  checkRollout(context);
  checkReplicas(context);
  checkArchitecture(context, settings);
  reportUnpublished({ ...context, certificate: undefined }, workload.ingress === 'public', report);
  checkSize(context);
  reportSharedNames(workload, report);
  reportIngressWithoutPort(workload, report);
  if (!workload.healthCommand) reportHealthWithoutPort(workload, report);
  if (settings.publishedPort !== undefined && workload.ingress !== 'public') {
    report({
      ruleId: 'target-swarm-props', at: 'platform.publishedPort', message: 'a port of the nodes is reached from outside', value: settings.publishedPort,
      fix: 'leave publishedPort out, or make the ingress public',
    });
  }
  if (context.certificate !== undefined && !isProxied(context)) {
    report({ ruleId: 'target-swarm-certificate', at: 'certificate', message: 'without a domain there is nothing to certify', value: context.certificate, fix: 'set domain, or leave certificate out' });
  }
}

function checkRollout(context: TargetContext): void {
  if (context.rollout.kind === 'rolling') return;
  context.report({
    ruleId: 'rollout', at: 'rollout', message: `Swarm has no ${context.rollout.kind} rollout`, value: context.rollout.kind,
    allowed: ['rolling'], nearest: ['rolling'],
    fix: 'use Rollout.rolling(): new tasks start first, and Swarm goes back by itself; or a platform that shifts requests (ECS, Cloud Run, Container Apps)',
  });
}

/** Swarm scales by hand only. */
function checkReplicas(context: TargetContext): void {
  const { replicas, scaleOn } = context.workload;
  if (replicas.min !== replicas.max) {
    context.report({
      ruleId: 'workload-field', at: 'workload.replicas', message: 'Swarm does not scale by itself: it runs a fixed number of tasks', value: replicas,
      allowed: ['min equal to max'], nearest: [`{ min: ${Math.max(1, replicas.min)}, max: ${Math.max(1, replicas.min)} }`, `{ min: ${replicas.max}, max: ${replicas.max} }`],
      fix: 'give this target replicas of its own',
    });
  } else if (replicas.min === 0) {
    context.report({ ruleId: 'workload-field', at: 'workload.replicas.min', message: 'nothing would start the first task', value: 0, allowed: ['1 or more'], nearest: ['1'] });
  }
  if (scaleOn && Object.values(scaleOn).some((value) => value !== undefined)) {
    context.report({ ruleId: 'workload-field', at: 'workload.scaleOn', message: 'Swarm does not scale by itself', value: scaleOn, fix: 'leave scaleOn out' });
  }
}

/** Swarm looks for a node that can run the image; a constraint says which there are. */
function checkArchitecture(context: TargetContext, { constraints }: SwarmSettings): void {
  for (const constraint of constraints) {
    const [, name] = /^node\.platform\.arch\s*==\s*(\S+)$/.exec(constraint) ?? [];
    const needed = platformOf(name);
    if (needed) reportImagePlatform(context, needed, `\`${constraint}\` admits ${needed} only`, `build it for ${needed}, too, or leave the constraint out`, context.report.bind(context));
  }
}

function checkSize(context: TargetContext): void {
  const { cpu, memoryMiB } = context.workload;
  if (memoryMiB < LEAST_MEMORY) {
    context.report({
      ruleId: 'workload-size', at: 'workload.memoryMiB', message: `Docker gives a container at least ${LEAST_MEMORY} MiB`, value: memoryMiB,
      allowed: [`${LEAST_MEMORY} or more`], nearest: [String(LEAST_MEMORY)],
    });
  }
  if (Math.abs(cpu * 1e9 - Math.round(cpu * 1e9)) > 1e-3 || cpu < 0.001) {
    const near = Math.max(0.001, Number(cpu.toFixed(3)));
    context.report({ ruleId: 'workload-size', at: 'workload.cpu', message: 'Docker counts CPU by the billionth, and nobody needs less than a thousandth', value: cpu, allowed: ['0.001 or more'], nearest: [String(near)] });
  }
}

function secretsOf(context: TargetContext): Record<string, string> {
  const homes = homesOf<string>(context, 'swarm', 'Docker Swarm', '\'db_url_v1\'');
  return Object.fromEntries(Object.entries(homes).filter(([name, home]) => {
    const valid = typeof home === 'string' && /^[A-Za-z0-9]([\w.-]{0,62}[A-Za-z0-9])?$/.test(home);
    if (!valid) {
      context.report({
        ruleId: 'secret-home', at: `workload.secrets.${name}.swarm`, message: 'no name of a Swarm secret', value: home,
        allowed: ['at most 64 letters, digits, - _ .'], fix: 'put a version into the name: a secret cannot be changed',
      });
    }
    return valid;
  }));
}

function notes(context: TargetContext, settings: SwarmSettings, secrets: Readonly<Record<string, string>>): string[] {
  const { workload } = context;
  return [
    ...(workload.healthPath && !workload.healthCommand ? ['The health check asks `healthPath` with `wget`, which the image must contain; give a `healthCommand` where it does not.'] : []),
    ...(workload.healthPath || workload.healthCommand ? [] : ['No health check: a task counts as healthy while its process runs.']),
    ...Object.keys(secrets).map((name) => `${name} is a file, /run/secrets/${name}; ${name}_FILE says so to the workload.`),
    ...(isProxied(context) ? [`${context.domain} is served by a Traefik proxy of the swarm on the network ${settings.proxyNetwork}, which must run there.`] : []),
    ...(workload.ingress === 'internal' ? [`Other stacks reach it as ${settings.service} once they join the network ${settings.stack}_default.`] : []),
    ...(settings.writableRootFilesystem ? [] : ['The container may write to /tmp only; `writableRootFilesystem` lifts that.']),
  ];
}
