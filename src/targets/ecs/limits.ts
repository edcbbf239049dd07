/** What Fargate, ECS, IAM and the load balancer accept. */
import type { SizeRow } from '../support/size-table';

const GIB = 1024;

function row(cpu: number, min: number, max: number, step: number): SizeRow {
  return { cpu: { min: cpu, max: cpu, step: cpu }, memory: { min, max, step } };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size */
export const FARGATE_SIZES: readonly SizeRow[] = [
  row(0.25, 0.5 * GIB, 0.5 * GIB, 0.5 * GIB),
  row(0.25, GIB, 2 * GIB, GIB),
  row(0.5, GIB, 4 * GIB, GIB),
  row(1, 2 * GIB, 8 * GIB, GIB),
  row(2, 4 * GIB, 16 * GIB, GIB),
  row(4, 8 * GIB, 30 * GIB, GIB),
  row(8, 16 * GIB, 60 * GIB, 4 * GIB),
  row(16, 32 * GIB, 120 * GIB, 8 * GIB),
];

/** CPU units of a number of vCPU. */
export function cpuUnits(cpu: number): number {
  return Math.round(cpu * 1024);
}

/** Days that CloudWatch Logs accepts. */
export const RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** CloudFormation takes larger templates from S3 only. */
export const MAX_TEMPLATE_BYTES = 51_200;

/** `aws cloudformation deploy` gives up after 120 polls, 30 seconds apart. */
export const MAX_ROLLOUT_SECONDS = 3600;

export const MAX_BAKE_MINUTES = 1440;

export interface NameLimit {
  readonly pattern: RegExp;
  readonly allowed: string;
}

export const LIMITS = {
  service: { pattern: /^[A-Za-z0-9_-]{1,255}$/, allowed: '1 to 255 letters, digits, hyphens and underscores' },
  stack: { pattern: /^[A-Za-z][A-Za-z0-9-]{0,127}$/, allowed: '1 to 128 letters, digits and hyphens, a letter first' },
  role: { pattern: /^[\w+=,.@-]{1,64}$/, allowed: '1 to 64 letters, digits and +=,.@_-' },
  loadBalancer: {
    pattern: /^(?!internal-)[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/,
    allowed: '1 to 32 letters, digits and hyphens, no hyphen at an end, not `internal-…`',
  },
} as const satisfies Record<string, NameLimit>;

export const PATTERNS = {
  account: /^\d{12}$/,
  region: /^[a-z]{2}(-[a-z]+)+-\d$/,
  vpc: /^vpc-[0-9a-f]{8,17}$/,
  subnet: /^subnet-[0-9a-f]{8,17}$/,
  securityGroup: /^sg-[0-9a-f]{8,17}$/,
  cidr: /^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/,
  certificate: /^arn:aws[\w-]*:acm:([\w-]+):\d{12}:certificate\/[\w-]+$/,
  listener: /^arn:aws[\w-]*:elasticloadbalancing:[\w-]+:\d{12}:listener\/app\/[\w-]+\/[0-9a-f]+\/[0-9a-f]+$/,
  policy: /^arn:aws[\w-]*:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/,
  key: /^arn:aws[\w-]*:kms:[\w-]+:\d{12}:key\/[\w-]+$/,
  bucket: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
  hostedZone: /^Z[A-Z0-9]{1,31}$/,
  user: /^[\w-]+(:[\w-]+)?$/,
} as const;
