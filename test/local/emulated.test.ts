/** Actions with a meaning on this machine. */
import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { describe, expect, test } from 'vitest';
import { folder, run, steps } from './local';
import { satisfies } from '../../src/local/emulated/version-range';
import { glob } from '../../src/local/glob';
import { hashFiles } from '../../src/local/hash-files';

function git(root: string, ...args: string[]): string {
  const result = spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'init.defaultBranch=main', ...args], { cwd: root, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(result.stderr);
  return result.stdout.trim();
}

describe('checkout', () => {
  const repository = () => {
    const root = folder({ 'a.txt': 'old', '.gitignore': 'ignored\n', 'ignored': 'x', 'sub/run.sh': '#!/bin/sh\necho runs\n', 'gone': '' });
    fs.chmodSync(path.join(root, 'sub/run.sh'), 0o755);
    git(root, 'init', '-q');
    git(root, 'add', '.');
    git(root, 'commit', '-qm', 'first');
    git(root, 'remote', 'add', 'origin', root);
    fs.writeFileSync(path.join(root, 'a.txt'), 'changed');
    fs.writeFileSync(path.join(root, 'new file.txt'), 'new');
    fs.rmSync(path.join(root, 'gone'));
    return root;
  };

  test('a copy of the working tree: changes and new files, nothing ignored, with history and no remote', async () => {
    const root = repository();
    const { told, result } = await run(steps(`
- run: ls -A
- uses: actions/checkout@v7
- run: ls -A; cat a.txt; echo; sub/run.sh; git status --short; git log --format=%s; git remote; test "$(git rev-parse HEAD)" = "$GITHUB_SHA" && echo same
- run: echo broken > a.txt; touch left; git commit -qam oops 2>&1 | head -1
`), { root });
    expect(told.lines.slice(0, 12)).toEqual(['.git', '.gitignore', 'a.txt', 'new file.txt', 'sub', 'changed', 'runs', ' M a.txt', ' D gone', '?? "new file.txt"', 'first', 'same']);
    expect(result.jobs[0].legs[0].steps[1]).toMatchObject({ kind: 'emulated', reason: 'a copy of the working tree, 4 files' });
    expect(fs.readFileSync(path.join(root, 'a.txt'), 'utf8')).toBe('changed');
    expect(fs.existsSync(path.join(root, 'left'))).toBe(false);
    expect(git(root, 'log', '--format=%s')).toBe('first');
  });

  test('in place: the tree itself', async () => {
    const root = repository();
    const { told } = await run(steps('- uses: actions/checkout@v7\n- run: cat ignored; touch left'), { root, inPlace: true });
    expect(told.lines).toEqual(['x']);
    expect(fs.existsSync(path.join(root, 'left'))).toBe(true);
  });

  test('outside of git, all files; into a folder; another repository is not fetched', async () => {
    const { told, steps: outcomes } = await run(steps(`
- uses: actions/checkout@v7
  with: { path: inner }
- uses: actions/checkout@v7
  with: { repository: other/one, path: other }
- run: ls; ls inner
`), { files: { 'x/y': '1', 'z': '2' } });
    expect(told.lines).toEqual(['inner', 'x', 'z']);
    expect(outcomes).toEqual(['success', 'skipped', 'success']);
  });
});

