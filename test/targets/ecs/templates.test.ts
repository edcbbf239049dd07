/** What the two templates hold. */
import { describe, expect, test } from 'vitest';
import { ECR, ofType, synthesize, Template, theOnly } from './ecs';
import { Rollout } from '../../../src/rollout';
import { SecretRef } from '../../../src/secret-ref';
import { EcsLoadBalancer, EcsVpc } from '../../../src/targets/ecs';
import { Ingress } from '../../../src/workload';

const CERTIFICATE = 'arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-0000-4000-8000-000000000000';
const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf';
const PARAMETER = 'arn:aws:ssm:eu-west-1:111122223333:parameter/api/token';

function container(service: Template): Record<string, any> {
  return theOnly(service, 'AWS::ECS::TaskDefinition').Properties.ContainerDefinitions[0];
}

function serviceOf(service: Template): Record<string, any> {
  return theOnly(service, 'AWS::ECS::Service').Properties;
}

describe('both templates', () => {
  const { platform, service, errors } = synthesize();

  test('are made without a problem, the same every time', () => {
    expect(errors).toEqual([]);
    expect(synthesize()).toMatchObject({ platform, service });
  });

  test('the image, by digest, is the only parameter, without a default', () => {
    expect(platform.Parameters).toBeUndefined();
    expect(service.Parameters).toEqual({
      ImageUri: {
        Type: 'String',
        Description: 'The image, by digest',
        AllowedPattern: '^.+@sha256:[a-f0-9]{64}$',
        ConstraintDescription: 'must be an image by digest: <repository>@sha256:<64 hexadecimal digits>',
      },
    });
    expect(container(service).Image).toEqual({ Ref: 'ImageUri' });
  });

  test('need no assets and no bootstrap of the CDK', () => {
    expect(JSON.stringify([platform, service])).not.toMatch(/cdk-|AssetParameters|BootstrapVersion|AWS::Lambda/);
  });

  test('what the platform outlives is not in the service', () => {
    expect(Object.values(service.Resources).map((r) => r.Type).filter((type) => /ElasticLoadBalancing|AWS::EC2|Cluster/.test(type))).toEqual([]);
    expect(Object.values(platform.Resources).map((r) => r.Type).sort()).toMatchInlineSnapshot(`
      [
        "AWS::EC2::SecurityGroup",
        "AWS::EC2::SecurityGroup",
        "AWS::EC2::SecurityGroupEgress",
        "AWS::EC2::SecurityGroupIngress",
        "AWS::ECS::Cluster",
        "AWS::ElasticLoadBalancingV2::Listener",
        "AWS::ElasticLoadBalancingV2::ListenerRule",
        "AWS::ElasticLoadBalancingV2::LoadBalancer",
        "AWS::ElasticLoadBalancingV2::TargetGroup",
        "AWS::ElasticLoadBalancingV2::TargetGroup",
        "AWS::SSM::Parameter",
        "AWS::SSM::Parameter",
        "AWS::SSM::Parameter",
        "AWS::SSM::Parameter",
        "AWS::SSM::Parameter",
      ]
    `);
    expect(Object.values(service.Resources).map((r) => r.Type).sort()).toMatchInlineSnapshot(`
      [
        "AWS::ECS::Service",
        "AWS::ECS::TaskDefinition",
        "AWS::IAM::Policy",
        "AWS::IAM::Role",
        "AWS::IAM::Role",
        "AWS::Logs::LogGroup",
      ]
    `);
  });

  test('values cross by parameters that the platform writes', () => {
    const written = ofType(platform, 'AWS::SSM::Parameter').map((r) => r.Properties.Name);
    const read = [...JSON.stringify(service).matchAll(/\{\{resolve:ssm:([^}]+)\}\}/g)].map((m) => m[1]);
    expect(read.length).toBeGreaterThan(0);
    expect(read.filter((name) => !written.includes(name))).toEqual([]);
  });

  test('tags name the target and the repository', () => {
    for (const template of [platform, service]) {
      const tagged = Object.values(template.Resources).filter((r) => r.Properties?.Tags);
      expect(tagged.length).toBeGreaterThan(1);
      for (const { Properties } of tagged) {
        expect(Properties.Tags).toEqual(expect.arrayContaining([
          { Key: 'pipewright:target', Value: 'production' }, { Key: 'pipewright:repository', Value: 'acme/api' },
        ]));
      }
    }
  });
});

