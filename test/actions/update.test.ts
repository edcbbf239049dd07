import { describe, expect, test } from 'vitest';
import { publish } from './action-repositories';
import { lookupAction } from '../../src/actions/catalogue';
import { formatLock, Lock, LockedPins, parseLock, withMove, withRelease } from '../../src/actions/lock';
import { Remote } from '../../src/actions/remote';
import { updatePins, verifyPins } from '../../src/actions/update';
import { repository } from '../write/repository';

const CHECKOUT = 'actions/checkout';
const OLD_ENOUGH = { minAgeDays: 7, now: Date.now() };
const catalogued = lookupAction(CHECKOUT)!;
const written = (action: string, sha: string, version?: string) => ({ action, sha, version, file: '.github/workflows/ci.yml', line: 1, column: 1 });

describe('update', () => {
  test('takes the newest release, by the commit behind an annotated tag', async () => {
    const base = repository();
    const shas = publish(base, CHECKOUT, [
      { tag: 'v99.0.0', daysOld: 30 }, { tag: 'v99.1.0', daysOld: 20, annotated: true }, { tag: 'v99', daysOld: 20 },
      { tag: 'v99.2.0-rc.1', daysOld: 10 }, { tag: 'nightly', daysOld: 9 },
    ]);
    const { changes, lock, problems } = await updatePins([CHECKOUT], {}, new Remote(base), OLD_ENOUGH);
    expect(problems).toEqual([]);
    expect(changes).toEqual([{ repository: CHECKOUT, from: catalogued.version, to: { version: 'v99.1.0', sha: shas['v99.1.0'] } }]);
    expect(new LockedPins(lock).pin(CHECKOUT)).toEqual({ version: 'v99.1.0', sha: shas['v99.1.0'] });
  });

  test('passes over a release that is too young, and says so', async () => {
    const base = repository();
    publish(base, CHECKOUT, [{ tag: 'v99.0.0', daysOld: 8 }, { tag: 'v99.1.0', daysOld: 6 }]);
    const { changes, problems } = await updatePins([CHECKOUT], {}, new Remote(base), OLD_ENOUGH);
    expect(changes.map((change) => change.to.version)).toEqual(['v99.0.0']);
    expect(problems).toMatchObject([{ ruleId: 'release-age', severity: 'warning' }]);
    const eager = await updatePins([CHECKOUT], {}, new Remote(base), { ...OLD_ENOUGH, minAgeDays: 5 });
    expect(eager.changes.map((change) => change.to.version)).toEqual(['v99.1.0']);
  });

  test('never goes back', async () => {
    const base = repository();
    publish(base, CHECKOUT, [{ tag: 'v1.0.0', daysOld: 30 }]);
    expect((await updatePins([CHECKOUT], {}, new Remote(base), OLD_ENOUGH)).changes).toEqual([]);
  });

  test('of one repository that cannot be reached is an error, the others are updated', async () => {
    const base = repository();
    publish(base, CHECKOUT, [{ tag: 'v99.0.0', daysOld: 30 }]);
    const { changes, problems } = await updatePins([CHECKOUT, 'acme/absent'], {}, new Remote(base), OLD_ENOUGH);
    expect(changes).toHaveLength(1);
    expect(problems).toMatchObject([{ ruleId: 'action-remote', severity: 'error', where: 'acme/absent' }]);
  });

  test('actions of one repository move together', () => {
    const pins = new LockedPins({ 'github/codeql-action': [{ version: 'v99.0.0', sha: 'a'.repeat(40) }] });
    expect(pins.pin('github/codeql-action/init')).toEqual(pins.pin('github/codeql-action/analyze'));
    expect(pins.pin('github/codeql-action/init')?.version).toBe('v99.0.0');
  });
});

