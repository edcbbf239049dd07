/** The platform's props, checked, with every default filled in. */
import { Input } from '../support/input';
import { derivedName } from '../support/names';
import type { TargetContext } from '../target';

/** Stack and service are one name, `<stack>_<service>`, which is a DNS label. */
export const MAX_SERVICE = 63;

export interface SwarmSettings {
  readonly user: string;
  readonly host: string;
  readonly port: number;
  /** Line of `known_hosts`. */
  readonly knownHost: string;
  readonly stack: string;
  /** `<stack>_<service>`. */
  readonly service: string;
  readonly publishedPort?: number;
  readonly proxyNetwork: string;
  readonly networks: readonly string[];
  readonly writableRootFilesystem: boolean;
  readonly capabilities: readonly string[];
  readonly constraints: readonly string[];
  readonly overrides?: Readonly<Record<string, unknown>>;
}

const HOST = /^(?:ssh:\/\/)?([A-Za-z_][\w.-]*)@([A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::(\d{1,5}))?$/;
const KEY = /^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)|sk-ssh-ed25519@openssh\.com) [A-Za-z0-9+/]{40,}={0,2}( \S.*)?$/;
const NETWORK = { pattern: /^[A-Za-z0-9][\w.-]*$/, allowed: 'the name of an overlay network' };

export function readSettings(props: unknown, context: TargetContext): SwarmSettings {
  const input = new Input(props, (problem) => context.report(problem), 'target-swarm-props', 'platform');
  const address = input.text('host', { pattern: HOST, allowed: 'user@host or user@host:port' });
  const key = input.text('hostKey', { pattern: KEY, allowed: 'type and key: ssh-ed25519 AAAA…', fix: 'ssh-keyscan -t ed25519 HOST, and compare it with what the host says of itself' });
  const [, user = 'missing', host = 'missing', port = '22'] = HOST.exec(address) ?? [];
  const { name } = context.workload;
  const length = typeof name === 'string' ? name.length : 0;
  const suffix = context.preview ? `-${context.preview.suffix}` : '';
  const derived = derivedName([context.repository?.name ?? 'app', context.id], Math.max(16, MAX_SERVICE - length - 1) - suffix.length);
  const base = input.optionalText('stack', { pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, allowed: 'lower-case letters, digits and hyphens' }) ?? derived;
  const stack = `${base}${suffix}`;
  return {
    user, host, port: Number(port),
    knownHost: `${port === '22' ? host : `[${host}]:${port}`} ${key.split(' ').slice(0, 2).join(' ')}`,
    stack,
    service: `${stack}_${name}`,
    publishedPort: publishedPort(input, context),
    proxyNetwork: input.optionalText('proxyNetwork', NETWORK) ?? 'proxy',
    networks: input.texts('networks', NETWORK) ?? [],
    writableRootFilesystem: input.flag('writableRootFilesystem', false),
    capabilities: input.texts('capabilities', { pattern: /^[A-Z_]+$/, allowed: 'NET_BIND_SERVICE, …' }) ?? [],
    constraints: input.texts('constraints', { pattern: /^\S+\s*[!=]=\s*\S.*$/, allowed: 'node.role == worker' }) ?? [],
    overrides: input.record('overrides'),
  };
}

/** A domain is served by the proxy, which needs no port of the nodes. */
function publishedPort(input: Input, context: TargetContext): number | undefined {
  const given = input.integer('publishedPort', 0, 1, 65535);
  if (context.preview) {
    reportPort(given, context);
    return undefined;
  }
  if (given !== 0) return given;
  return context.workload.ingress === 'public' && context.domain === undefined ? context.workload.port : undefined;
}

/** One port of the nodes is one service's: previews are told apart by their names. */
function reportPort(given: number, context: TargetContext): void {
  if (given === 0 && (context.workload.ingress !== 'public' || context.domain !== undefined)) return;
  context.report({
    ruleId: 'target-swarm-props', at: given === 0 ? 'url' : 'platform.publishedPort', message: 'previews cannot share a port of the nodes', value: given || undefined,
    fix: 'give the preview a url, `https://pr-{number}.preview.example.com`, which a proxy on the swarm serves',
  });
}
