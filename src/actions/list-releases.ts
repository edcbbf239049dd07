/** How the commits of an action's releases are found. */
export function listReleases(action: string): string {
  return `git ls-remote --tags https://github.com/${action.split('/').slice(0, 2).join('/')}`;
}