describe('the task', () => {
  test('is restricted', () => {
    expect(container(synthesize().service)).toMatchObject({
      ReadonlyRootFilesystem: true,
      LinuxParameters: { Capabilities: { Drop: ['ALL'] }, InitProcessEnabled: true, Tmpfs: [{ ContainerPath: '/tmp', Size: 256 }] },
    });
  });

  test('each restriction can be loosened', () => {
    const { service } = synthesize({ readonlyRootFilesystem: false, dropCapabilities: [], user: '1000:1000' });
    expect(container(service)).toMatchObject({ ReadonlyRootFilesystem: false, User: '1000:1000', LinuxParameters: { InitProcessEnabled: true } });
    expect(container(service).LinuxParameters.Capabilities).toEqual({});
  });

  test('command, arguments, environment and port', () => {
    const { service } = synthesize({}, { workload: { command: ['/app'], args: ['--serve'], env: { B: '2', A: '1' } } });
    expect(container(service)).toMatchObject({
      EntryPoint: ['/app'],
      Command: ['--serve'],
      Environment: [{ Name: 'A', Value: '1' }, { Name: 'B', Value: '2' }],
      PortMappings: [{ ContainerPort: 8080, Protocol: 'tcp' }],
    });
  });

  test('secrets are read by their exact ARN, and only those', () => {
    const { service, role } = synthesize({}, {
      workload: {
        secrets: {
          TOKEN: SecretRef.of({ ecs: PARAMETER }), URL: SecretRef.of({ ecs: `${SECRET}:url::` }), USER: SecretRef.of({ ecs: `${SECRET}:user` }), ALL: SecretRef.of({ ecs: SECRET }),
        },
      },
    });
    expect(container(service).Secrets).toEqual([
      { Name: 'ALL', ValueFrom: SECRET },
      { Name: 'TOKEN', ValueFrom: PARAMETER },
      { Name: 'URL', ValueFrom: `${SECRET}:url::` },
      { Name: 'USER', ValueFrom: `${SECRET}:user::` },
    ]);
    const statements = ofType(service, 'AWS::IAM::Policy').flatMap((p) => p.Properties.PolicyDocument.Statement);
    expect(statements).toContainEqual({ Sid: 'ReadSecrets', Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: SECRET });
    expect(statements).toContainEqual({ Sid: 'ReadParameters', Effect: 'Allow', Action: 'ssm:GetParameters', Resource: PARAMETER });
    // the boundary lets the role have it
    expect(theOnly(role, 'AWS::IAM::ManagedPolicy').Properties.PolicyDocument.Statement).toContainEqual(
      { Sid: 'ReadSecrets', Effect: 'Allow', Action: ['secretsmanager:GetSecretValue'], Resource: [SECRET] },
    );
  });

  test('a private registry is read with its stored credential', () => {
    const pullSecret = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:ghcr-AbCdEf';
    const { service } = synthesize({}, { registry: { kind: 'ghcr', host: 'ghcr.io', repository: 'ghcr.io/acme/api', isPublic: false, pullSecret } });
    expect(container(service).RepositoryCredentials).toEqual({ CredentialsParameter: pullSecret });
  });

  test('roles are under the target\'s path, with the boundary, for ECS of this account only', () => {
    for (const { Properties } of ofType(synthesize({}, { rollout: Rollout.blueGreen() }).service, 'AWS::IAM::Role')) {
      expect(Properties.Path).toBe('/pipewright/production/');
      expect(Properties.PermissionsBoundary).toBe('arn:aws:iam::111122223333:policy/pipewright-api-production-boundary');
      expect(Properties.RoleName).toMatch(/^pipewright-api-production-(execution|task|infrastructure)$/);
    }
  });

  test('logs are kept', () => {
    expect(theOnly(synthesize().service, 'AWS::Logs::LogGroup')).toMatchObject({ Properties: { RetentionInDays: 90 }, DeletionPolicy: 'Retain' });
    expect(theOnly(synthesize({ logRetentionDays: 14 }).service, 'AWS::Logs::LogGroup').Properties.RetentionInDays).toBe(14);
  });

  test('ARM', () => {
    expect(theOnly(synthesize({ arm64: true }, { imagePlatforms: ['linux/arm64'] }).service, 'AWS::ECS::TaskDefinition').Properties.RuntimePlatform.CpuArchitecture).toBe('ARM64');
  });
});

