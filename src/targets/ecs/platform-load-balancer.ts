/** The load balancer of the platform's stack: two target groups behind one rule, so that deployments can shift traffic. */
import type { Stack, aws_ec2, aws_elasticloadbalancingv2 } from 'aws-cdk-lib';
import type { Cdk } from './cdk';
import { exportValue } from './exports';
import { EcsSettings, LoadBalancerSettings, ownAlarms } from './settings';

export interface Balancer {
  readonly fullName: string;
  readonly blue: aws_elasticloadbalancingv2.ApplicationTargetGroup;
  readonly green: aws_elasticloadbalancingv2.ApplicationTargetGroup;
}

interface Listeners {
  readonly production: string;
  readonly test?: string;
  readonly fullName: string;
}

export function addLoadBalancer(cdk: Cdk, stack: Stack, settings: EcsSettings, vpc: aws_ec2.IVpc): Balancer | undefined {
  const balancer = settings.loadBalancer;
  if (!balancer) return undefined;
  const blue = addTargetGroup(cdk, stack, 'Blue', balancer, vpc);
  const green = addTargetGroup(cdk, stack, 'Green', balancer, vpc);
  const listeners = balancer.existing ? existingListeners(balancer.existing) : addListeners(cdk, stack, settings, balancer, vpc);
  const production = addRule(cdk, stack, 'ProductionRule', balancer, listeners.production, [blue, green]);
  exportValue(cdk, stack, settings, 'ProductionRule', production);
  if (listeners.test) exportValue(cdk, stack, settings, 'TestRule', addRule(cdk, stack, 'TestRule', balancer, listeners.test, [blue, green]));
  exportValue(cdk, stack, settings, 'BlueTargetGroup', blue.targetGroupArn);
  exportValue(cdk, stack, settings, 'BlueTargetGroupFullName', blue.targetGroupFullName);
  exportValue(cdk, stack, settings, 'GreenTargetGroup', green.targetGroupArn);
  exportValue(cdk, stack, settings, 'LoadBalancerFullName', listeners.fullName);
  return { fullName: listeners.fullName, blue, green };
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

/** `…:listener/app/<name>/<id>/<listener>` → `app/<name>/<id>`, as CloudWatch names a load balancer. */
function existingListeners(existing: { listenerArn: string; testListenerArn?: string }): Listeners {
  const fullName = existing.listenerArn.split(':listener/')[1]?.split('/').slice(0, 3).join('/') ?? '';
  return { production: existing.listenerArn, test: existing.testListenerArn, fullName };
}

function addListeners(cdk: Cdk, stack: Stack, settings: EcsSettings, balancer: LoadBalancerSettings, vpc: aws_ec2.IVpc): Listeners {
  const { aws_elasticloadbalancingv2: elb } = cdk;
  const group = addSecurityGroup(cdk, stack, settings, balancer, vpc);
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
    ? { protocol: elb.ApplicationProtocol.HTTPS, certificates: [elb.ListenerCertificate.fromArn(balancer.certificateArn)], sslPolicy: elb.SslPolicy.RECOMMENDED_TLS }
    : { protocol: elb.ApplicationProtocol.HTTP };
  const common = { open: false, defaultAction: nothing, ...secure };
  const production = alb.addListener('ProductionListener', { port: balancer.certificateArn ? 443 : 80, ...common });
  if (balancer.certificateArn) {
    alb.addListener('RedirectListener', {
      port: 80, protocol: elb.ApplicationProtocol.HTTP, open: false,
      defaultAction: elb.ListenerAction.redirect({ protocol: 'HTTPS', port: '443', permanent: true }),
    });
  }
  const test = balancer.testPort === undefined ? undefined : alb.addListener('TestListener', { port: balancer.testPort, ...common });
  exportValue(cdk, stack, settings, 'LoadBalancerSecurityGroup', group.securityGroupId);
  new cdk.CfnOutput(stack, 'LoadBalancerDnsName', { value: alb.loadBalancerDnsName });
  addRecord(cdk, stack, balancer, alb);
  return { production: production.listenerArn, test: test?.listenerArn, fullName: alb.loadBalancerFullName };
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
  cdk: Cdk, stack: Stack, id: string, balancer: LoadBalancerSettings, listenerArn: string, groups: aws_elasticloadbalancingv2.ApplicationTargetGroup[],
): string {
  const { hosts = [], paths = [], priority = 1 } = balancer.existing ?? {};
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

/** By these ECS rolls a deployment back that shifts traffic. */
export function addAlarms(cdk: Cdk, stack: Stack, settings: EcsSettings, balancer: Balancer): void {
  const names = ownAlarms(settings);
  if (!names) return;
  const { aws_cloudwatch: cloudwatch, Duration } = cdk;
  const period = Duration.minutes(1);
  const metric = (metricName: string, statistic: string, group?: string) => new cloudwatch.Metric({
    namespace: 'AWS/ApplicationELB', metricName, statistic, period,
    dimensionsMap: { LoadBalancer: balancer.fullName, ...(group && { TargetGroup: group }) },
  });
  const common = {
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    evaluationPeriods: 2,
  };
  new cloudwatch.Alarm(stack, 'ErrorsAlarm', {
    ...common, alarmName: names.errors, threshold: 5, metric: metric('HTTPCode_Target_5XX_Count', 'Sum'),
    alarmDescription: `Answers 5xx of ${settings.context.id}; rolls a deployment back`,
  });
  new cloudwatch.Alarm(stack, 'UnhealthyAlarm', {
    ...common, alarmName: names.unhealthy, threshold: 1, evaluationPeriods: 3,
    alarmDescription: `Unhealthy tasks of ${settings.context.id}; rolls a deployment back`,
    metric: new cloudwatch.MathExpression({
      expression: 'FILL(blue, 0) + FILL(green, 0)', period, label: 'Unhealthy tasks',
      usingMetrics: {
        blue: metric('UnHealthyHostCount', 'Maximum', balancer.blue.targetGroupFullName),
        green: metric('UnHealthyHostCount', 'Maximum', balancer.green.targetGroupFullName),
      },
    }),
  });
}
