/** Commits of actions, their version comments and image digests, replaced by placeholders. */
export function hidePins(text: string): string {
  return text
    .replace(/@[0-9a-f]{40}( +# *v?[\w.-]+)?/g, '@<pin>')
    .replace(/sha256:[0-9a-f]{64}/g, 'sha256:<digest>');
}