describe('health', () => {
  test('the load balancer asks the path, the container runs the command', () => {
    const { platform, service } = synthesize({}, { workload: { healthCommand: ['/app', 'check'] } });
    for (const group of ofType(platform, 'AWS::ElasticLoadBalancingV2::TargetGroup')) {
      expect(group.Properties).toMatchObject({ HealthCheckPath: '/healthz', Matcher: { HttpCode: '200' } });
    }
    expect(container(service).HealthCheck.Command).toEqual(['CMD', '/app', 'check']);
  });

  test('without a load balancer the container asks itself, and the output says what that needs', () => {
    const { service, output } = synthesize({}, { workload: { ingress: Ingress.NONE } });
    expect(container(service).HealthCheck.Command).toEqual(['CMD-SHELL', 'wget -q --spider http://127.0.0.1:8080/healthz || exit 1']);
    expect(output.notes?.join(' ')).toContain('wget');
  });

  test('with a load balancer the image needs no wget', () => {
    expect(container(synthesize().service).HealthCheck).toBeUndefined();
  });
});

describe('replicas', () => {
  test('a fixed number is the service\'s', () => {
    const { service } = synthesize({}, { workload: { replicas: { min: 3, max: 3 } } });
    expect(serviceOf(service).DesiredCount).toBe(3);
    expect(ofType(service, 'AWS::ApplicationAutoScaling::ScalableTarget')).toEqual([]);
  });

  test('a range is the scaling\'s: no number that a deployment would reset', () => {
    const { service } = synthesize({}, { workload: { replicas: { min: 2, max: 6 } } });
    expect(serviceOf(service)).not.toHaveProperty('DesiredCount');
    expect(theOnly(service, 'AWS::ApplicationAutoScaling::ScalableTarget').Properties).toMatchObject({ MinCapacity: 2, MaxCapacity: 6 });
    expect(theOnly(service, 'AWS::ApplicationAutoScaling::ScalingPolicy').Properties.TargetTrackingScalingPolicyConfiguration).toEqual({
      PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' }, TargetValue: 70,
    });
    expect(ofType(service, 'AWS::IAM::Role').map((r) => r.Properties.RoleName)).toEqual(['pipewright-api-production-execution', 'pipewright-api-production-task']);
  });

  test('on CPU, memory and requests', () => {
    const { service } = synthesize({}, { workload: { replicas: { min: 2, max: 6 }, scaleOn: { cpuPercent: 50, memoryPercent: 80, requests: 900 } } });
    const targets = ofType(service, 'AWS::ApplicationAutoScaling::ScalingPolicy').map((p) => p.Properties.TargetTrackingScalingPolicyConfiguration);
    expect(targets.map((t) => [t.PredefinedMetricSpecification.PredefinedMetricType, t.TargetValue])).toEqual([
      ['ECSServiceAverageCPUUtilization', 50], ['ECSServiceAverageMemoryUtilization', 80], ['ALBRequestCountPerTarget', 900],
    ]);
    expect(targets[2].PredefinedMetricSpecification.ResourceLabel).toBe('{{resolve:ssm:/pipewright-api-production-platform/RequestLabel}}');
  });
});

