/** Tokens as GitHub writes them, and near misses of one. */
import type { Repository } from '../../src/app';
import { environmentSubject, ISSUER } from '../../src/trust/subject';

export interface Token {
  readonly iss: string;
  readonly aud: string;
  readonly sub: string;
  readonly repository_id: string;
  readonly repository_owner_id: string;
  readonly environment?: string;
  readonly ref: string;
}

export function token(repository: Repository, environment: string, aud: string, changes: Partial<Token> = {}): Token {
  return {
    iss: ISSUER, aud, sub: environmentSubject(repository, environment), repository_id: String(repository.id), repository_owner_id: String(repository.ownerId),
    environment, ref: 'refs/heads/main', ...changes,
  };
}

/** Every one of these must be refused where \`token(repository, environment, aud)\` is accepted. */
export function nearMisses(repository: Repository, environment: string, aud: string): Record<string, Token> {
  const of = (changes: Partial<Token>) => token(repository, environment, aud, changes);
  const other = (changes: Partial<Repository>) => ({ ...repository, ...changes });
  const from = (changed: Repository) => token(changed, environment, aud);
  return {
    'another environment': token(repository, 'preview', aud),
    'an environment whose name begins alike': token(repository, `${environment}-2`, aud),
    'no environment': of({ sub: environmentSubject(repository, environment).replace(/:environment:.*/, ':ref:refs/heads/main'), environment: undefined }),
    'a pull request': of({ sub: environmentSubject(repository, environment).replace(/:environment:.*/, ':pull_request'), environment: undefined, ref: 'refs/pull/1/merge' }),
    'a fork': from(other({ owner: 'mallory', ownerId: 666, id: 667 })),
    'another repository of the owner': from(other({ name: 'other', id: 8 })),
    'a renamed repository': of({ sub: environmentSubject(other({ name: 'renamed' }), environment) }),
    'a new repository under the old name': from(other({ id: 9 })),
    'a new owner under the old name': from(other({ ownerId: 9 })),
    'another issuer': of({ iss: 'https://token.example.com' }),
    'no audience': of({ aud: '' }),
    'another audience': of({ aud: 'sts.amazonaws.com' }),
    'letters in another case': of({ sub: environmentSubject(repository, environment).toUpperCase() }),
  };
}
