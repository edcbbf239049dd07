/**
 * Releases of actions that are known beyond the catalogue: found by `pipewright actions`, kept in the user's
 * repository. Only what stands here or in the catalogue is ever spread to other workflows.
 */
import { actionNames, lookupAction } from './catalogue';
import { Pin, Pins } from './pins';
import { compareVersions } from './version';

export const LOCK_FILE = '.github/pipewright.lock.json';
const NOTE = 'Releases of actions beyond the catalogue of pipewright. Written by: npx pipewright actions --update, --verify';

/** A release, and the commits that a program pins itself and that were moved to it. */
export interface LockedRelease extends Pin {
  /** @default - none */
  readonly replaces?: readonly string[];
}

/** By repository (`actions/checkout`): every release that a tag of it was seen to point at. */
export type Lock = Readonly<Record<string, readonly LockedRelease[]>>;

/** The repository of an action: `github/codeql-action/init` lives in `github/codeql-action`. */
export function repositoryOf(action: string): string {
  return action.split('/').slice(0, 2).join('/');
}

export function parseLock(text: string): Lock {
  const actions: unknown = (JSON.parse(text) as { actions?: unknown }).actions;
  if (typeof actions !== 'object' || actions === null || Array.isArray(actions)) throw new Error('it has no object "actions"');
  return Object.fromEntries(Object.entries(actions).map(([repository, releases]) => [repository, parseReleases(repository, releases)]));
}

function parseReleases(repository: string, releases: unknown): LockedRelease[] {
  if (typeof releases !== 'object' || releases === null) throw new Error(`"${repository}" is no object`);
  return Object.entries(releases).map(([version, release]: [string, unknown]) => {
    const { sha, replaces } = typeof release === 'object' && release !== null ? release as { sha?: unknown; replaces?: unknown } : { sha: release, replaces: undefined };
    if (!isCommit(sha)) throw new Error(`"${repository}" "${version}" is no commit of 40 hex digits`);
    if (replaces === undefined) return { version, sha };
    if (!Array.isArray(replaces) || !replaces.every(isCommit)) throw new Error(`"${repository}" "${version}" replaces what is no list of commits`);
    return { version, sha, replaces };
  });
}

function isCommit(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{40}$/.test(value);
}

/** Sorted, one release a line: merges of two branches rarely conflict. */
export function formatLock(lock: Lock): string {
  const actions = Object.fromEntries(Object.keys(lock).sort().map((repository) => [
    repository,
    Object.fromEntries([...lock[repository]].sort((a, b) => compareVersions(a.version, b.version)).map(({ version, sha, replaces = [] }) => [version, replaces.length ? { sha, replaces } : sha])),
  ]));
  return `${JSON.stringify({ '//': NOTE, actions }, undefined, 2)}\n`;
}

/** The lock with one release more. */
export function withRelease(lock: Lock, repository: string, release: Pin): Lock {
  const isSame = (pin: Pin) => pin.sha === release.sha || pin.version === release.version;
  const known = lock[repository] ?? [];
  const replaces = known.find((pin) => pin.sha === release.sha)?.replaces;
  return { ...lock, [repository]: [...known.filter((pin) => !isSame(pin)), { version: release.version, sha: release.sha, ...(replaces && { replaces }) }] };
}

/** The lock that also moves a commit of the program's to another release. */
export function withMove(lock: Lock, repository: string, from: string, to: Pin): Lock {
  const releases = withRelease(lock, repository, to)[repository].map(({ version, sha, replaces = [] }) => {
    // whoever goes back to a release does not move on from it again
    const rest = replaces.filter((one) => one !== from && one !== to.sha);
    const all = sha === to.sha ? [...rest, from] : rest;
    return { version, sha, ...(all.length && { replaces: all }) };
  });
  return { ...lock, [repository]: releases };
}

/** The newest known release of each action: of the catalogue, or of the lock where that is newer. */
export class LockedPins implements Pins {
  constructor(private readonly lock: Lock) {}

  public pin(action: string): Pin | undefined {
    const known = [lookupAction(action), ...(this.lock[repositoryOf(action)] ?? [])].filter((pin) => pin !== undefined);
    const newest = known.reduce<Pin | undefined>((best, pin) => (!best || compareVersions(pin.version, best.version) > 0 ? pin : best), undefined);
    return newest && { sha: newest.sha, version: newest.version };
  }

  /** The newest known release of a repository, by any of its actions. */
  public newestOf(repository: string): Pin | undefined {
    const names = actionNames().filter((name) => repositoryOf(name) === repository);
    const pins = [repository, ...names].flatMap((name) => this.pin(name) ?? []);
    return pins.sort((a, b) => compareVersions(b.version, a.version))[0];
  }

  /** What a commit that the program itself pins was moved to, if it was: by a bot whose bump was verified, or by --update. */
  public successor(action: string, sha: string): Pin | undefined {
    const releases = this.lock[repositoryOf(action)] ?? [];
    const seen = new Set<string>();
    let last: Pin | undefined;
    for (let at = sha; !seen.has(at);) {
      seen.add(at);
      const next = releases.find((release) => release.replaces?.includes(at));
      if (!next) break;
      last = { sha: next.sha, version: next.version };
      at = next.sha;
    }
    return last;
  }

  /** The release that a commit is, where the catalogue or the lock knows it. */
  public release(action: string, sha: string): Pin | undefined {
    const repository = repositoryOf(action);
    const locked = this.lock[repository]?.find((pin) => pin.sha === sha);
    if (locked) return locked;
    const name = actionNames().find((other) => repositoryOf(other) === repository && lookupAction(other)?.sha === sha);
    const entry = name === undefined ? undefined : lookupAction(name);
    return entry && { sha: entry.sha, version: entry.version };
  }
}
