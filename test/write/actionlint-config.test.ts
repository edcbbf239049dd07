import * as fs from 'fs';
import * as path from 'path';
import { describe, expect, test } from 'vitest';
import { contents, generated, repository } from './repository';
import { actionlintLabels, mergeActionlintConfig } from '../../src/write/actionlint-config';
import { writeFiles } from '../../src/write/write-files';

describe('runner labels in actionlint.yaml', () => {
  test('make a file where there is none', () => {
    expect(mergeActionlintConfig(undefined, ['gpu', 'big', 'gpu'])).toBe('self-hosted-runner:\n  labels:\n    - big\n    - gpu\n');
  });

  test('join the user\'s own, comments and order kept', () => {
    const own = '# ours\nself-hosted-runner:\n  # the big ones\n  labels:\n    - linux-xl # in the cellar\nconfig-variables: null # any\n';
    expect(mergeActionlintConfig(own, ['gpu', 'linux-xl'])).toBe(own.replace('cellar\n', 'cellar\n    - gpu\n'));
  });

  test.each([
    ['a flow sequence', 'self-hosted-runner: { labels: [a] }\n', ['a', 'b']],
    ['a section without labels', 'self-hosted-runner:\nconfig-variables: [A]\n', ['b']],
    ['an empty list', 'self-hosted-runner:\n  labels: []\n', ['b']],
    ['only a comment', '# nothing yet\n', ['b']],
  ])('join %s', (_, own, expected) => {
    const merged = mergeActionlintConfig(own, ['b']);
    expect(actionlintLabels(merged)).toEqual(expected);
    if (own.startsWith('#')) expect(merged).toContain(own.trim());
  });

  test('nothing to add changes nothing', () => {
    const own = 'self-hosted-runner: {labels:   [b]}   # odd spaces\r\n';
    expect(mergeActionlintConfig(own, ['b'])).toBe(own);
  });

  test.each(['self-hosted-runner: [oops\n', '- a list\n', 'self-hosted-runner: text\n'])('what cannot be read stays: %j', (own) => {
    expect(mergeActionlintConfig(own, ['b'])).toBe(own);
  });

  test('a user\'s file is merged into when writing, under either name, and never removed', () => {
    const ours = generated('.github/actionlint.yaml', 'self-hosted-runner:\n  labels:\n    - gpu\n');
    const root = repository({ '.github/actionlint.yml': '# mine\nself-hosted-runner:\n  labels:\n    - a\n' });
    expect(writeFiles(root, [ours], { from: 'pipeline.ts' }).written).toEqual(['.github/actionlint.yml']);
    expect(contents(root)['.github/actionlint.yml']).toBe('# mine\nself-hosted-runner:\n  labels:\n    - a\n    - gpu\n');
    expect(fs.statSync(path.join(root, '.github/actionlint.yml')).mode & 0o200).toBe(0o200);
    expect(writeFiles(root, [ours], { from: 'pipeline.ts' }).unchanged).toEqual(['.github/actionlint.yml']);
    expect(writeFiles(root, [], { from: 'pipeline.ts' }).removed).toEqual([]);
  });
});
