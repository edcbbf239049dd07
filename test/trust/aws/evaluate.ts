/** A small reader of IAM trust policies: does a token with these claims get in? */
import type { PolicyDocument, Statement } from '../../../src/trust/aws';

export type Claims = Readonly<Record<string, string | undefined>>;

const PREFIX = 'token.actions.githubusercontent.com:';

export function accepts(document: PolicyDocument, claims: Claims): boolean {
  return document.Statement.some((s) => s.Effect === 'Allow' && s.Action === 'sts:AssumeRoleWithWebIdentity' && meets(s, claims));
}

function meets(statement: Statement, claims: Claims): boolean {
  return Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => {
      if (!key.startsWith(PREFIX)) throw new Error(`unknown condition key ${key}`);
      const value = claims[key.slice(PREFIX.length)];
      return value !== undefined && [wanted].flat().some((w) => test(operator, value, w));
    }),
  );
}

function test(operator: string, value: string, wanted: string): boolean {
  if (operator === 'StringEquals') return value === wanted;
  if (operator !== 'StringLike') throw new Error(`unknown operator ${operator}`);
  const pattern = wanted.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.');
  return new RegExp(`^${pattern}$`).test(value);
}
