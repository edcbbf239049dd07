/** Names in Azure, derived from the repository and the target, the same in the bootstrap as in the job. */
import type { Repository } from '../../app';
import { derivedName } from '../../targets/support/names';
import type { PushPurpose } from '../../targets/target';

/** The longest name of a user-assigned identity is 128; this is what people can still read. */
const MAX_IDENTITY = 64;

export function identityName(repository: Repository | undefined, id: string, suffix: string): string {
  return derivedName([String(repository?.name ?? 'repository'), id, suffix], MAX_IDENTITY);
}

/** GitHub's variable that holds the client id of an environment's identity: Azure makes the id up when it creates the identity. */
export const CLIENT_ID_VARIABLE = 'AZURE_CLIENT_ID';

/** Several targets may share an environment, each with an identity of its own: the one that it is named after has the plain variable. */
export function clientIdVariable({ id, environment }: { readonly id: string; readonly environment: string }): string {
  return id === environment ? CLIENT_ID_VARIABLE : `${CLIENT_ID_VARIABLE}_${String(id).toUpperCase().replace(/[^A-Z0-9]+/g, '_')}`;
}

export function clientId(target: { readonly id: string; readonly environment: string }): string {
  return `\${{ vars.${clientIdVariable(target)} }}`;
}

/**
 * The variable of the identity that pushes. Releases are published in an environment of their own; a preview's images are pushed
 * and deployed in one, by two identities.
 */
export function pushClientIdVariable(purpose: PushPurpose | undefined): string {
  return purpose ? 'AZURE_PUSH_CLIENT_ID' : CLIENT_ID_VARIABLE;
}

export function pushClientId(purpose: PushPurpose | undefined): string {
  return `\${{ vars.${pushClientIdVariable(purpose)} }}`;
}
