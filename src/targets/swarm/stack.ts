/** The workload as a stack file of schema 3.13. https://docs.docker.com/reference/compose-file/legacy-versions/ and `docker stack config` */
import type { SwarmSettings } from './settings';
import { patched } from '../support/patch';
import { toYaml } from '../support/yaml';
import type { ResolvedWorkload, TargetContext } from '../target';

/** An image without a default: Docker refuses the file as long as IMAGE is not set. */
const IMAGE = '${IMAGE:?IMAGE must be repository@sha256:digest}';

export function stackFile(context: TargetContext, settings: SwarmSettings, secrets: Readonly<Record<string, string>>): string {
  const { workload } = context;
  const proxied = isProxied(context);
  const joined = [...(proxied ? [settings.proxyNetwork] : []), ...settings.networks];
  const stack = {
    version: '3.13',
    services: { [workload.name]: service(context, settings, secrets, joined) },
    networks: {
      default: { driver: 'overlay' },
      ...Object.fromEntries(joined.map((name) => [name, { external: true, name }])),
    },
    ...(Object.keys(secrets).length ? {
      secrets: Object.fromEntries(Object.entries(secrets).map(([variable, name]) => [variable, { external: true, name }])),
    } : {}),
  };
  return toYaml(patched(stack, settings.overrides, 'platform.overrides', (problem) => context.report(problem)));
}

/** A domain is served by the swarm's proxy. */
export function isProxied(context: TargetContext): boolean {
  return context.domain !== undefined && context.workload.ingress === 'public';
}

function service(context: TargetContext, settings: SwarmSettings, secrets: Readonly<Record<string, string>>, joined: readonly string[]): object {
  const { workload } = context;
  const health = healthTest(workload);
  return {
    image: IMAGE,
    init: true,
    ...(workload.command ? { entrypoint: workload.command.map(plain) } : {}),
    ...(workload.args ? { command: workload.args.map(plain) } : {}),
    environment: environment(workload, secrets),
    ...(Object.keys(secrets).length ? { secrets: Object.keys(secrets).map((variable) => ({ source: variable, target: variable, mode: 0o444 })) } : {}),
    ...(settings.publishedPort && workload.ingress === 'public'
      ? { ports: [{ target: workload.port, published: settings.publishedPort, protocol: 'tcp', mode: 'ingress' }] } : {}),
    networks: ['default', ...joined],
    ...(health ? { healthcheck: { test: health.map(plain), interval: '10s', timeout: '5s', retries: 3, start_period: '60s' } } : {}),
    cap_drop: ['ALL'],
    ...(settings.capabilities.length ? { cap_add: [...settings.capabilities] } : {}),
    read_only: !settings.writableRootFilesystem,
    ...(settings.writableRootFilesystem ? {} : { volumes: [{ type: 'tmpfs', target: '/tmp' }] }),
    stop_grace_period: '30s',
    logging: { driver: 'local', options: { 'max-size': '10m', 'max-file': '5' } },
    deploy: deployment(context, settings),
  };
}

/** Swarm keeps secrets in files, so each variable says where its file is, by the custom of `<VARIABLE>_FILE`. */
function environment(workload: ResolvedWorkload, secrets: Readonly<Record<string, string>>, escape = plain): Record<string, string> {
  const files = Object.keys(secrets).map((variable) => [`${variable}_FILE`, `/run/secrets/${variable}`]);
  return {
    ...Object.fromEntries(files),
    ...Object.fromEntries(Object.entries(workload.env).map(([name, value]) => [name, escape(value)])),
  };
}

/** The user's text as it is: Docker would put variables where a `$` stands. */
function plain(text: string): string {
  return text.replaceAll('$', '$$$$');
}

function healthTest(workload: ResolvedWorkload): string[] | undefined {
  if (workload.healthCommand) return ['CMD', ...workload.healthCommand];
  if (workload.healthPath === undefined || workload.port === undefined) return undefined;
  return ['CMD', 'wget', '-q', '--spider', `http://127.0.0.1:${workload.port}${workload.healthPath}`];
}

function deployment(context: TargetContext, settings: SwarmSettings): object {
  const { workload } = context;
  const size = { cpus: String(workload.cpu), memory: `${workload.memoryMiB}M` };
  return {
    mode: 'replicated',
    replicas: workload.replicas.min,
    ...(settings.constraints.length ? { placement: { constraints: settings.constraints.map(plain) } } : {}),
    resources: { limits: size, reservations: size },
    restart_policy: { condition: 'any', delay: '5s', window: '30s' },
    update_config: { parallelism: 1, order: 'start-first', failure_action: 'rollback', monitor: '60s', max_failure_ratio: 0 },
    rollback_config: { parallelism: 1, order: 'start-first', failure_action: 'pause', monitor: '30s', max_failure_ratio: 0 },
    ...(isProxied(context) ? { labels: proxyLabels(context, settings) } : {}),
  };
}

/** https://doc.traefik.io/traefik/reference/routing-configuration/other-providers/swarm/ */
function proxyLabels(context: TargetContext, settings: SwarmSettings): Record<string, string> {
  const router = `traefik.http.routers.${settings.service}`;
  return {
    'traefik.enable': 'true',
    'traefik.swarm.network': settings.proxyNetwork,
    [`${router}.rule`]: `Host(\`${context.domain}\`)`,
    [`${router}.tls`]: 'true',
    ...(context.certificate ? { [`${router}.tls.certresolver`]: plain(context.certificate) } : {}),
    [`traefik.http.services.${settings.service}.loadbalancer.server.port`]: String(context.workload.port),
  };
}

/** What `docker service inspect` must say; the image is compared on its own. Lists are in the order that the job sorts them into. */
export function expectedService(context: TargetContext, settings: SwarmSettings, secrets: Readonly<Record<string, string>>): object {
  const { workload } = context;
  const health = healthTest(workload);
  const variables = environment(workload, secrets, (text) => text);
  const size = { NanoCPUs: Math.round(workload.cpu * 1e9), MemoryBytes: workload.memoryMiB * 1024 * 1024 };
  return {
    Spec: {
      Name: settings.service,
      TaskTemplate: {
        ContainerSpec: {
          Env: Object.entries(variables).map(([name, value]) => `${name}=${value}`).sort(),
          ...(workload.command ? { Command: [...workload.command] } : {}),
          ...(workload.args ? { Args: [...workload.args] } : {}),
          ...(health ? { Healthcheck: { Test: health } } : {}),
          Secrets: Object.entries(secrets).map(([variable, name]) => ({ File: { Name: variable }, SecretName: name })).sort((a, b) => (a.File.Name < b.File.Name ? -1 : 1)),
          ...(settings.writableRootFilesystem ? {} : { ReadOnly: true }),
        },
        Resources: { Limits: size, Reservations: size },
      },
      Mode: { Replicated: { Replicas: workload.replicas.min } },
      EndpointSpec: {
        Ports: settings.publishedPort && workload.ingress === 'public'
          ? [{ Protocol: 'tcp', TargetPort: workload.port, PublishedPort: settings.publishedPort, PublishMode: 'ingress' }] : [],
      },
    },
  };
}
