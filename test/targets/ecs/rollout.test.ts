/** Rolling by the circuit breaker; blue/green and canary natively, by alarms. */
import { describe, expect, test } from 'vitest';
import { ofType, synthesize, theOnly } from './ecs';
import { Rollout } from '../../../src/rollout';
import { Ingress } from '../../../src/workload';

function deployment(rollout: Rollout, props = {}): Record<string, any> {
  return theOnly(synthesize(props, { rollout }).service, 'AWS::ECS::Service').Properties;
}

describe('rolling', () => {
  test('a failing deployment is rolled back by the circuit breaker', () => {
    const { DeploymentConfiguration, LoadBalancers } = deployment(Rollout.rolling());
    expect(DeploymentConfiguration).toEqual({
      DeploymentCircuitBreaker: { Enable: true, Rollback: true }, MinimumHealthyPercent: 100, MaximumPercent: 200,
    });
    expect(LoadBalancers[0].AdvancedConfiguration).toBeUndefined();
  });

  test('there is no test listener, and there are no alarms', () => {
    const { platform } = synthesize();
    expect(ofType(platform, 'AWS::ElasticLoadBalancingV2::Listener')).toHaveLength(1);
    expect(ofType(platform, 'AWS::CloudWatch::Alarm')).toEqual([]);
  });

  test('alarms of one\'s own roll back as well', () => {
    expect(deployment(Rollout.rolling(), { alarms: ['latency'] }).DeploymentConfiguration.Alarms).toEqual({ AlarmNames: ['latency'], Enable: true, Rollback: true });
  });
});

describe('blue/green and canary', () => {
  const alarms = { AlarmNames: ['pipewright-api-production-5xx', 'pipewright-api-production-unhealthy'], Enable: true, Rollback: true };

  test('blue/green bakes and watches alarms, without a circuit breaker', () => {
    const { DeploymentConfiguration } = deployment(Rollout.blueGreen({ bakeMinutes: 7 }));
    expect(DeploymentConfiguration).toEqual({ Strategy: 'BLUE_GREEN', BakeTimeInMinutes: 7, Alarms: alarms, MinimumHealthyPercent: 100, MaximumPercent: 200 });
  });

  test('canary', () => {
    const { DeploymentConfiguration, LoadBalancers } = deployment(Rollout.canary({ percent: 10, bakeMinutes: 5 }));
    expect(DeploymentConfiguration).toEqual({
      Strategy: 'CANARY',
      CanaryConfiguration: { CanaryPercent: 10, CanaryBakeTimeInMinutes: 5 },
      BakeTimeInMinutes: 5,
      Alarms: alarms,
      MinimumHealthyPercent: 100,
      MaximumPercent: 200,
    });
    expect(LoadBalancers[0].AdvancedConfiguration).toMatchObject({
      AlternateTargetGroupArn: '{{resolve:ssm:/pipewright-api-production-platform/GreenTargetGroup}}',
      ProductionListenerRule: '{{resolve:ssm:/pipewright-api-production-platform/ProductionRule}}',
      TestListenerRule: '{{resolve:ssm:/pipewright-api-production-platform/TestRule}}',
    });
  });

  test('the alarms exist, and a test listener', () => {
    const { platform } = synthesize({}, { rollout: Rollout.canary({ percent: 10 }) });
    expect(ofType(platform, 'AWS::CloudWatch::Alarm').map((a) => a.Properties.AlarmName)).toEqual(alarms.AlarmNames);
    expect(ofType(platform, 'AWS::ElasticLoadBalancingV2::Listener').map((l) => l.Properties.Port)).toEqual([80, 9001]);
  });

  test('tested before traffic: ECS pauses, and rolls back when nobody answers', () => {
    const { DeploymentConfiguration } = deployment(Rollout.blueGreen(), { testBeforeTraffic: true });
    expect(DeploymentConfiguration.LifecycleHooks).toEqual([{
      TargetType: 'PAUSE', LifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'], TimeoutConfiguration: { TimeoutInMinutes: 30, Action: 'ROLLBACK' },
    }]);
  });
});

describe('what ECS cannot do', () => {
  const problems = (rollout: Rollout, props = {}, workload = {}) => synthesize(props, { rollout, workload }).errors.map((e) => [e.ruleId, e.nearest?.[0]]);

  test.each([
    ['a canary of nothing', Rollout.canary({ percent: 0 }), '0.1'],
    ['a canary between the tenths', Rollout.canary({ percent: 0.15 }), '0.2'],
    ['a canary over all', Rollout.canary({ percent: 100.1 }), '100'],
    ['half a minute', Rollout.blueGreen({ bakeMinutes: 1.5 }), '2'],
    ['a negative time', Rollout.blueGreen({ bakeMinutes: -1 }), '0'],
    ['baking longer than it may take', Rollout.blueGreen({ bakeMinutes: 40, timeoutSeconds: 1800 }), 'timeoutSeconds: 3300'],
    ['waiting over an hour', Rollout.rolling({ timeoutSeconds: 3601 }), '3600'],
  ])('%s', (_, rollout, nearest) => {
    expect(problems(rollout)).toEqual([['rollout', nearest]]);
  });

  test.each([Rollout.canary({ percent: 0.1 }), Rollout.canary({ percent: 100 }), Rollout.blueGreen({ bakeMinutes: 0 }), Rollout.rolling({ timeoutSeconds: 3600 })])('the limits themselves are accepted', (rollout) => {
    expect(problems(rollout)).toEqual([]);
  });

  test('shifting traffic that there is not', () => {
    expect(problems(Rollout.canary({ percent: 10 }), {}, { ingress: Ingress.NONE })).toEqual([['rollout', 'Rollout.rolling()']]);
  });

  test('testing before a traffic shift that there is not', () => {
    expect(problems(Rollout.rolling(), { testBeforeTraffic: true })).toEqual([['rollout', undefined]]);
  });
});
