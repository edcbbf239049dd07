/** Props + context → settings. Everything that is wrong is reported; a harmless value stands in for it. */
import { awsBaseName, awsCloudFormationRole, awsDeployRole, partitionOf, rolePath } from '../../trust/aws';
import { isRecord } from '../../values';
import { Input, Report } from '../support/input';
import type { TargetContext } from '../target';
import { LIMITS, NameLimit, PATTERNS, RETENTION_DAYS } from './limits';
import { ofPreview } from './preview';
import type { EcsNames, EcsPermission, EcsPlatformProps, IEcsCustomization, IEcsPlatformCustomization } from './props';
import { readLoadBalancer } from './read-load-balancer';
import { readNetwork } from './read-network';
import { EcsSecret, parseSecret, SECRET_FORMS } from './secrets';
import type { EcsNameSet, EcsSettings } from './settings';
import { nearest } from '../../nearest';

const RULE = 'target-ecs-props';

const PLATFORM_KEYS: readonly (keyof EcsPlatformProps)[] = [
  'account', 'region', 'vpc', 'existingCluster', 'loadBalancer', 'certificateArn', 'hostedZoneId', 'permissionsBoundary', 'logRetentionDays',
  'testListenerPort', 'testListenerAllowFrom', 'testBeforeTraffic', 'alarms', 'arm64', 'readonlyRootFilesystem', 'writablePaths', 'user',
  'dropCapabilities', 'healthCheckGraceSeconds', 'taskPermissions', 'deployPermissions', 'secretKeyArns', 'templateBucket', 'names', 'customize',
  'customizePlatform',
];
const NAME_KEYS: readonly (keyof EcsNames)[] = ['platformStack', 'serviceStack', 'cluster', 'service', 'deployRole', 'cloudFormationRole'];

/** From plain JavaScript nobody else tells: a misspelt key would be lost. */
function checkKeys(values: Readonly<Record<string, unknown>>, known: readonly string[], at: string, report: Report): void {
  for (const key of Object.keys(values).filter((k) => !known.includes(k))) {
    report({ ruleId: RULE, at: `${at}.${key}`, message: 'there is no such key', value: key, allowed: known, nearest: nearest(key, known) });
  }
}

export function readSettings(props: unknown, context: TargetContext, report: Report): EcsSettings {
  const values = isRecord(props) ? props : {};
  checkKeys(values, PLATFORM_KEYS, 'platform', report);
  if (isRecord(values.names)) checkKeys(values.names, NAME_KEYS, 'platform.names', report);
  const input = new Input(props, report, RULE, 'platform');
  const account = input.text('account', { pattern: PATTERNS.account, allowed: 'an account number of 12 digits, as a text' });
  const region = input.text('region', { pattern: PATTERNS.region, allowed: 'a region such as eu-west-1' });
  const partition = partitionOf(region);
  const network = readNetwork(values.vpc, region, context.workload.ingress, report);
  const existingCluster = input.optionalText('existingCluster', LIMITS.service);
  const given = new Input(input.record('names') ?? {}, report, 'target-name', 'platform.names');
  const role = { account, region, repository: context.repository, target: context.id };
  const boundary = input.optionalText('permissionsBoundary', { pattern: PATTERNS.policy, allowed: 'the ARN of an IAM policy' });
  const names = readNames(given, context, existingCluster, report);
  return {
    context,
    account,
    region,
    partition,
    names,
    network,
    deployRole: awsDeployRole({ ...role, roleName: given.optionalText('deployRole', LIMITS.role) }),
    cloudFormationRole: awsCloudFormationRole({ ...role, roleName: given.optionalText('cloudFormationRole', LIMITS.role) }),
    boundaryArn: boundary ?? `arn:${partition}:iam::${account}:policy/${names.boundary}`,
    ownBoundary: boundary === undefined,
    clusterExists: existingCluster !== undefined,
    loadBalancer: readLoadBalancer(values, context, network, region, report),
    secrets: readSecrets(context, report),
    ...readContainer(input, values, context, report),
    ...readOperation(input, values, report),
  };
}

function readNames(given: Input, context: TargetContext, existingCluster: string | undefined, report: Report): EcsNameSet {
  const target = awsBaseName(context.repository, context.id);
  const base = awsBaseName(context.repository, context.id, context.preview?.suffix);
  const workload = String(context.workload.name);
  const own = (key: keyof EcsNames, limit: NameLimit) => ofPreview(given.optionalText(key, limit), limit, context, `platform.names.${key}`, report);
  return {
    base,
    platformStack: own('platformStack', LIMITS.stack) ?? `${base}-platform`,
    serviceStack: own('serviceStack', LIMITS.stack) ?? `${base}-service`,
    bootstrapStack: `${target}-bootstrap`,
    cluster: existingCluster ?? own('cluster', LIMITS.service) ?? base,
    // several targets may share a cluster that exists, and services of one cluster have different names
    service: own('service', LIMITS.service) ?? (existingCluster === undefined ? workload : `${workload}-${context.id}`),
    rolePath: rolePath(context.id),
    boundary: `${target}-boundary`,
  };
}

