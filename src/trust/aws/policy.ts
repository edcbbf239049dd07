/** IAM statements and the trust in GitHub's tokens, as plain data. */
import { identityProviderArn, OIDC_HOST } from './names';
import type { Repository } from '../../app';

export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: unknown;
  readonly Action: readonly string[] | string;
  readonly Resource?: readonly string[] | string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

export function policy(statements: readonly Statement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}

export function allow(Sid: string, Action: readonly string[], Resource: readonly string[] | string, Condition?: Statement['Condition']): Statement {
  return { Sid, Effect: 'Allow', Action, Resource, ...(Condition && { Condition }) };
}

export interface GithubTrust {
  readonly account: string;
  readonly partition?: string;
  readonly repository: Repository | undefined;
  /** Exact subjects; never a pattern. */
  readonly subjects: readonly string[];
  /** Full refs; a pattern ends in `*`. Empty: any ref. */
  readonly refs: readonly string[];
}

/**
 * Who may assume a role: jobs with exactly these subjects, of the repository by its number, on these refs.
 * The environment within the subject is what GitHub's reviewers and branch policies protect; the ref is tested here as
 * well, so that a loosened branch policy alone opens nothing.
 */
export function githubTrust(trust: GithubTrust): PolicyDocument {
  const claim = (name: string) => `${OIDC_HOST}:${name}`;
  const exactRefs = trust.refs.every((ref) => !/[*?]/.test(ref));
  const id = trust.repository?.id;
  return policy([{
    Effect: 'Allow',
    Principal: { Federated: identityProviderArn(trust.account, trust.partition) },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: {
        [claim('aud')]: 'sts.amazonaws.com',
        [claim('sub')]: one(trust.subjects),
        ...(id !== undefined && { [claim('repository_id')]: String(id) }),
        ...(trust.refs.length > 0 && exactRefs && { [claim('ref')]: one(trust.refs) }),
      },
      ...(!exactRefs && { StringLike: { [claim('ref')]: one(trust.refs) } }),
    },
  }]);
}

function one(values: readonly string[]): string | readonly string[] {
  const unique = [...new Set(values)];
  return unique.length === 1 ? unique[0] : unique;
}
