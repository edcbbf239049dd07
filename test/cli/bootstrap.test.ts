import * as path from 'path';
import { describe, expect, test } from 'vitest';
import { pipewright } from './command-line';
import { CI, NO_TYPES } from './programs';
import { repository } from '../write/repository';

const SHOP = path.join(__dirname, '..', '..', 'examples', 'shop');
const bootstrap = (...args: string[]) => pipewright(SHOP, 'bootstrap', NO_TYPES, ...args);

describe('bootstrap', () => {
  test('prints what to run once: the environments first, because accounts set their variables, then each target', async () => {
    const { code, out } = await bootstrap();
    expect(code).toBe(0);
    const titles = out.split('\n').filter((line) => line.startsWith('# =='));
    expect(titles).toEqual(['# == environments of the repository', '# == aws account 111122223333, once', '# == target staging', '# == target production']);
    for (const line of out.split('\n\n').flatMap((section) => section.split('\n'))) expect(line).not.toMatch(/undefined|\[object/);
  });

  test('of one target, with what it needs', async () => {
    const sections = JSON.parse((await bootstrap('production', '--json')).out) as { id: string; commands: object[] }[];
    expect(sections.map(({ id }) => id)).toEqual(['github', 'aws-111122223333', 'production']);
    for (const { commands } of sections) expect(commands.length).toBeGreaterThan(0);
  });

  test('of one that does not exist, with the nearest', async () => {
    expect(await bootstrap('prodution')).toMatchObject({ code: 2, err: expect.stringContaining('did you mean production?') });
  });

  test('of an app that deploys nothing', async () => {
    const { code, out } = await pipewright(repository({ 'pipeline.ts': CI }), 'bootstrap', NO_TYPES);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('nothing to bootstrap') });
  });
});
