/** The alarms of the platform's stack, by which ECS judges deployments that shift traffic. */
import type { Stack } from 'aws-cdk-lib';
import type { Cdk } from './cdk';
import type { Balancer } from './platform-load-balancer';
import { EcsSettings, ownAlarms } from './settings';

/** By these ECS rolls a deployment back that shifts traffic. */
export function addAlarms(cdk: Cdk, stack: Stack, settings: EcsSettings, balancer: Balancer): void {
  const names = ownAlarms(settings);
  if (!names) return;
  const { aws_cloudwatch: cloudwatch, Duration } = cdk;
  const period = Duration.minutes(1);
  const metric = (metricName: string, statistic: string, group?: string) => new cloudwatch.Metric({
    namespace: 'AWS/ApplicationELB',
    metricName,
    statistic,
    period,
    dimensionsMap: { LoadBalancer: balancer.fullName, ...(group && { TargetGroup: group }) },
  });
  const common = {
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    evaluationPeriods: 2,
  };
  new cloudwatch.Alarm(stack, 'ErrorsAlarm', {
    ...common,
    alarmName: names.errors,
    threshold: 5,
    metric: metric('HTTPCode_Target_5XX_Count', 'Sum'),
    alarmDescription: `Answers 5xx of ${settings.context.id}; rolls a deployment back`,
  });
  new cloudwatch.Alarm(stack, 'UnhealthyAlarm', {
    ...common,
    alarmName: names.unhealthy,
    threshold: 1,
    evaluationPeriods: 3,
    alarmDescription: `Unhealthy tasks of ${settings.context.id}; rolls a deployment back`,
    metric: new cloudwatch.MathExpression({
      expression: 'FILL(blue, 0) + FILL(green, 0)',
      period,
      label: 'Unhealthy tasks',
      usingMetrics: {
        blue: metric('UnHealthyHostCount', 'Maximum', balancer.blue),
        green: metric('UnHealthyHostCount', 'Maximum', balancer.green),
      },
    }),
  });
}
