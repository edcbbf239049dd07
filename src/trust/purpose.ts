/** Identities that push images: pull requests never push as what publishes releases. */
import type { PushPurpose } from '../targets/target';

/** Name of the identity within its account: `push`, `preview-push`. */
export function pushName(purpose: PushPurpose | undefined): string {
  return purpose ? `${purpose}-push` : 'push';
}

/** Needs that share an identity. */
export function byPurpose<T extends { readonly purpose?: PushPurpose }>(needs: readonly T[]): { readonly purpose: PushPurpose | undefined; readonly needs: readonly T[] }[] {
  const purposes = [...new Set(needs.map((need) => need.purpose))].sort((a, b) => pushName(b).localeCompare(pushName(a)));
  return purposes.map((purpose) => ({ purpose, needs: needs.filter((need) => need.purpose === purpose) }));
}
