/** What a `uses` refers to. */

export type Uses =
  | { readonly kind: 'action'; readonly owner: string; readonly repository: string; readonly path: string; readonly ref: string; readonly name: string }
  | { readonly kind: 'docker'; readonly image: string }
  | { readonly kind: 'local'; readonly path: string }
  | { readonly kind: 'invalid'; readonly why: string };

const cache = new Map<string, Uses>();

export function parseUses(text: string): Uses {
  let uses = cache.get(text);
  if (!uses) {
    if (cache.size > 10_000) cache.clear();
    cache.set(text, uses = parse(text));
  }
  return uses;
}

/** A full commit SHA: the only ref that nobody can move. */
export function isSha(ref: string): boolean {
  return /^[0-9a-f]{40}$/i.test(ref);
}

function parse(text: string): Uses {
  if (text.startsWith('docker://')) return { kind: 'docker', image: text.slice('docker://'.length) };
  if (text.startsWith('./') || text.startsWith('.\\') || text.startsWith('$/')) return { kind: 'local', path: text };
  const at = text.indexOf('@');
  if (at < 0) return { kind: 'invalid', why: 'it has no @ref' };
  const ref = text.slice(at + 1);
  const [owner, repository, ...rest] = text.slice(0, at).split(/[\\/]/);
  if (!owner || !repository) return { kind: 'invalid', why: 'it is not owner/repository@ref' };
  if (ref === '' || ref.includes('@')) return { kind: 'invalid', why: 'its ref is not valid' };
  const path = rest.join('/');
  return { kind: 'action', owner, repository, path, ref, name: [owner, repository, ...rest.filter((part) => part !== '')].join('/') };
}
