// The service of examples/shop on ECS as cdk-pipelines-github deploys it.
import { App, Duration, Stack, Stage, aws_ec2 as ec2, aws_ecs as ecs, aws_elasticloadbalancingv2 as elb, aws_logs as logs } from 'aws-cdk-lib';
import { ShellStep } from 'aws-cdk-lib/pipelines';
import { AwsCredentials, GitHubWorkflow } from 'cdk-pipelines-github';
import { Construct } from 'constructs';

const env = { account: '111122223333', region: 'eu-west-1' };
const IMAGE = `111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop@sha256:${'0'.repeat(64)}`;

class ServiceStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id, { env });
    const vpc = ec2.Vpc.fromVpcAttributes(this, 'Vpc', {
      vpcId: 'vpc-0a1b2c3d4e5f60718',
      availabilityZones: ['eu-west-1a', 'eu-west-1b'],
      publicSubnetIds: ['subnet-0a1b2c3d4e5f60711', 'subnet-0a1b2c3d4e5f60712'],
      privateSubnetIds: ['subnet-0a1b2c3d4e5f60713', 'subnet-0a1b2c3d4e5f60714'],
    });
    const cluster = new ecs.Cluster(this, 'Cluster', { vpc });
    const taskDefinition = new ecs.FargateTaskDefinition(this, 'Task', { cpu: 512, memoryLimitMiB: 1024 });
    taskDefinition.addContainer('shop', {
      image: ecs.ContainerImage.fromRegistry(IMAGE),
      environment: { LOG_LEVEL: 'info' },
      portMappings: [{ containerPort: 8000 }],
      readonlyRootFilesystem: true,
      logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'shop', logGroup: new logs.LogGroup(this, 'Logs') }),
    });
    const service = new ecs.FargateService(this, 'Service', {
      cluster, taskDefinition, minHealthyPercent: 100, maxHealthyPercent: 200, circuitBreaker: { enable: true, rollback: true },
    });
    const loadBalancer = new elb.ApplicationLoadBalancer(this, 'LoadBalancer', { vpc, internetFacing: true });
    const listener = loadBalancer.addListener('Listener', { port: 80 });
    listener.addTargets('Service', { port: 8000, protocol: elb.ApplicationProtocol.HTTP, targets: [service], healthCheck: { path: '/healthz' } });
    const scaling = service.autoScaleTaskCount({ minCapacity: 2, maxCapacity: 6 });
    scaling.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 70, scaleInCooldown: Duration.minutes(5) });
  }
}

class Service extends Stage {
  constructor(scope: Construct, id: string) {
    super(scope, id, { env });
    new ServiceStack(this, 'Shop');
  }
}

// a validator that cdk-pipelines-github has on; the bench also measures without it
const app = new App({ builtinCloudFormationValidation: process.env.BENCH_VALIDATION !== 'off' });
const pipeline = new GitHubWorkflow(app, 'Pipeline', {
  synth: new ShellStep('Build', { commands: ['npm ci', 'npm test', 'npx cdk synth'] }),
  awsCreds: AwsCredentials.fromOpenIdConnect({ gitHubActionRoleArn: 'arn:aws:iam::111122223333:role/deploy' }),
});
pipeline.addStage(new Service(app, 'Production'));
app.synth();
