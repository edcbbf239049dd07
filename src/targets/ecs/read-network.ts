/** Reads `vpc` and `loadBalancer`. */
import { LIMITS, PATTERNS } from './limits';
import type { CreateLoadBalancerProps, ExistingLoadBalancerProps } from './load-balancer';
import { ofPreview } from './preview';
import type { LoadBalancerSettings, NetworkSettings } from './settings';
import { slug, withSuffix } from '../../trust/aws';
import { isRecord } from '../../values';
import { Ingress } from '../../workload';
import { Input, Report } from '../support/input';
import { withoutNumber } from '../support/preview';
import type { TargetContext } from '../target';

const RULE = 'target-ecs-vpc';
const PRIVATE_RANGES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];
const TEST_PORT = 9001;

export function readNetwork(vpc: unknown, region: string, ingress: Ingress, report: Report): NetworkSettings {
  const existing = isRecord(vpc) ? vpc._existing : undefined;
  const create = isRecord(vpc) ? vpc._create : undefined;
  if (!isRecord(existing) && !isRecord(create)) {
    report({
      ruleId: RULE,
      at: 'platform.vpc',
      message: 'an ECS target needs a network',
      value: vpc,
      allowed: ['EcsVpc.existing({ … })', 'EcsVpc.create({ … })'],
      fix: 'vpc: EcsVpc.create({ availabilityZones: [\'' + region + 'a\', \'' + region + 'b\'] })',
    });
    return { availabilityZones: [], publicSubnetIds: [], privateSubnetIds: [], cidr: '', natGateways: 0, tasksArePublic: false };
  }
  const network = isRecord(existing) ? readExisting(existing, region, report) : readCreated(create, region, report);
  checkZones(network, ingress, report);
  return network;
}

function zonesOf(input: Input, region: string): string[] {
  return input.texts('availabilityZones', { pattern: new RegExp(`^${region}[a-z]$`), allowed: `zones of ${region}: ${region}a, ${region}b …` }) ?? [];
}

function readExisting(props: unknown, region: string, report: Report): NetworkSettings {
  const input = new Input(props, report, RULE, 'platform.vpc');
  const subnets = (key: string) => input.texts(key, { pattern: PATTERNS.subnet, allowed: 'subnet-<17 hexadecimal digits>' }) ?? [];
  const privateSubnetIds = subnets('privateSubnetIds');
  return {
    vpcId: input.text('vpcId', { pattern: PATTERNS.vpc, allowed: 'vpc-<17 hexadecimal digits>' }),
    availabilityZones: zonesOf(input, region),
    publicSubnetIds: subnets('publicSubnetIds'),
    privateSubnetIds,
    cidr: '',
    natGateways: 0,
    tasksArePublic: privateSubnetIds.length === 0,
  };
}

function readCreated(props: unknown, region: string, report: Report): NetworkSettings {
  const input = new Input(props, report, RULE, 'platform.vpc');
  const availabilityZones = zonesOf(input, region);
  const natGateways = input.integer('natGateways', 1, 0, Math.max(1, availabilityZones.length));
  return {
    availabilityZones,
    publicSubnetIds: [],
    privateSubnetIds: [],
    cidr: input.optionalText('cidr', { pattern: PATTERNS.cidr, allowed: 'a range such as 10.0.0.0/16' }) ?? '10.0.0.0/16',
    natGateways,
    tasksArePublic: natGateways === 0,
  };
}

function checkZones(network: NetworkSettings, ingress: Ingress, report: Report): void {
  const zones = network.availabilityZones.length;
  const least = ingress === Ingress.NONE ? 1 : 2; // a load balancer refuses fewer than two zones
  if (zones < least || new Set(network.availabilityZones).size < zones) {
    report({
      ruleId: RULE,
      at: 'platform.vpc.availabilityZones',
      value: network.availabilityZones,
      message: least === 2 ? 'a load balancer needs at least two different zones' : 'the network needs at least one zone, each once',
    });
  }
  if (network.vpcId === undefined) return;
  for (const [key, ids] of [['publicSubnetIds', network.publicSubnetIds], ['privateSubnetIds', network.privateSubnetIds]] as const) {
    if (ids.length === 0 || ids.length === zones) continue;
    report({ ruleId: RULE, at: `platform.vpc.${key}`, message: `one subnet a zone is needed: ${zones} zones, ${ids.length} subnets`, value: ids });
  }
  const needed = ingress === Ingress.PUBLIC ? 'publicSubnetIds' : 'privateSubnetIds';
  const missing = ingress === Ingress.NONE
    ? network.publicSubnetIds.length + network.privateSubnetIds.length === 0
    : network[needed].length === 0;
  if (missing) {
    report({
      ruleId: RULE,
      at: `platform.vpc.${needed}`,
      message: ingress === Ingress.NONE ? 'tasks need a subnet' : `${ingress === Ingress.PUBLIC ? 'a public' : 'an internal'} load balancer needs \`${needed}\``,
      fix: `give one subnet of ${needed} for each zone`,
    });
  }
}