describe('artifacts', () => {
  const yaml = (upload: string, download: string) => `
jobs:
  up:
    runs-on: ubuntu-24.04
    steps:
      - run: mkdir -p out/deep .hidden; echo 1 > out/a.txt; echo 2 > out/deep/b.txt; echo 3 > out/c.log; echo 4 > .hidden/h; echo 5 > single
${upload.replace(/^/gm, '      ')}
  down:
    needs: up
    runs-on: ubuntu-24.04
    steps:
${download.replace(/^/gm, '      ')}
      - run: find . -type f | sort
`;
  const up = (inputs: string) => `- uses: actions/upload-artifact@v7\n  with: { ${inputs} }`;
  const down = (inputs: string) => `- uses: actions/download-artifact@v8\n  with: { ${inputs} }`;

  test.each([
    ['a folder, from its own root', 'name: n, path: out', 'name: n', ['./a.txt', './c.log', './deep/b.txt']],
    ['a wildcard', 'name: n, path: out/**/*.txt', 'name: n', ['./a.txt', './deep/b.txt']],
    ['several paths, from their common folder', 'name: n, path: "out/deep/b.txt\\nsingle"', 'name: n', ['./out/deep/b.txt', './single']],
    ['one file alone', 'name: n, path: out/deep/b.txt', 'name: n, path: to', ['./to/b.txt']],
    ['an exclusion', 'name: n, path: "out\\n!out/**/*.log"', 'name: n', ['./a.txt', './deep/b.txt']],
    ['hidden files, on request', 'name: n, path: .hidden, include-hidden-files: true', 'name: n', ['./h']],
    ['all of a pattern, each in its folder', 'name: res-1, path: single', 'pattern: res-*, path: all', ['./all/res-1/single']],
    ['merged', 'name: res-1, path: single', 'pattern: res-*, path: all, merge-multiple: true', ['./all/single']],
  ])('%s', async (_, upload, download, files) => {
    const { told } = await run(yaml(up(upload), down(download)));
    expect(told.lines).toEqual(files);
  });

  test('what GitHub refuses is refused', async () => {
    const twice = await run(yaml(`${up('name: n, path: single')}\n${up('name: n, path: out')}`, down('name: n')), { job: 'up' });
    expect(twice.steps).toEqual(['success', 'success', 'failure']);
    const nothing = await run(yaml(`${up('name: n, path: none')}\n${up('name: m, path: none, if-no-files-found: error')}`, down('name: n')), { job: 'up' });
    expect(nothing.steps).toEqual(['success', 'success', 'failure']);
    const missing = await run(yaml(up('name: n, path: single'), down('name: m')), { job: 'down' });
    expect(missing.result.jobs[1].legs[0].steps[0]).toMatchObject({ outcome: 'failure', reason: 'there is no artifact named m in this run; there are n' });
    const hidden = await run(yaml(up('path: .hidden'), down('name: n')), { job: 'up' });
    expect(hidden.told.lines.at(-1)).toMatch(/^warning: No files were found/);
  });

  test('are kept where a folder is named', async () => {
    const artifacts = folder();
    const { result } = await run(yaml(up('name: n, path: out'), down('name: n')), { artifacts, job: 'up' });
    expect(result.artifacts).toEqual({ n: 3 });
    expect(fs.readFileSync(path.join(artifacts, 'n/deep/b.txt'), 'utf8')).toBe('2\n');
  });
});

describe('caches', () => {
  const yaml = steps(`
- uses: actions/checkout@v7
- uses: actions/cache@v5
  id: c
  with: { path: deps, key: "k-\${{ hashFiles('lock') }}", restore-keys: k- }
- run: echo "hit=\${{ steps.c.outputs.cache-hit }} $(cat deps/x 2>/dev/null)"; mkdir -p deps; cp lock deps/x
`);

  test('none are kept unless a folder is named', async () => {
    const { told, steps: outcomes } = await run(yaml, { files: { lock: '1' } });
    expect(told.lines).toEqual(['hit= ']);
    expect(outcomes).toEqual(['success', 'skipped', 'success']);
  });

  test('restored by key, then by prefix; saved after a success', async () => {
    const cache = folder();
    const lines = async (lock: string) => (await run(yaml, { cache, files: { lock } })).told.lines[0];
    expect(await lines('1')).toBe('hit= ');
    expect(await lines('1')).toBe('hit=true 1');
    expect(await lines('2')).toBe('hit=false 1');
    expect(await lines('2')).toBe('hit=true 2');
  });
});

describe('toolchains', () => {
  test('an installed one fits, or it is said that it does not', async () => {
    const major = process.versions.node.split('.')[0];
    const { result } = await run(steps(`
- uses: actions/setup-node@v6
  with: { node-version: '${major}' }
- uses: actions/setup-node@v6
  with: { node-version: '4' }
- uses: oven-sh/setup-bun@v2
`), { environment: { PATH: `${path.dirname(process.execPath)}:/usr/bin:/bin`, HOME: '/nonexistent' } });
    expect(result.jobs[0].legs[0].steps.map(({ outcome, reason }) => `${outcome}: ${reason}`)).toEqual([
      `success: Node.js ${process.versions.node} (this machine)`,
      `success: Node.js ${process.versions.node} (this machine); 4 was asked for and is not installed`,
      'failure: Bun is not installed on this machine',
    ]);
  });

  test('Python is a virtual environment, so that the person\'s own packages stay as they are', async ({ skip }) => {
    if (spawnSync('python3', ['-c', 'import venv, ensurepip']).status !== 0) skip('python3 with venv is not installed');
    const { told, result } = await run(steps(`
- uses: actions/setup-python@v7
  id: py
- run: python -c 'import os, sys; print(sys.prefix != sys.base_prefix, sys.prefix == os.environ["pythonLocation"])'
- run: test "$(command -v python)" = "\${{ steps.py.outputs.python-path }}" && echo same
`));
    expect(told.lines).toEqual(['True True', 'same']);
    expect(result.jobs[0].legs[0].steps[0].reason).toMatch(/^a new virtual environment of Python 3/);
  });
});

