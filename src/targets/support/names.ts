/** Names that are derived from the repository and the target, the same in the bootstrap as in the job. */
import { createHash } from 'node:crypto';

const HASH = 6;

/**
 * Parts joined to lower-case letters, digits and hyphens. A hash is added where the parts had to be
 * changed or cut, so that two targets never share a name by accident.
 */
export function derivedName(parts: readonly string[], max: number): string {
  const wanted = parts.join('-');
  const slug = slugOf(wanted);
  if (slug === wanted && slug.length <= max) return slug;
  const hash = createHash('sha256').update(wanted).digest('hex').slice(0, HASH);
  const start = slug.slice(0, max - HASH - 1).replace(/-+$/, '');
  return `${start}-${hash}`;
}

function slugOf(text: string): string {
  const slug = text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^[-0-9]+|-+$/g, '');
  return slug || 'x';
}
