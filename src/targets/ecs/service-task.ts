/** The task: one container, its roles and its logs. */
import type { Stack, aws_ecs, aws_iam, aws_logs } from 'aws-cdk-lib';
import type { Cdk } from './cdk';
import { cpuUnits } from './limits';
import { readStatements, taskStatements } from './permissions';
import { EcsSettings, isPulledWithSecret } from './settings';

const MIN_TMPFS_MIB = 64;

export interface TaskParts {
  readonly image: string;
  readonly logs: aws_logs.LogGroup;
  readonly executionRole: aws_iam.Role;
  readonly taskRole: aws_iam.Role;
}

/**
 * The logs outlive the stack, but a preview's: they are the evidence when the first deployment fails and is rolled back. CloudFormation
 * makes the name up, so that what was kept never stands in the way of the next stack.
 */
export function addLogs(cdk: Cdk, stack: Stack, settings: EcsSettings): aws_logs.LogGroup {
  return new cdk.aws_logs.LogGroup(stack, 'Logs', {
    retention: settings.logRetentionDays,
    removalPolicy: settings.context.preview ? cdk.RemovalPolicy.DESTROY : cdk.RemovalPolicy.RETAIN,
  });
}

export function addRoles(cdk: Cdk, stack: Stack, settings: EcsSettings): { executionRole: aws_iam.Role; taskRole: aws_iam.Role } {
  const { aws_iam: iam } = cdk;
  const { names, account, region, partition, context } = settings;
  const role = (id: string, suffix: string, description: string) => new iam.Role(stack, id, {
    roleName: `${names.base}-${suffix}`,
    path: names.rolePath,
    description,
    permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyArn(stack, `${id}Boundary`, settings.boundaryArn),
    // of this account's tasks only: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
    assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': `arn:${partition}:ecs:${region}:${account}:*` },
      },
    }),
  });
  const executionRole = role('ExecutionRole', 'execution', `Starts the tasks of ${context.id}: image, secrets, logs`);
  const taskRole = role('TaskRole', 'task', `What the running container of ${context.id} may do`);
  for (const statement of readStatements(settings)) executionRole.addToPolicy(iam.PolicyStatement.fromJson(statement));
  for (const statement of taskStatements(settings)) taskRole.addToPolicy(iam.PolicyStatement.fromJson(statement));
  return { executionRole, taskRole };
}

export function addTaskDefinition(cdk: Cdk, stack: Stack, settings: EcsSettings, parts: TaskParts): aws_ecs.FargateTaskDefinition {
  const { aws_ecs: ecs } = cdk;
  const { workload } = settings.context;
  const task = new ecs.FargateTaskDefinition(stack, 'TaskDefinition', {
    family: settings.names.service,
    cpu: cpuUnits(workload.cpu),
    memoryLimitMiB: workload.memoryMiB,
    executionRole: parts.executionRole,
    taskRole: parts.taskRole,
    runtimePlatform: {
      cpuArchitecture: settings.arm64 ? ecs.CpuArchitecture.ARM64 : ecs.CpuArchitecture.X86_64,
      operatingSystemFamily: ecs.OperatingSystemFamily.LINUX,
    },
  });
  task.addContainer(workload.name, {
    image: image(cdk, stack, settings, parts.image),
    essential: true,
    entryPoint: workload.command && [...workload.command],
    command: workload.args && [...workload.args],
    environment: sorted(workload.env),
    secrets: secrets(settings),
    healthCheck: settings.containerCheck && { command: [...settings.containerCheck], startPeriod: cdk.Duration.seconds(30) },
    logging: ecs.LogDrivers.awsLogs({ logGroup: parts.logs, streamPrefix: workload.name }),
    portMappings: workload.port === undefined ? undefined : [{ containerPort: workload.port, name: 'http' }],
    readonlyRootFilesystem: settings.readonlyRootFilesystem,
    linuxParameters: linuxParameters(cdk, stack, settings),
    user: settings.user,
  });
  return task;
}

function image(cdk: Cdk, stack: Stack, settings: EcsSettings, uri: string): aws_ecs.ContainerImage {
  const pullSecret = settings.context.registry?.pullSecret;
  return cdk.aws_ecs.ContainerImage.fromRegistry(uri, {
    credentials: pullSecret && isPulledWithSecret(settings)
      ? cdk.aws_secretsmanager.Secret.fromSecretCompleteArn(stack, 'PullSecret', pullSecret)
      : undefined,
  });
}

/** The ARN exactly as it was given; the role's rights are written elsewhere, with nothing beyond them. */
function secrets(settings: EcsSettings): Record<string, aws_ecs.Secret> | undefined {
  const entries = Object.entries(sorted(settings.secrets));
  if (!entries.length) return undefined;
  return Object.fromEntries(entries.map(([name, secret]) => [
    name, { arn: secret.valueFrom, hasField: true, grantRead: () => undefined } as unknown as aws_ecs.Secret,
  ]));
}

function linuxParameters(cdk: Cdk, stack: Stack, settings: EcsSettings): aws_ecs.LinuxParameters {
  const { aws_ecs: ecs } = cdk;
  const parameters = new ecs.LinuxParameters(stack, 'LinuxParameters', { initProcessEnabled: true });
  if (settings.dropCapabilities.length) parameters.dropCapabilities(...(settings.dropCapabilities as aws_ecs.Capability[]));
  if (!settings.readonlyRootFilesystem) return parameters;
  // in memory, writable by any user (mode 1777): a bind mount would be writable by root only
  const size = Math.max(MIN_TMPFS_MIB, Math.floor(settings.context.workload.memoryMiB / 8));
  for (const containerPath of settings.writablePaths) parameters.addTmpfs({ containerPath, size });
  return parameters;
}

/** Keys in order, so that the order in which a program sets them changes nothing. */
function sorted<T>(values: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
}