function readContainer(input: Input, values: Readonly<Record<string, unknown>>, context: TargetContext, report: Report) {
  const { healthCommand, healthPath, port } = context.workload;
  const balanced = context.workload.ingress !== 'none';
  // without a load balancer nobody else would ask for the path
  const own = healthPath !== undefined && port !== undefined && !balanced
    ? ['CMD-SHELL', `wget -q --spider http://127.0.0.1:${port}${healthPath} || exit 1`]
    : undefined;
  return {
    containerCheck: healthCommand ? ['CMD', ...healthCommand] : own,
    arm64: input.flag('arm64', false),
    readonlyRootFilesystem: input.flag('readonlyRootFilesystem', true),
    writablePaths: input.texts('writablePaths', { pattern: /^\/./, allowed: 'absolute paths' }) ?? ['/tmp'],
    user: input.optionalText('user', { pattern: PATTERNS.user, allowed: 'a user or user:group' }),
    dropCapabilities: input.texts('dropCapabilities', { pattern: /^[A-Z_]+$/, allowed: 'ALL, or names such as NET_RAW' }) ?? ['ALL'],
    healthCheckGraceSeconds: input.integer('healthCheckGraceSeconds', 60, 0, 2_147_483_647),
    taskPermissions: permissions(values, 'taskPermissions', report),
    secretKeyArns: input.texts('secretKeyArns', { pattern: PATTERNS.key, allowed: 'ARNs of KMS keys' }) ?? [],
  };
}

function readOperation(input: Input, values: Readonly<Record<string, unknown>>, report: Report) {
  const logRetentionDays = input.integer('logRetentionDays', 90, 1, 3653);
  if (!RETENTION_DAYS.includes(logRetentionDays)) {
    const near = [...RETENTION_DAYS].sort((a, b) => Math.abs(a - logRetentionDays) - Math.abs(b - logRetentionDays)).slice(0, 2);
    report({
      ruleId: RULE,
      at: 'platform.logRetentionDays',
      message: 'CloudWatch Logs does not know this retention',
      value: logRetentionDays,
      allowed: RETENTION_DAYS.map(String),
      nearest: near.map(String),
    });
  }
  return {
    logRetentionDays,
    testBeforeTraffic: input.flag('testBeforeTraffic', false),
    alarms: input.texts('alarms') ?? [],
    deployPermissions: permissions(values, 'deployPermissions', report),
    templateBucket: input.optionalText('templateBucket', { pattern: PATTERNS.bucket, allowed: 'the name of an S3 bucket' }),
    customize: hook<IEcsCustomization>(values, 'customize', 'customizeService', report),
    customizePlatform: hook<IEcsPlatformCustomization>(values, 'customizePlatform', 'customizePlatform', report),
  };
}

function hook<T>(values: Readonly<Record<string, unknown>>, key: string, method: string, report: Report): T | undefined {
  const value = values[key] as Record<string, unknown> | undefined | null;
  if (value === undefined || value === null) return undefined;
  if (typeof value[method] === 'function') return value as T;
  report({ ruleId: RULE, at: `platform.${key}`, message: `\`${key}\` has no method \`${method}\``, allowed: [`{ ${method}(stack) { … } }`] });
  return undefined;
}

function permissions(values: Readonly<Record<string, unknown>>, key: string, report: Report): EcsPermission[] {
  const list = values[key];
  if (list === undefined) return [];
  const texts = (value: unknown) => Array.isArray(value) && value.length > 0 && value.every((v) => typeof v === 'string' && v !== '');
  if (Array.isArray(list) && list.every((p) => isRecord(p) && texts(p.actions) && texts(p.resources))) return list as EcsPermission[];
  report({ ruleId: RULE, at: `platform.${key}`, message: `\`${key}\` is not valid`, value: list, allowed: ['[{ actions: [\'s3:GetObject\'], resources: [\'arn:aws:s3:::bucket/*\'] }]'] });
  return [];
}

function readSecrets(context: TargetContext, report: Report): Record<string, EcsSecret> {
  const secrets: Record<string, EcsSecret> = {};
  for (const [name, ref] of Object.entries(context.workload.secrets)) {
    const arn = ref?.homes?.ecs;
    const secret = parseSecret(arn);
    if (secret) {
      secrets[name] = secret;
    } else {
      report({
        ruleId: 'secret-home',
        at: `workload.secrets.${name}`,
        value: arn,
        allowed: SECRET_FORMS,
        message: arn === undefined ? 'the secret has no home on ECS' : 'the secret\'s home on ECS is not a full ARN',
        fix: `${name}: SecretRef.of({ ecs: 'arn:aws:secretsmanager:…' })`,
      });
    }
  }
  return secrets;
}
