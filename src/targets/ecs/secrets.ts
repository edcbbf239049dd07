/** Homes of secrets on ECS: an ARN in Secrets Manager or the Parameter Store. */

export interface EcsSecret {
  /** What ECS reads: the ARN, with the key and the version of a Secrets Manager secret. */
  readonly valueFrom: string;
  /** What the role needs to read. */
  readonly action: 'secretsmanager:GetSecretValue' | 'ssm:GetParameters';
  readonly resource: string;
}

// Secrets Manager puts six characters behind a secret's name; without them the ARN is a name's, not a secret's
const SECRETS_MANAGER = /^(arn:aws[\w-]*:secretsmanager:[\w-]+:\d{12}:secret:[\w/+=.@-]+-[A-Za-z0-9]{6})(?::([^:]*):([^:]*):([^:]*)|:([^:]+))?$/;
const PARAMETER = /^arn:aws[\w-]*:ssm:[\w-]+:\d{12}:parameter\/[\w./-]+$/;

export const SECRET_FORMS = [
  'arn:aws:secretsmanager:<region>:<account>:secret:<name>-<6 characters>[:<json key>:<version stage>:<version id>]',
  'arn:aws:ssm:<region>:<account>:parameter/<name>',
];

/** Reads an ARN; undefined where it is none that ECS takes. */
export function parseSecret(arn: unknown): EcsSecret | undefined {
  if (typeof arn !== 'string') return undefined;
  const match = SECRETS_MANAGER.exec(arn);
  if (match) {
    // ECS wants all three fields or none: `…:key` alone is completed
    const valueFrom = match[5] === undefined ? arn : `${arn}::`;
    return { valueFrom, action: 'secretsmanager:GetSecretValue', resource: match[1] };
  }
  return PARAMETER.test(arn) ? { valueFrom: arn, action: 'ssm:GetParameters', resource: arn } : undefined;
}
