/** The `sub` of a workflow's OIDC token. https://docs.github.com/actions/reference/security/oidc */
import { Repository, SubjectFormat } from '../app';

export const ISSUER = 'https://token.actions.githubusercontent.com';

/** Which of the two formats a repository emits. */
export function subjectFormat(repository: Repository): SubjectFormat {
  const bothIds = repository.ownerId !== undefined && repository.id !== undefined;
  return repository.subjectFormat ?? (bothIds ? SubjectFormat.IMMUTABLE : SubjectFormat.LEGACY);
}

/** The one subject of a job in an environment; never a wildcard. */
export function environmentSubject(repository: Repository, environment: string): string {
  const { owner, name, ownerId, id } = repository;
  const subject = subjectFormat(repository) === SubjectFormat.IMMUTABLE ? `${owner}@${ownerId}/${name}@${id}` : `${owner}/${name}`;
  // GitHub escapes a colon within a claim
  return `repo:${subject}:environment:${environment.replaceAll(':', '%3A')}`;
}