describe('ingress', () => {
  const listeners = (template: Template) => ofType(template, 'AWS::ElasticLoadBalancingV2::Listener').map((l) => [l.Properties.Port, l.Properties.Protocol, l.Properties.DefaultActions[0].Type]);

  test('public without a certificate is HTTP only, and says so', () => {
    const { platform, warnings } = synthesize();
    expect(listeners(platform)).toEqual([[80, 'HTTP', 'fixed-response']]);
    expect(warnings.map((w) => w.ruleId)).toEqual(['target-ecs-certificate']);
  });

  test('with a certificate: TLS on 443, a redirect on 80', () => {
    const { platform, context } = synthesize({}, { certificate: CERTIFICATE, domain: 'api.example.com' });
    expect(context.problems).toEqual([]);
    expect(listeners(platform)).toEqual([[443, 'HTTPS', 'fixed-response'], [80, 'HTTP', 'redirect']]);
    const [https] = ofType(platform, 'AWS::ElasticLoadBalancingV2::Listener');
    expect(https.Properties).toMatchObject({ Certificates: [{ CertificateArn: CERTIFICATE }], SslPolicy: expect.stringContaining('TLS13') });
  });

  test('a zone gets the domain\'s record', () => {
    const { platform } = synthesize({ hostedZoneId: 'Z0123456789ABCDEFGHIJ' }, { certificate: CERTIFICATE, domain: 'api.example.com' });
    expect(theOnly(platform, 'AWS::Route53::RecordSet').Properties).toMatchObject({ Name: 'api.example.com', Type: 'A', HostedZoneId: 'Z0123456789ABCDEFGHIJ' });
  });

  test('internal: an internal load balancer in private subnets, for private ranges', () => {
    const { platform, context } = synthesize({}, { workload: { ingress: Ingress.INTERNAL } });
    expect(context.problems).toEqual([]);
    expect(theOnly(platform, 'AWS::ElasticLoadBalancingV2::LoadBalancer').Properties).toMatchObject({
      Scheme: 'internal', Subnets: ['subnet-0a1b2c3d4e5f60713', 'subnet-0a1b2c3d4e5f60714'], Name: 'api-production-int',
    });
    expect(JSON.stringify(ofType(platform, 'AWS::EC2::SecurityGroup').map((g) => g.Properties.SecurityGroupIngress))).not.toContain('0.0.0.0/0');
  });

  test('none: no load balancer, no way in', () => {
    const { platform, service, context } = synthesize({}, { workload: { ingress: Ingress.NONE, port: undefined, healthPath: undefined } });
    expect(context.problems).toEqual([]);
    expect(Object.values(platform.Resources).filter((r) => /ElasticLoad|Ingress/.test(r.Type))).toEqual([]);
    expect(serviceOf(service).LoadBalancers ?? []).toEqual([]);
  });

  test('a load balancer that exists gets one rule, and keeps its own security group', () => {
    const { platform, context } = synthesize({
      loadBalancer: EcsLoadBalancer.existing({
        listenerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/shared/0123456789abcdef/fedcba9876543210',
        securityGroupId: 'sg-0a1b2c3d4e5f60711',
        dnsName: 'shared.example.com',
        priority: 7,
        hosts: ['api.example.com'],
      }),
    });
    expect(context.problems).toEqual([]);
    expect(ofType(platform, 'AWS::ElasticLoadBalancingV2::LoadBalancer')).toEqual([]);
    expect(theOnly(platform, 'AWS::ElasticLoadBalancingV2::ListenerRule').Properties).toMatchObject({
      Priority: 7, Conditions: [{ Field: 'host-header', HostHeaderConfig: { Values: ['api.example.com'] } }],
    });
    expect(ofType(platform, 'AWS::EC2::SecurityGroupEgress')).toEqual([]);
  });
});

