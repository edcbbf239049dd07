/**
 * Kubernetes expands `$(NAME)` in env values, commands and arguments, and makes `$` of `$$`.
 * A workload's strings mean themselves on every platform, so what would be changed is escaped.
 */
export function literal(text: string): string {
  return /\$[($]/.test(text) ? text.replace(/\$/g, () => '$$') : text;
}
