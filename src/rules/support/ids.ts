/** What GitHub takes as the id of a job or a step. */
const PATTERN = /^[A-Za-z_][A-Za-z0-9_-]*$/;
const SHORTER_THAN = 100;

export function idProblem(id: string): { readonly message: string; readonly fix: string } | undefined {
  if (!PATTERN.test(id)) return { message: `'${id}' is no id`, fix: 'use letters, digits, _ and -, and start with a letter or _' };
  if (id.length >= SHORTER_THAN) return { message: `an id has under ${SHORTER_THAN} characters; this has ${id.length}`, fix: 'shorten it' };
  if (id.startsWith('__')) return { message: `ids that start with __ are GitHub's own: '${id}'`, fix: 'rename it' };
  return undefined;
}
