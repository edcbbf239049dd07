/** The load balancer of the platform's stack: two target groups behind one rule, so that deployments can shift traffic. */
import type { Stack, aws_ec2, aws_elasticloadbalancingv2 } from 'aws-cdk-lib';
import type { Cdk } from './cdk';
import type { ExistingLoadBalancerProps } from './load-balancer';
import { choosesPriority, PRIORITIES, PRIORITY } from './preview';
import type { EcsSettings, LoadBalancerSettings } from './settings';
import { share } from './shared-values';

/** The names that CloudWatch and auto scaling know. */
export interface Balancer {
  /** `app/<name>/<id>` */
  readonly fullName: string;
  /** `targetgroup/<name>/<id>` */
  readonly blue: string;
  readonly green: string;
}

interface Listeners {
  readonly production: string;
  readonly test?: string;
  readonly fullName: string;
}

export function addLoadBalancer(
  cdk: Cdk, stack: Stack, settings: EcsSettings, vpc: aws_ec2.IVpc, tasks: aws_ec2.SecurityGroup,
): Balancer | undefined {
  const balancer = settings.loadBalancer;
  if (!balancer) return undefined;
  const blue = addTargetGroup(cdk, stack, 'Blue', balancer, vpc);
  const green = addTargetGroup(cdk, stack, 'Green', balancer, vpc);
  const listeners = balancer.existing
    ? existingListeners(cdk, stack, balancer.existing, tasks)
    : addListeners(cdk, stack, settings, balancer, vpc, tasks);
  const priority = priorityOf(cdk, stack, settings);
  const rule = (id: string, listenerArn: string) => addRule(cdk, stack, id, balancer, priority, listenerArn, [blue, green]);
  share(cdk, stack, settings, 'ProductionRule', rule('ProductionListenerRule', listeners.production));
  if (listeners.test) share(cdk, stack, settings, 'TestRule', rule('TestListenerRule', listeners.test));
  share(cdk, stack, settings, 'BlueTargetGroup', blue.targetGroupArn);
  share(cdk, stack, settings, 'GreenTargetGroup', green.targetGroupArn);
  const names = { fullName: listeners.fullName, blue: fullName(cdk, blue), green: fullName(cdk, green) };
  share(cdk, stack, settings, 'RequestLabel', `${names.fullName}/${names.blue}`);
  return names;
}

/** The last part of the ARN. */
function fullName(cdk: Cdk, group: aws_elasticloadbalancingv2.ApplicationTargetGroup): string {
  return cdk.Fn.select(5, cdk.Fn.split(':', group.targetGroupArn));
}

function addTargetGroup(cdk: Cdk, stack: Stack, color: 'Blue' | 'Green', balancer: LoadBalancerSettings, vpc: aws_ec2.IVpc) {
  const { aws_elasticloadbalancingv2: elb, Duration } = cdk;
  const group = new elb.ApplicationTargetGroup(stack, `${color}TargetGroup`, {
    vpc,
    targetGroupName: `${balancer.targetGroupPrefix}-${color.toLowerCase()}`,
    // only a default: ECS registers each task with the port of its container, so another port replaces no target group
    port: 80,
    protocol: elb.ApplicationProtocol.HTTP,
    targetType: elb.TargetType.IP,
    deregistrationDelay: Duration.seconds(30),
    healthCheck: {
      path: balancer.healthPath ?? '/',
      // without a health path any answer of the process will do
      healthyHttpCodes: balancer.healthPath ? '200' : '200-499',
      interval: Duration.seconds(15),
      timeout: Duration.seconds(5),
      healthyThresholdCount: 2,
      unhealthyThresholdCount: 3,
    },
  });
  return group;
}

function existingListeners(cdk: Cdk, stack: Stack, existing: ExistingLoadBalancerProps, tasks: aws_ec2.SecurityGroup): Listeners {
  const { aws_ec2: ec2 } = cdk;
  // its rules are its owner's: nothing is added to them
  const group = ec2.SecurityGroup.fromSecurityGroupId(stack, 'LoadBalancerSecurityGroup', existing.securityGroupId, { mutable: false });
  tasks.addIngressRule(group, ec2.Port.allTcp(), 'Requests from the load balancer');
  // `…:listener/app/<name>/<id>/<listener>` → `app/<name>/<id>`, as CloudWatch names a load balancer
  const balancerName = existing.listenerArn.split(':listener/')[1]?.split('/').slice(0, 3).join('/') ?? '';
  return { production: existing.listenerArn, test: existing.testListenerArn, fullName: balancerName };
}

