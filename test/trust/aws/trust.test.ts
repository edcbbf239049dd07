/** Reads the trust policies that are emitted, and shows whom they let in. */
import { describe, expect, test } from 'vitest';
import { accepts, Claims } from './evaluate';
import { Repository, SubjectFormat } from '../../../src/app';
import { awsAccountBootstrap, eksBootstrap, PolicyDocument } from '../../../src/trust/aws';
import { environmentSubject } from '../../../src/trust/subject';
import { fakeContext } from '../../targets/context';
import { synthesize } from '../../targets/ecs/ecs';

const IMMUTABLE: Repository = { owner: 'acme', name: 'api', ownerId: 1234567, id: 7654321 };
const LEGACY: Repository = { ...IMMUTABLE, subjectFormat: SubjectFormat.LEGACY };

function tokenOf(repository: Repository, changes: Claims = {}): Claims {
  return {
    aud: 'sts.amazonaws.com',
    sub: environmentSubject(repository, 'production'),
    repository_id: String(repository.id),
    ref: 'refs/heads/main',
    ...changes,
  };
}

const deployRole = (template: any): PolicyDocument => template.Resources.DeployRole.Properties.AssumeRolePolicyDocument;

const POLICIES: [string, (repository: Repository, refs?: string[]) => PolicyDocument][] = [
  ['ECS', (repository, refs = ['refs/heads/main']) => {
    return deployRole(synthesize({}, { repository, subject: environmentSubject(repository, 'production'), refs }).role);
  }],
  ['EKS', (repository, refs = ['refs/heads/main']) => {
    const context = fakeContext({ repository, subject: environmentSubject(repository, 'production'), refs });
    return deployRole(eksBootstrap(context, { account: '111122223333', region: 'eu-west-1', clusterName: 'c', namespace: 'n' }).files[0].content);
  }],
  ['ECR push', (repository, refs = ['refs/heads/main']) => {
    const need = { cloud: 'aws', account: '111122223333', kind: 'ecr-push', region: 'eu-west-1', repository: 'api', environment: 'production', refs } as const;
    const [, push] = awsAccountBootstrap('111122223333', [need], repository).files;
    return (push.content as any).Resources.PushRole.Properties.AssumeRolePolicyDocument;
  }],
];

describe.each(POLICIES)('%s', (_, policyOf) => {
  describe.each([['immutable', IMMUTABLE], ['legacy', LEGACY]] as const)('%s subject', (format, repository) => {
    const policy = policyOf(repository);
    const other = format === 'legacy' ? IMMUTABLE : LEGACY;

    test('accepts the job of the environment on the branch', () => {
      expect(accepts(policy, tokenOf(repository))).toBe(true);
    });

    test.each<[string, Claims]>([
      ['another branch', { ref: 'refs/heads/feature' }],
      ['a branch whose name starts the same', { ref: 'refs/heads/main2' }],
      ['a tag of the branch\'s name', { ref: 'refs/tags/main' }],
      ['a pull request', { ref: 'refs/pull/1/merge', sub: environmentSubject(repository, 'production').replace(/:environment.*/, ':pull_request') }],
      ['no environment', { sub: environmentSubject(repository, 'production').replace(/:environment.*/, ':ref:refs/heads/main') }],
      ['another environment', { sub: environmentSubject(repository, 'staging') }],
      ['an environment whose name starts the same', { sub: environmentSubject(repository, 'production-2') }],
      ['an environment in other case', { sub: environmentSubject(repository, 'Production') }],
      ['a fork', tokenOf({ ...repository, owner: 'mallory', ownerId: 666, id: 999 })],
      ['a fork with the same numbers in its names', { sub: environmentSubject({ ...repository, owner: 'mallory' }, 'production') }],
      ['another repository of the owner', tokenOf({ ...repository, name: 'api2', id: 8 })],
      ['the repository after it was renamed', { sub: environmentSubject({ ...repository, name: 'renamed' }, 'production') }],
      ['a new repository under the old name', { repository_id: '31337' }],
      ['the other format of the subject', { sub: environmentSubject(other, 'production') }],
      ['a subject that is a pattern', { sub: 'repo:acme/*' }],
      ['another audience', { aud: 'https://github.com/acme' }],
      ['no audience', { aud: undefined }],
      ['no subject', { sub: undefined }],
      ['no ref', { ref: undefined }],
      ['no repository number', { repository_id: undefined }],
    ])('refuses %s', (__, changes) => {
      expect(accepts(policy, { ...tokenOf(repository), ...changes })).toBe(false);
    });
  });

  test('the subject is never a pattern', () => {
    expect(JSON.stringify(policyOf(IMMUTABLE))).not.toContain('*');
  });

  test('tags are a pattern of the ref alone', () => {
    const policy = policyOf(IMMUTABLE, ['refs/heads/main', 'refs/tags/v*']);
    expect(accepts(policy, tokenOf(IMMUTABLE))).toBe(true);
    expect(accepts(policy, tokenOf(IMMUTABLE, { ref: 'refs/tags/v1.2.3' }))).toBe(true);
    expect(accepts(policy, tokenOf(IMMUTABLE, { ref: 'refs/heads/v1' }))).toBe(false);
    expect(accepts(policy, tokenOf(IMMUTABLE, { ref: 'refs/heads/main2' }))).toBe(false);
  });
});
