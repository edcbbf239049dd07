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

describe('a pin that the program wrote itself', () => {
  const NAME = 'acme/deploy';
  const uses = (sha: string) => `${CI.replace('Step.uses(\'actions/checkout\')', `Step.uses('${NAME}@${sha} # v1.0.0')`)}
const defined = Action.define({ name: '${NAME}', sha: '${sha}', version: 'v1.0.0', inputs: { to: {} } });
const other = new Pipeline(app, 'other', { triggers: [Trigger.manual()] });
new Job(other, 'look', { runner: Runner.UBUNTU_24_04, steps: [defined.step({ with: { to: 'x' } })] });
`.replace(/import \{/, 'import { Action,');
  const pins = (root: string) => [CI_YML, OTHER_YML].map((file) => /acme\/deploy@([0-9a-f]{40})(?: # (\S+))?/.exec(contents(root)[file])!.slice(1));

  async function start(releases: Parameters<typeof publish>[2]) {
    const base = repository();
    const shas = publish(base, NAME, releases);
    const root = repository({ 'pipeline.ts': uses(shas['v1.0.0']) });
    expect(await pipewright(root, 'synth', NO_TYPES)).toMatchObject({ code: 0, err: expect.not.stringContaining('error') });
    return { base, shas, root };
  }

  function bumpDeploy(root: string, file: string, sha: string, version: string): void {
    fs.chmodSync(path.join(root, file), 0o644);
    fs.writeFileSync(path.join(root, file), contents(root)[file].replace(/acme\/deploy@[0-9a-f]{40}(?: # \S+)?/, `${NAME}@${sha} # ${version}`));
  }

  test('and a bot bumped is refused until it is verified, then it is moved everywhere and stays moved', async () => {
    const { base, shas, root } = await start([{ tag: 'v1.0.0', daysOld: 30 }, { tag: 'v1.1.0', daysOld: 20 }, { tag: 'v2.0.0', daysOld: 10 }]);
    bumpDeploy(root, CI_YML, shas['v1.1.0'], 'v1.1.0');
    expect((await pipewright(root, 'synth', NO_TYPES)).err).toContain('[unknown-pin]');
    const verified = await pipewright(root, 'actions', '--verify', '--url', base, NO_TYPES);
    expect(verified).toMatchObject({ code: 0, out: expect.stringContaining('v1.1.0') });
    expect(await pipewright(root, 'synth', NO_TYPES)).toMatchObject({ code: 0 });
    expect(pins(root)).toEqual([[shas['v1.1.0'], 'v1.1.0'], [shas['v1.1.0'], 'v1.1.0']]);
    expect((await pipewright(root, 'synth', NO_TYPES)).out).toContain('nothing changed');

    // the next bump, of a file that is as it was generated; the program still says v1.0.0
    bumpDeploy(root, OTHER_YML, shas['v2.0.0'], 'v2.0.0');
    expect((await pipewright(root, 'actions', '--verify', '--url', base, NO_TYPES)).code).toBe(0);
    expect(await pipewright(root, 'synth', NO_TYPES)).toMatchObject({ code: 0 });
    expect(pins(root)).toEqual([[shas['v2.0.0'], 'v2.0.0'], [shas['v2.0.0'], 'v2.0.0']]);
  });

  test('is not undone in silence where the release is known already', async () => {
    const { base, shas, root } = await start([{ tag: 'v1.0.0', daysOld: 30 }, { tag: 'v1.1.0', daysOld: 20 }]);
    fs.writeFileSync(path.join(root, '.github/pipewright.lock.json'), JSON.stringify({ actions: { [NAME]: { 'v1.1.0': shas['v1.1.0'] } } }));
    bumpDeploy(root, CI_YML, shas['v1.1.0'], 'v1.1.0');
    const refused = await pipewright(root, 'synth', NO_TYPES);
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('[moved-pin]') });
    await pipewright(root, 'actions', '--verify', '--url', base, NO_TYPES);
    expect(await pipewright(root, 'synth', NO_TYPES)).toMatchObject({ code: 0 });
    expect(pins(root)[0][0]).toBe(shas['v1.1.0']);
  });

  test('goes where the program goes', async () => {
    const { base, shas, root } = await start([{ tag: 'v1.0.0', daysOld: 30 }, { tag: 'v1.1.0', daysOld: 20 }, { tag: 'v2.0.0', daysOld: 10 }]);
    bumpDeploy(root, CI_YML, shas['v1.1.0'], 'v1.1.0');
    await pipewright(root, 'actions', '--verify', '--url', base, NO_TYPES);
    fs.writeFileSync(path.join(root, 'pipeline.ts'), uses(shas['v2.0.0']));
    await pipewright(root, 'actions', '--verify', '--url', base, NO_TYPES);
    expect(await pipewright(root, 'synth', NO_TYPES)).toMatchObject({ code: 0 });
    expect(pins(root).map(([sha]) => sha)).toEqual([shas['v2.0.0'], shas['v2.0.0']]);
  });

  test('is moved by --update, to a release that is old enough', async () => {
    const { base, shas, root } = await start([{ tag: 'v1.0.0', daysOld: 30 }, { tag: 'v1.1.0', daysOld: 20 }, { tag: 'v2.0.0', daysOld: 2 }]);
    expect((await pipewright(root, 'actions', '--update', '--url', base, NO_TYPES)).out).toContain('v1.1.0');
    await pipewright(root, 'synth', NO_TYPES);
    expect(pins(root)).toEqual([[shas['v1.1.0'], 'v1.1.0'], [shas['v1.1.0'], 'v1.1.0']]);
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
