/**
 * Releases of actions that are known beyond the catalogue: found by `pipewright actions`, kept in the user's
 * repository. Only what stands here or in the catalogue is ever spread to other workflows.
 */
import { actionNames, lookupAction } from './catalogue';
import { Pin, Pins } from './pins';
import { compareVersions } from './version';

export const LOCK_FILE = '.github/pipewright.lock.json';
const NOTE = 'Releases of actions beyond the catalogue of pipewright. Written by: npx pipewright actions --update, --verify';

/** By repository (`actions/checkout`): every release that a tag of it was seen to point at. */
export type Lock = Readonly<Record<string, readonly Pin[]>>;

/** The repository of an action: `github/codeql-action/init` lives in `github/codeql-action`. */
export function repositoryOf(action: string): string {
  return action.split('/').slice(0, 2).join('/');
}

export function parseLock(text: string): Lock {
  const actions: unknown = (JSON.parse(text) as { actions?: unknown }).actions;
  if (typeof actions !== 'object' || actions === null || Array.isArray(actions)) throw new Error('it has no object "actions"');
  return Object.fromEntries(Object.entries(actions).map(([repository, releases]) => [repository, parseReleases(repository, releases)]));
}

function parseReleases(repository: string, releases: unknown): Pin[] {
  if (typeof releases !== 'object' || releases === null) throw new Error(`"${repository}" is no object`);
  return Object.entries(releases).map(([version, sha]) => {
    if (typeof sha !== 'string' || !/^[0-9a-f]{40}$/.test(sha)) throw new Error(`"${repository}" "${version}" is no commit of 40 hex digits`);
    return { version, sha };
  });
}

/** Sorted, one release a line: merges of two branches rarely conflict. */
export function formatLock(lock: Lock): string {
  const actions = Object.fromEntries(Object.keys(lock).sort().map((repository) => [
    repository,
    Object.fromEntries([...lock[repository]].sort((a, b) => compareVersions(a.version, b.version)).map((pin) => [pin.version, pin.sha])),
  ]));
  return `${JSON.stringify({ '//': NOTE, actions }, undefined, 2)}\n`;
}

/** The lock with one release more. */
export function withRelease(lock: Lock, repository: string, release: Pin): Lock {
  const others = (lock[repository] ?? []).filter((pin) => pin.sha !== release.sha && pin.version !== release.version);
  return { ...lock, [repository]: [...others, release] };
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

  /** What a program that pins a commit itself should use instead: a newer release that was verified, if there is one. */
  public successor(action: string, sha: string): Pin | undefined {
    const pinned = this.release(action, sha);
    const newest = this.pin(action);
    return pinned && newest && compareVersions(newest.version, pinned.version) > 0 ? newest : undefined;
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
