/** `pipewright diff` against the working tree, and against a commit. */
import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { pipewright } from './command-line';
import { CI, CI_CHANGED, NO_TYPES } from './programs';
import { repository } from '../write/repository';

const git = (root: string, ...args: string[]) => execFileSync('git', ['-C', root, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { stdio: 'pipe' });

/** The workflows of `CI` are committed, those of `CI_CHANGED` are written. */
async function changed(): Promise<string> {
  const root = repository({ 'pipeline.ts': CI, '.github/\u00e9 note.txt': 'a\n\nb' });
  await pipewright(root, 'synth', NO_TYPES);
  git(root, 'init', '--quiet', '--initial-branch', 'main');
  git(root, 'add', '--all');
  // a submodule has no text
  git(root, 'update-index', '--add', '--cacheinfo', '160000,1234567890123456789012345678901234567890,.github/module');
  git(root, 'commit', '--quiet', '--message', 'first');
  const { writeFileSync } = await import('node:fs');
  writeFileSync(`${root}/pipeline.ts`, CI_CHANGED);
  return root;
}

describe('diff', async () => {
  const root = await changed();
  const diff = async (...args: string[]) => pipewright(root, 'diff', NO_TYPES, ...args);

  test('against the working tree, which is the commit as long as nothing is written', async () => {
    const tree = await diff();
    expect(tree.code).toBe(1);
    expect(tree.out).toContain('- job publish');
    expect(tree.out).toContain('permissions.contents: read → write  WIDENED');
    expect((await diff('--against', 'main')).out).toBe(tree.out);
  });

  test('against a commit, when everything is written', async () => {
    const before = await diff('--against', 'HEAD', '--json');
    await pipewright(root, 'synth', NO_TYPES);
    expect(await diff()).toMatchObject({ code: 0, out: expect.stringContaining('nothing would change') });
    expect((await diff('--against', 'HEAD', '--json')).out).toBe(before.out);
    expect(await diff('--markdown')).toMatchObject({ code: 0, out: expect.stringContaining('Nothing: the pipelines') });
  });

  test('a commit that git does not know', async () => {
    expect(await diff('--against', 'nowhere')).toMatchObject({ code: 2, err: expect.stringContaining('--against nowhere: git knows no such commit') });
  });
});
