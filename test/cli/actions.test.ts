import * as fs from 'fs';
import * as path from 'path';
import { describe, expect, test } from 'vitest';
import { pipewright, pipewrightWith } from './command-line';
import { CI, NO_TYPES } from './programs';
import { publish } from '../actions/action-repositories';
import { contents, repository } from '../write/repository';

const CI_YML = '.github/workflows/ci.yml';
const OTHER_YML = '.github/workflows/other.yml';
const TWO = `${CI}
const other = new Pipeline(app, 'other', { triggers: [Trigger.manual()] });
new Job(other, 'look', { runner: Runner.UBUNTU_24_04, steps: [Step.uses('actions/checkout')] });
`;

async function synthesized(): Promise<string> {
  const root = repository({ 'pipeline.ts': TWO });
  expect((await pipewright(root, 'synth', NO_TYPES)).code).toBe(0);
  return root;
}

/** What Dependabot does: another commit and another comment, in one file. */
function bump(root: string, sha: string, version: string): void {
  const file = path.join(root, CI_YML);
  fs.chmodSync(file, 0o644);
  fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(/actions\/checkout@[0-9a-f]{40} # \S+/, `actions/checkout@${sha} # ${version}`));
}

describe('a pin that a bot bumped', () => {
  test('is an error until its release is found, then it is used everywhere', async () => {
    const base = repository();
    const { 'v99.1.0': sha } = publish(base, 'actions/checkout', [{ tag: 'v99.1.0', daysOld: 1 }]);
    const root = await synthesized();
    bump(root, sha, 'v99.1.0');
    const before = contents(root);

    const refused = await pipewright(root, 'synth', NO_TYPES);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('[unknown-pin]');
    expect(refused.err).toContain('npx pipewright actions --verify');
    expect(contents(root)).toEqual(before);

    const verified = await pipewrightWith({ PIPEWRIGHT_ACTIONS_URL: base }, root, 'actions', '--verify', NO_TYPES);
    expect(verified.out).toContain('v99.1.0');
    expect((await pipewright(root, 'synth', NO_TYPES)).code).toBe(0);
    for (const file of [CI_YML, OTHER_YML]) expect(contents(root)[file]).toContain(`actions/checkout@${sha} # v99.1.0`);
    expect((await pipewright(root, 'synth', NO_TYPES)).out).toContain('nothing changed');
  });

  test('to a commit without a tag is never spread', async () => {
    const base = repository();
    publish(base, 'actions/checkout', [{ tag: 'v99.1.0', daysOld: 1 }]);
    const root = await synthesized();
    bump(root, 'b'.repeat(40), 'v99.1.0');
    const { code, err } = await pipewright(root, 'actions', '--verify', '--url', base, NO_TYPES);
    expect(code).toBe(1);
    expect(err).toContain('points at another commit');
    expect((await pipewright(root, 'synth', NO_TYPES)).code).toBe(1);
    expect(contents(root)[OTHER_YML]).not.toContain('b'.repeat(40));
  });

  test('a newer catalogue is no bump: pins that nobody touched are simply replaced', async () => {
    const root = await synthesized();
    const lock = `{"actions":{"actions/checkout":{"v99.0.0":"${'c'.repeat(40)}"}}}`;
    fs.writeFileSync(path.join(root, '.github/pipewright.lock.json'), lock);
    expect((await pipewright(root, 'synth', NO_TYPES)).code).toBe(0);
    fs.rmSync(path.join(root, '.github/pipewright.lock.json')); // what the lock knew is unknown now, but nobody bumped it
    expect((await pipewright(root, 'synth', NO_TYPES)).code).toBe(0);
    expect(contents(root)[CI_YML]).not.toContain('c'.repeat(40));
  });
});

describe('actions', () => {
  test('lists what is used', async () => {
    const root = await synthesized();
    const { out } = await pipewright(root, 'actions', NO_TYPES);
    expect(out).toMatch(/^actions\/checkout {2}v\d+\.\d+\.\d+ {2}[0-9a-f]{40}$/);
    expect(JSON.parse((await pipewright(root, 'actions', '--json', NO_TYPES)).out)).toMatchObject([{ action: 'actions/checkout', known: true }]);
  });

  test('--update moves to the newest release that is old enough, by the next synthesis', async () => {
    const base = repository();
    const shas = publish(base, 'actions/checkout', [{ tag: 'v99.0.0', daysOld: 8 }, { tag: 'v99.1.0', daysOld: 2 }]);
    const root = await synthesized();
    const updated = await pipewright(root, 'actions', '--update', '--url', base, NO_TYPES);
    expect(updated).toMatchObject({ code: 0, out: expect.stringContaining('v99.0.0'), err: expect.stringContaining('[release-age]') });
    await pipewright(root, 'synth', NO_TYPES);
    expect(contents(root)[CI_YML]).toContain(`actions/checkout@${shas['v99.0.0']} # v99.0.0`);
    expect((await pipewright(root, 'actions', '--update', '--min-age', '0', '--url', base, NO_TYPES)).out).toContain('v99.1.0');
  });

  test('a broken lock is an error of its own', async () => {
    const root = repository({ 'pipeline.ts': CI, '.github/pipewright.lock.json': 'oops' });
    expect((await pipewright(root, 'synth', NO_TYPES)).err).toContain('[action-lock]');
  });
});