export function readLoadBalancer(
  props: Readonly<Record<string, unknown>>, context: TargetContext, network: NetworkSettings, region: string, report: Report,
): LoadBalancerSettings | undefined {
  const { ingress, healthPath } = context.workload;
  if (ingress === Ingress.NONE) return undefined;
  const isPublic = ingress === Ingress.PUBLIC;
  const given = isRecord(props.loadBalancer) ? props.loadBalancer : {};
  if (props.loadBalancer !== undefined && !isRecord(given._existing) && !isRecord(given._create)) {
    report({
      ruleId: 'target-ecs-load-balancer',
      at: 'platform.loadBalancer',
      message: '`loadBalancer` is not valid',
      value: props.loadBalancer,
      allowed: ['EcsLoadBalancer.existing({ … })', 'EcsLoadBalancer.create({ … })'],
    });
  }
  const existing = isRecord(given._existing) ? readExistingBalancer(given._existing, context, report) : undefined;
  const create = isRecord(given._create) ? readCreatedBalancer(given._create, context, report) : {};
  const input = new Input(props, report, 'target-ecs-load-balancer', 'platform');
  const allowFrom = create.allowFrom ?? (isPublic ? ['0.0.0.0/0'] : network.cidr ? [network.cidr] : PRIVATE_RANGES);
  const suffix = context.preview?.suffix;
  const prefix = `${context.repository ? `${slug(String(context.repository.name))}-` : ''}${slug(context.id)}`;
  return {
    isPublic,
    existing,
    create,
    // the scheme is in the name: a load balancer that changes it is replaced, and two cannot share a name
    name: create.name ?? `${withSuffix(prefix, 28, suffix)}-${isPublic ? 'pub' : 'int'}`,
    targetGroupPrefix: withSuffix(prefix, 26, suffix),
    allowFrom,
    certificateArn: readCertificate(props, context, region, report),
    domain: context.domain,
    hostedZoneId: input.optionalText('hostedZoneId', { pattern: PATTERNS.hostedZone, allowed: 'the id of a Route 53 zone, Z…' }),
    healthPath,
    testPort: readTestPort(input, context, existing),
    testAllowFrom: input.texts('testListenerAllowFrom', { pattern: PATTERNS.cidr, allowed: 'address ranges such as 203.0.113.0/24' }) ?? allowFrom,
  };
}

function readTestPort(input: Input, context: TargetContext, existing: ExistingLoadBalancerProps | undefined): number | undefined {
  const port = input.integer('testListenerPort', TEST_PORT, 1, 65535);
  if (existing) return existing.testListenerArn ? port : undefined;
  return context.rollout.kind === 'rolling' ? undefined : port;
}

function readExistingBalancer(props: unknown, context: TargetContext, report: Report): ExistingLoadBalancerProps {
  const input = new Input(props, report, 'target-ecs-load-balancer', 'platform.loadBalancer');
  const listener = { pattern: PATTERNS.listener, allowed: 'arn:aws:elasticloadbalancing:<region>:<account>:listener/app/<name>/<id>/<id>' };
  const read = {
    listenerArn: input.text('listenerArn', listener),
    securityGroupId: input.text('securityGroupId', { pattern: PATTERNS.securityGroup, allowed: 'sg-<17 hexadecimal digits>' }),
    dnsName: input.text('dnsName'),
    priority: input.integer('priority', 0, 1, 50_000),
    hosts: numberless(input.texts('hosts'), context) ?? (context.domain ? [context.domain] : []),
    paths: numberless(input.texts('paths'), context) ?? [],
    testListenerArn: input.optionalText('testListenerArn', listener),
  };
  if (read.priority === 0) report({ ruleId: 'target-ecs-load-balancer', at: 'platform.loadBalancer.priority', message: '`priority` is missing', allowed: ['a whole number from 1 to 50000, unique on the listener'] });
  if (!read.hosts.length && !read.paths.length) {
    report({ ruleId: 'target-ecs-load-balancer', at: 'platform.loadBalancer.hosts', message: 'a rule on a shared listener needs hosts or paths', fix: 'set `hosts`, `paths`, or the target\'s `domain`' });
  }
  return read;
}

function numberless(texts: readonly string[] | undefined, { preview }: TargetContext): string[] | undefined {
  return texts?.map((text) => (preview ? withoutNumber(text) : text));
}

function readCreatedBalancer(props: unknown, context: TargetContext, report: Report): CreateLoadBalancerProps {
  const input = new Input(props, report, 'target-ecs-load-balancer', 'platform.loadBalancer');
  return {
    name: ofPreview(input.optionalText('name', LIMITS.loadBalancer), LIMITS.loadBalancer, context, 'platform.loadBalancer.name', report),
    allowFrom: input.texts('allowFrom', { pattern: PATTERNS.cidr, allowed: 'address ranges such as 203.0.113.0/24' }),
    idleTimeoutSeconds: input.integer('idleTimeoutSeconds', 60, 1, 4000),
    deletionProtection: input.flag('deletionProtection', false),
  };
}

function readCertificate(props: Readonly<Record<string, unknown>>, context: TargetContext, region: string, report: Report): string | undefined {
  const value = props.certificateArn ?? context.certificate;
  if (value === undefined) return undefined;
  const match = typeof value === 'string' ? PATTERNS.certificate.exec(value) : undefined;
  if (match && match[1] === region) return match[0];
  report({
    ruleId: 'target-ecs-certificate',
    at: props.certificateArn === undefined ? 'certificate' : 'platform.certificateArn',
    value,
    message: match ? `a load balancer in ${region} takes no certificate of ${match[1]}` : 'the certificate is not an ACM ARN',
    allowed: [`arn:aws:acm:${region}:<account>:certificate/<id>`],
    fix: `aws acm request-certificate --region ${region} --domain-name ${context.domain ?? '<domain>'} --validation-method DNS`,
  });
  return undefined;
}