describe('verify', () => {
  test('finds the release behind a commit, the exact one', async () => {
    const base = repository();
    const shas = publish(base, CHECKOUT, [{ tag: 'v99.0.0', daysOld: 1 }]);
    publish(base, 'acme/deploy', [{ tag: 'v2', daysOld: 1 }]);
    const { lock, changes } = await verifyPins([written(CHECKOUT, shas['v99.0.0'], 'v99')], {}, new Remote(base));
    expect(changes).toHaveLength(1);
    expect(lock[CHECKOUT]).toEqual([{ version: 'v99.0.0', sha: shas['v99.0.0'] }]);
  });

  test('refuses a commit that no tag points at, and one that its comment lies about', async () => {
    const base = repository();
    publish(base, CHECKOUT, [{ tag: 'v99.0.0', daysOld: 1 }]);
    const { lock, problems } = await verifyPins([written(CHECKOUT, 'b'.repeat(40), 'v99.0.0'), written(CHECKOUT, 'c'.repeat(40))], {}, new Remote(base));
    expect(lock).toEqual({});
    expect(problems.map((p) => p.message)).toEqual([expect.stringContaining('points at another commit'), expect.stringContaining('no tag of actions/checkout')]);
  });

  test('records nothing that is known', async () => {
    const base = repository();
    const shas = publish(base, CHECKOUT, [{ tag: 'v99.0.0', daysOld: 1 }]);
    const lock = withRelease({}, CHECKOUT, { version: 'v99.0.0', sha: shas['v99.0.0'] });
    expect((await verifyPins([written(CHECKOUT, shas['v99.0.0'])], lock, new Remote(base))).changes).toEqual([]);
  });
});

describe('the lock', () => {
  const sha = 'a'.repeat(40);

  test('reads what it wrote, one release a line, in order', () => {
    const lock = withRelease(withRelease({}, 'b/b', { version: 'v1.10.0', sha }), 'b/b', { version: 'v1.9.0', sha: 'b'.repeat(40) });
    const text = formatLock({ ...lock, 'a/a': [{ version: 'v1', sha }] });
    expect(text).toMatchInlineSnapshot(`
      "{
        "//": "Releases of actions beyond the catalogue of pipewright. Written by: npx pipewright actions --update, --verify",
        "actions": {
          "a/a": {
            "v1": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
          },
          "b/b": {
            "v1.9.0": "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
            "v1.10.0": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
          }
        }
      }
      "
    `);
    expect(formatLock(parseLock(text))).toBe(text);
  });

  test.each(['{}', '{"actions":[]}', '{"actions":{"a/b":{"v1":"abc"}}}', '{"actions":{"a/b":1}}', '{"actions":{"a/b":{"v1":{"sha":"abc"}}}}', `{"actions":{"a/b":{"v1":{"sha":"${'a'.repeat(40)}","replaces":["x"]}}}}`, 'oops'])('refuses %s', (text) => {
    expect(() => parseLock(text)).toThrow();
  });

  test('an older release than the catalogue\'s changes nothing', () => {
    expect(new LockedPins({ [CHECKOUT]: [{ version: 'v1.0.0', sha }] }).pin(CHECKOUT)?.sha).toBe(catalogued.sha);
  });

  test('what a program pins itself moves only where it was moved, as often as it was, and back', () => {
    const [v1, v2, v3] = ['a', 'b', 'c'].map((digit, i) => ({ version: `v${i + 1}.0.0`, sha: digit.repeat(40) }));
    const known = [v1, v2, v3].reduce((lock, release) => withRelease(lock, 'acme/deploy', release), {});
    const successor = (lock: Lock, from: { sha: string }) => new LockedPins(lock).successor('acme/deploy', from.sha)?.version;
    expect(successor(known, v1)).toBeUndefined();
    const once = withMove(known, 'acme/deploy', v1.sha, v2);
    const twice = withMove(once, 'acme/deploy', v2.sha, v3);
    expect([successor(once, v1), successor(twice, v1), successor(twice, v2), successor(twice, v3)]).toEqual(['v2.0.0', 'v3.0.0', 'v3.0.0', undefined]);
    const back = withMove(twice, 'acme/deploy', v3.sha, v2);
    expect([successor(back, v1), successor(back, v2), successor(back, v3)]).toEqual(['v2.0.0', undefined, 'v2.0.0']);
    expect(formatLock(parseLock(formatLock(twice)))).toBe(formatLock(twice));
    expect(withRelease(twice, 'acme/deploy', v2)).toEqual({ 'acme/deploy': expect.arrayContaining([{ ...v2, replaces: [v1.sha] }]) });
  });
});