function addListeners(
  cdk: Cdk, stack: Stack, settings: EcsSettings, balancer: LoadBalancerSettings, vpc: aws_ec2.IVpc, tasks: aws_ec2.SecurityGroup,
): Listeners {
  const { aws_elasticloadbalancingv2: elb } = cdk;
  const group = addSecurityGroup(cdk, stack, settings, balancer, vpc);
  // any port: a rule for the workload's would go before the tasks that still listen on it
  tasks.addIngressRule(group, cdk.aws_ec2.Port.allTcp(), 'Requests from the load balancer');
  group.addEgressRule(tasks, cdk.aws_ec2.Port.allTcp(), 'Requests to the tasks');
  const alb = new elb.ApplicationLoadBalancer(stack, 'LoadBalancer', {
    vpc,
    loadBalancerName: balancer.name,
    internetFacing: balancer.isPublic,
    vpcSubnets: { subnets: balancer.isPublic ? vpc.publicSubnets : privateSubnets(vpc) },
    securityGroup: group,
    dropInvalidHeaderFields: true,
    deletionProtection: balancer.create.deletionProtection ?? false,
    idleTimeout: cdk.Duration.seconds(balancer.create.idleTimeoutSeconds ?? 60),
  });
  const nothing = elb.ListenerAction.fixedResponse(404, { contentType: 'text/plain', messageBody: 'Not found' });
  const secure = balancer.certificateArn
    ? {
      protocol: elb.ApplicationProtocol.HTTPS,
      certificates: [elb.ListenerCertificate.fromArn(balancer.certificateArn)],
      sslPolicy: elb.SslPolicy.RECOMMENDED_TLS,
    }
    : { protocol: elb.ApplicationProtocol.HTTP };
  const common = { open: false, defaultAction: nothing, ...secure };
  const production = alb.addListener('ProductionListener', { port: balancer.certificateArn ? 443 : 80, ...common });
  if (balancer.certificateArn) {
    alb.addListener('RedirectListener', {
      port: 80,
      protocol: elb.ApplicationProtocol.HTTP,
      open: false,
      defaultAction: elb.ListenerAction.redirect({ protocol: 'HTTPS', port: '443', permanent: true }),
    });
  }
  const test = balancer.testPort === undefined ? undefined : alb.addListener('TestListener', { port: balancer.testPort, ...common });
  const elsewhere = balancer.domain !== undefined && !balancer.hostedZoneId;
  new cdk.CfnOutput(stack, 'LoadBalancerDnsName', {
    value: alb.loadBalancerDnsName, description: elsewhere ? `Point ${balancer.domain} here, by an alias record or a CNAME` : undefined,
  });
  addRecord(cdk, stack, balancer, alb);
  const balancerName = cdk.Fn.select(1, cdk.Fn.split(':loadbalancer/', alb.loadBalancerArn));
  return { production: production.listenerArn, test: test?.listenerArn, fullName: balancerName };
}

/** An internal load balancer stands beside the tasks; a created network without NAT has private subnets all the same. */
function privateSubnets(vpc: aws_ec2.IVpc): aws_ec2.ISubnet[] {
  return vpc.privateSubnets.length ? vpc.privateSubnets : vpc.isolatedSubnets;
}

function addSecurityGroup(cdk: Cdk, stack: Stack, settings: EcsSettings, balancer: LoadBalancerSettings, vpc: aws_ec2.IVpc): aws_ec2.SecurityGroup {
  const { aws_ec2: ec2 } = cdk;
  const group = new ec2.SecurityGroup(stack, 'LoadBalancerSecurityGroup', {
    vpc, allowAllOutbound: false, description: `Load balancer of ${settings.context.id}`,
  });
  const ports = balancer.certificateArn ? [80, 443] : [80];
  for (const range of balancer.allowFrom) {
    for (const port of ports) group.addIngressRule(ec2.Peer.ipv4(range), ec2.Port.tcp(port), `Requests from ${range}`);
  }
  if (balancer.testPort === undefined) return group;
  for (const range of balancer.testAllowFrom) {
    group.addIngressRule(ec2.Peer.ipv4(range), ec2.Port.tcp(balancer.testPort), `Tests from ${range}`);
  }
  return group;
}

function addRecord(cdk: Cdk, stack: Stack, balancer: LoadBalancerSettings, alb: aws_elasticloadbalancingv2.ApplicationLoadBalancer): void {
  if (!balancer.hostedZoneId || !balancer.domain) return;
  new cdk.aws_route53.CfnRecordSet(stack, 'Record', {
    hostedZoneId: balancer.hostedZoneId,
    name: balancer.domain,
    type: 'A',
    aliasTarget: { dnsName: alb.loadBalancerDnsName, hostedZoneId: alb.loadBalancerCanonicalHostedZoneId },
  });
}

/**
 * All traffic to blue, none to green. ECS changes these weights when it shifts traffic, and CloudFormation writes them
 * again only when this rule changes: that is why the rule is here and not in the service's stack.
 */
function addRule(
  cdk: Cdk, stack: Stack, id: string, balancer: LoadBalancerSettings, priority: number, listenerArn: string,
  groups: aws_elasticloadbalancingv2.ApplicationTargetGroup[],
): string {
  const { hosts = [], paths = [] } = balancer.existing ?? {};
  const rule = new cdk.aws_elasticloadbalancingv2.CfnListenerRule(stack, id, {
    listenerArn,
    priority,
    conditions: [
      ...(hosts.length ? [{ field: 'host-header', hostHeaderConfig: { values: [...hosts] } }] : []),
      ...(paths.length || !hosts.length ? [{ field: 'path-pattern', pathPatternConfig: { values: paths.length ? [...paths] : ['/*'] } }] : []),
    ],
    actions: [{
      type: 'forward',
      forwardConfig: { targetGroups: groups.map((group, i) => ({ targetGroupArn: group.targetGroupArn, weight: i === 0 ? 100 : 0 })) },
    }],
  });
  return rule.ref;
}

/** Of a listener that exists it must be free; which is free for a preview, only its job can see. */
function priorityOf(cdk: Cdk, stack: Stack, settings: EcsSettings): number {
  const first = settings.loadBalancer?.existing?.priority ?? 1;
  if (!choosesPriority(settings)) return first;
  return new cdk.CfnParameter(stack, PRIORITY, {
    type: 'Number', minValue: first, maxValue: first + PRIORITIES - 1, description: 'Priority of the listener rule, free on its listener',
  }).valueAsNumber;
}
