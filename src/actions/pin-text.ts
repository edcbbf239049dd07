/** A pin as people copy it from a workflow: the commit, and behind it the release that it is. */

export interface WrittenPin {
  /** `owner/repo@<commit>`. */
  readonly uses: string;
  /** `v1.2.3`. @default - nobody says */
  readonly release?: string;
}

/** `owner/repo@<40 hex digits> # v1.2.3` in its two parts; anything else is left as it is. */
export function readPin(text: string): WrittenPin {
  const match = /^(\S+@[0-9a-f]{40})\s+#\s*(\S+)\s*$/i.exec(text);
  return match ? { uses: match[1], release: match[2] } : { uses: text };
}

/** How the commits of an action's releases are found. */
export function listReleases(action: string): string {
  return `git ls-remote --tags https://github.com/${action.split('/').slice(0, 2).join('/')}`;
}
