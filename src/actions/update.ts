/** Finds newer releases of actions, and vouches for commits that somebody else put into a workflow. */
import { Lock, LockedPins, repositoryOf, withRelease } from './lock';
import type { WrittenPin } from './lock-file';
import { Pin } from './pins';
import { Remote, releasesAt, Tag } from './remote';
import { compareVersions, isExact } from './version';
import { Problem } from '../problem';

export interface Change {
  readonly repository: string;
  readonly from?: string;
  readonly to: Pin;
}

export interface Outcome {
  readonly lock: Lock;
  readonly changes: readonly Change[];
  readonly problems: readonly Problem[];
}

const DAY_MS = 24 * 60 * 60 * 1000;
const AT_ONCE = 6;

/** The newest release of each repository that is old enough. */
export async function updatePins(
  repositories: readonly string[], lock: Lock, remote: Remote, options: { readonly minAgeDays: number; readonly now: number },
): Promise<Outcome> {
  const current = new LockedPins(lock);
  const results = await inParallel(repositories, async (repository): Promise<Partial<Outcome>> => {
    try {
      const known = current.newestOf(repository);
      const tags = newerReleases(await remote.tags(repository), known);
      const tag = await firstOldEnough(repository, tags, remote, options);
      const notes = tag !== tags[0] && tags[0] ? [young(repository, tags[0], options.minAgeDays)] : [];
      return { problems: notes, changes: tag ? [{ repository, from: known?.version, to: { sha: tag.sha, version: tag.name } }] : [] };
    } catch (error) {
      return { problems: [unreachable(repository, error as Error)] };
    }
  });
  return collect(lock, results);
}

function newerReleases(tags: readonly Tag[], known: Pin | undefined): Tag[] {
  return tags.filter((tag) => isExact(tag.name) && (!known || compareVersions(tag.name, known.version) > 0) && tag.sha !== known?.sha)
    .sort((a, b) => compareVersions(b.name, a.name));
}

async function firstOldEnough(
  repository: string, tags: readonly Tag[], remote: Remote, { minAgeDays, now }: { minAgeDays: number; now: number },
): Promise<Tag | undefined> {
  for (const tag of tags) {
    if (minAgeDays === 0 || now - await remote.commitTime(repository, tag) >= minAgeDays * DAY_MS) return tag;
  }
  return undefined;
}

/** Looks for the release behind each pin; a commit that no tag points at is an error, and so is a tag that moved. */
export async function verifyPins(pins: readonly WrittenPin[], lock: Lock, remote: Remote): Promise<Outcome> {
  const known = new LockedPins(lock);
  const byRepository = group(pins);
  const results = await inParallel([...byRepository], async ([repository, written]): Promise<Partial<Outcome>> => {
    try {
      const tags = await remote.tags(repository);
      return collect({}, distinct(written).map((pin) => verify(pin, repository, tags, known)));
    } catch (error) {
      return { problems: [unreachable(repository, error as Error)] };
    }
  });
  return collect(lock, results);
}

function group(pins: readonly WrittenPin[]): Map<string, WrittenPin[]> {
  const groups = new Map<string, WrittenPin[]>();
  for (const pin of pins) {
    const repository = repositoryOf(pin.action);
    groups.set(repository, [...(groups.get(repository) ?? []), pin]);
  }
  return groups;
}

function distinct(pins: readonly WrittenPin[]): WrittenPin[] {
  return [...new Map(pins.map((pin) => [pin.sha, pin])).values()];
}

function verify(pin: WrittenPin, repository: string, tags: readonly Tag[], known: LockedPins): Partial<Outcome> {
  const releases = releasesAt(tags, pin.sha);
  if (releases.length === 0) return { problems: [untagged(pin, repository, tags)] };
  const version = pin.version !== undefined && releases.includes(pin.version) ? pin.version : releases[0];
  if (known.release(pin.action, pin.sha)) return {};
  return { changes: [{ repository, from: known.newestOf(repository)?.version, to: { sha: pin.sha, version } }] };
}

function collect(lock: Lock, results: readonly Partial<Outcome>[]): Outcome {
  const changes = results.flatMap((result) => result.changes ?? []);
  return {
    lock: changes.reduce((next, change) => withRelease(next, change.repository, change.to), lock),
    changes,
    problems: results.flatMap((result) => result.problems ?? []),
  };
}

function untagged(pin: WrittenPin, repository: string, tags: readonly Tag[]): Problem {
  const claimed = tags.find((tag) => tag.name === pin.version);
  return {
    ruleId: 'unknown-pin',
    severity: 'error',
    where: pin.file,
    message: claimed
      ? `the tag ${claimed.name} of ${repository} points at another commit, ${claimed.sha}: it was moved, or the pin was made up`
      : `no tag of ${repository} points at this commit, so it is no release`,
    value: `${pin.action}@${pin.sha}${pin.version ? ` # ${pin.version}` : ''}`,
    fix: 'restore the file from git; npx pipewright actions --update finds releases',
  };
}

function young(repository: string, tag: Tag, days: number): Problem {
  return {
    ruleId: 'release-age',
    severity: 'warning',
    where: repository,
    message: `${tag.name} is younger than ${days} days and was passed over`,
    fix: 'wait, or lower --min-age',
  };
}

function unreachable(repository: string, error: Error): Problem {
  return { ruleId: 'action-remote', severity: 'error', where: repository, message: `its tags cannot be read: ${error.message}`, fix: 'check the name and the network, and run again' };
}

/** Few at a time: a server does not like a hundred at once. */
async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array(items.length);
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index]);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
  return results;
}