test('a composite action of the repository runs', async () => {
  const { told, steps: outcomes } = await run(steps(`
- uses: actions/checkout@v7
- uses: ./.github/actions/greet
  id: greet
  with: { WHO: world }
  env: { TONE: loud }
- run: echo "\${{ steps.greet.outputs.said }} [\${{ inputs.who }}]"
- uses: ./missing
  if: always()
`), {
    files: {
      '.github/actions/greet/action.yml': `
inputs: { who: { default: nobody }, mark: { default: '!' } }
outputs: { said: { value: '\${{ steps.s.outputs.said }}' } }
runs:
  using: composite
  steps:
    - id: s
      shell: bash
      run: echo "said=hello \${{ inputs.who }}\${{ inputs.mark }} $TONE" >> "$GITHUB_OUTPUT"
    - if: failure()
      shell: bash
      run: echo never
`,
    },
  });
  expect(told.lines[0]).toBe('hello world! loud []');
  expect(outcomes).toEqual(['success', 'success', 'success', 'failure']);
});

describe('globs', () => {
  const root = folder({ 'a/b/c.ts': '', 'a/b.ts': '', 'a/.dot/x.ts': '', 'a/x.js': '', 'z.ts': '', 'we ird(1).ts': '' });
  const found = (patterns: string) => glob(patterns, root).files.map((file) => path.relative(root, file));

  test.each([
    ['**/*.ts', ['a/.dot/x.ts', 'a/b/c.ts', 'a/b.ts', 'we ird(1).ts', 'z.ts']],
    ['*.ts', ['we ird(1).ts', 'z.ts']],
    ['a', ['a/.dot/x.ts', 'a/b/c.ts', 'a/b.ts', 'a/x.js']],
    ['a/\n!a/b\n# comment', ['a/.dot/x.ts', 'a/b.ts', 'a/x.js']],
    ['a/**', ['a/.dot/x.ts', 'a/b/c.ts', 'a/b.ts', 'a/x.js']],
    ['a/[bx].?s', ['a/b.ts', 'a/x.js']],
    ['we ird(1).ts', ['we ird(1).ts']],
    ['a/b/**/c.ts', ['a/b/c.ts']],
    ['none', []],
  ])('%s', (pattern, files) => expect([...found(pattern)].sort()).toEqual([...files].sort()));

  test('hashFiles', () => {
    const files = folder({ lock: 'x' });
    // sha256 of sha256('x')
    expect(hashFiles(files, ['**/lock'])).toBe('0a325ca303eb3014c43ae004970f343634db176fa1697bcc8c9efac94626488d');
    expect(hashFiles(files, ['none'])).toBe('');
  });
});

test.each([
  ['3.10.4', '3.10', true], ['3.10.4', '3.1', false], ['3.10.4', '3.x', true], ['20.11.1', '>=18 <21', true], ['21.0.0', '>=18 <21', false], ['20.11.1', '^20.1', true],
  ['20.11.1', '~20.1', false], ['1.22.5', '~1.22', true], ['3.9.18', '>= 3.9', true], ['3.9.18', '>3.9', false], ['3.12.1', '~=3.9', true], ['4.0.0', '~=3.9', false],
  ['17.0.9', '17', true], ['2.0.0', '1 || 2', true], ['1.0.0', 'lts/*', undefined], ['1.5.0', '1.0 - 1.4', false], ['1.4.9', '1.0 - 1.4', true], ['5.0.0', '*', true],
])('%s and %s: %s', (version, range, verdict) => expect(satisfies(version, range)).toBe(verdict));
