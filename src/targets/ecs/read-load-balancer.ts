/** Reads `loadBalancer`. */
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

const PRIVATE_RANGES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];
const TEST_PORT = 9001;

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