describe('network and cluster', () => {
  test('existing ones are imported by their ids, nothing is looked up', () => {
    const { platform, service } = synthesize({ existingCluster: 'shared' });
    expect(Object.values(platform.Resources).map((r) => r.Type).filter((t) => /VPC$|Subnet$|Cluster/.test(t))).toEqual([]);
    expect(serviceOf(service)).toMatchObject({
      Cluster: 'shared',
      ServiceName: 'api-production',
      NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED', Subnets: ['subnet-0a1b2c3d4e5f60713', 'subnet-0a1b2c3d4e5f60714'] } },
    });
  });

  test('a created cluster has insights', () => {
    expect(theOnly(synthesize().platform, 'AWS::ECS::Cluster').Properties).toMatchObject({
      ClusterName: 'pipewright-api-production', ClusterSettings: [{ Name: 'containerInsights', Value: 'enabled' }],
    });
  });

  test('a created network: tasks in private subnets behind one NAT gateway', () => {
    const { platform, service } = synthesize({ vpc: EcsVpc.create({ availabilityZones: ['eu-west-1a', 'eu-west-1b'], cidr: '10.7.0.0/16' }) });
    expect(theOnly(platform, 'AWS::EC2::VPC').Properties.CidrBlock).toBe('10.7.0.0/16');
    expect(ofType(platform, 'AWS::EC2::Subnet')).toHaveLength(4);
    expect(ofType(platform, 'AWS::EC2::NatGateway')).toHaveLength(1);
    expect(serviceOf(service).NetworkConfiguration.AwsvpcConfiguration).toMatchObject({
      AssignPublicIp: 'DISABLED',
      Subnets: ['{{resolve:ssm:/pipewright-api-production-platform/TaskSubnet0}}', '{{resolve:ssm:/pipewright-api-production-platform/TaskSubnet1}}'],
    });
  });

  test('without NAT tasks have public addresses, and the output says so', () => {
    const { service, output } = synthesize({ vpc: EcsVpc.create({ availabilityZones: ['eu-west-1a', 'eu-west-1b'], natGateways: 0 }) });
    expect(serviceOf(service).NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp).toBe('ENABLED');
    expect(output.notes?.[0]).toContain('public');
  });
});

describe('extension', () => {
  test('a user reaches the stack and its constructs', () => {
    const seen: string[] = [];
    const { service, errors } = synthesize({
      customize: {
        customizeService(stack) {
          seen.push(...stack.node.children.map((c: { node: { id: string } }) => c.node.id));
          stack.node.findChild('Service').node.defaultChild.addPropertyOverride('EnableExecuteCommand', true);
        },
      },
      customizePlatform: { customizePlatform: (stack) => stack.node.findChild('TaskSecurityGroup') },
    });
    expect(errors).toEqual([]);
    expect(seen).toEqual(expect.arrayContaining(['TaskDefinition', 'Service', 'TaskRole', 'ExecutionRole', 'Logs']));
    expect(serviceOf(service).EnableExecuteCommand).toBe(true);
  });

  test('what fails there is a problem, not a stack trace', () => {
    const { errors, output } = synthesize({ customize: { customizeService: (stack) => stack.node.findChild('Nothing') } });
    expect(errors).toMatchObject([{ ruleId: 'target-ecs-cdk', at: 'platform.customize', message: expect.stringContaining('Nothing') }]);
    expect(output.files).toEqual([]);
  });

  test('what the container may do is in its role and in the boundary', () => {
    const permission = { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::bucket/*'] };
    const { service, role } = synthesize({ taskPermissions: [permission] });
    expect(JSON.stringify(service)).toContain('s3:GetObject');
    expect(theOnly(role, 'AWS::IAM::ManagedPolicy').Properties.PolicyDocument.Statement).toContainEqual(
      { Sid: 'Task1', Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::bucket/*'] },
    );
  });
});

test('a template that needs a bucket says so', () => {
  const env = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`VARIABLE_${i}`, 'x'.repeat(250)]));
  expect(synthesize({}, { workload: { env } }).errors).toMatchObject([{ ruleId: 'target-ecs-template', at: 'platform.templateBucket' }]);
  expect(synthesize({ templateBucket: 'templates' }, { workload: { env } }).errors).toEqual([]);
});

test('the image comes from ECR, or from a registry that anybody may read', () => {
  expect(JSON.stringify(synthesize({}, { registry: ECR }).service)).toContain('ecr:BatchGetImage');
  const { service } = synthesize({}, { registry: { kind: 'ghcr', host: 'ghcr.io', repository: 'ghcr.io/acme/api', isPublic: true } });
  expect(JSON.stringify(service)).not.toMatch(/ecr:|RepositoryCredentials/);
});
