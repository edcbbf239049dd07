import * as path from 'path';
import { describe, expect, test } from 'vitest';
import { pipewright } from './command-line';
import { NO_TYPES } from './programs';
import { contents, repository } from '../write/repository';

describe('init', () => {
  test.each([
    ['nothing', {}, 'Toolchain.node'],
    ['a Python project', { 'pyproject.toml': '[project]\n' }, 'Toolchain.python'],
    ['a Go module', { 'go.mod': 'module x\n' }, 'Toolchain.go'],
    ['a Rust crate', { 'Cargo.toml': '' }, 'Toolchain.rust'],
    ['Go\'s own version', { 'go.mod': 'module x\n\ngo 1.25.1\n' }, 'versions: [\'1.25\']'],
    ['pnpm', { 'package.json': '{}', 'pnpm-lock.yaml': '' }, 'packageManager: NodePackageManager.PNPM'],
    ['uv', { 'pyproject.toml': '', 'uv.lock': '', '.python-version': '3.13.1\n' }, 'versions: [\'3.13\'], packageManager: PythonPackageManager.UV'],
    ['a setup.py alone', { 'setup.py': '' }, 'Toolchain.python'],
    ['Gradle', { 'build.gradle.kts': '' }, 'buildTool: JavaBuildTool.GRADLE'],
    ['a workflow that is named like ours', { '.github/workflows/ci.yml': 'on: push\n' }, 'new Pipeline(app, \'pipeline\''],
    ['Maven', { 'pom.xml': '' }, 'Toolchain.java'],
    ['.NET', { 'x.csproj': '' }, 'Toolchain.dotnet'],
    ['Ruby', { Gemfile: '' }, 'Toolchain.ruby'],
    ['a Dockerfile', { Dockerfile: 'FROM scratch\n' }, 'new ContainerImage'],
  ])('of %s makes a pipeline that synthesizes', async (_, files, expected) => {
    const root = repository({ ...files, '.git/config': '[remote "origin"]\n\turl = git@github.com:acme/shop.git\n' });
    const { code, out } = await pipewright(root, 'init');
    expect(code).toBe(0);
    expect(out).toContain('npx pipewright synth');
    expect(contents(root)['pipeline.ts']).toContain(expected);
    expect(contents(root)['pipeline.ts']).toContain('owner: \'acme\', name: \'shop\'');
    expect(await pipewright(root, 'synth', NO_TYPES)).toMatchObject({ code: 0 });
  });

  test.each([
    [{ '.git/refs/remotes/origin/HEAD': 'ref: refs/remotes/origin/trunk\n', '.git/refs/heads/main': '0\n' }, 'trunk'],
    [{ '.git/refs/heads/master': '0\n', '.git/HEAD': 'ref: refs/heads/topic\n' }, 'master'],
    [{ '.git/packed-refs': '# pack-refs\n0 refs/heads/main\n', '.git/HEAD': 'ref: refs/heads/topic\n' }, 'main'],
    [{ '.git/HEAD': 'ref: refs/heads/develop\n' }, 'develop'],
    [{}, 'main'],
  ])('deploys the branch that the repository has: %j', async (files, branch) => {
    const root = repository({ '.git/config': '', ...files } as unknown as Record<string, string>);
    await pipewright(root, 'init');
    expect(contents(root)['pipeline.ts']).toContain(`Trigger.push({ branches: ['${branch}'] })`);
  });

  test('finds the repository of a worktree', async () => {
    const root = repository({
      'main/.git/config': '[remote "origin"]\n\turl = https://github.com/acme/shop.git\n', 'main/.git/refs/heads/master': '0\n',
      'main/.git/worktrees/topic/commondir': '../..\n', 'main/.git/worktrees/topic/HEAD': 'ref: refs/heads/topic\n', 'topic/.git': 'gitdir: ../main/.git/worktrees/topic\n',
    });
    await pipewright(path.join(root, 'topic'), 'init');
    expect(contents(root)['topic/pipeline.ts']).toContain('{ repository: { owner: \'acme\', name: \'shop\' }, defaultBranch: \'master\' }');
  });

  test('leaves the test out where jest would run it, and keeps pipeline.ts out of what TypeScript compiles', async () => {
    const root = repository({ 'package.json': '{"devDependencies":{"jest":"^30"}}', 'tsconfig.json': '{ "compilerOptions": {} }' });
    const { out } = await pipewright(root, 'init');
    expect(Object.keys(contents(root))).not.toContain('pipeline.test.ts');
    expect(out).toContain('npm install --save-dev pipewright constructs projen typescript\n');
    expect(out).toContain('add pipeline.ts to `exclude` of tsconfig.json');
  });

  test('says how to carry over the workflows that are there', async () => {
    const root = repository({ '.github/workflows/ci.yml': 'on: push\n', '.github/workflows/b.yaml': 'on: push\n' });
    expect((await pipewright(root, 'init')).out).toContain('npx pipewright import .github/workflows/b.yaml .github/workflows/ci.yml --output imported.ts');
  });

  test('asks for the owner where an image is named after a repository that nothing tells', async () => {
    const root = repository({ Dockerfile: 'FROM scratch\n' });
    expect((await pipewright(root, 'init')).out).toContain('put the owner of the repository into the program, in place of OWNER');
    expect(contents(root)['pipeline.ts']).toMatch(/repository: \{ owner: 'OWNER', name: 'pipewright-test-\w+' \}/);
    expect(await pipewright(root, 'synth', NO_TYPES)).toMatchObject({ code: 0, err: '' });
    expect((await pipewright(repository(), 'init')).out).not.toContain('OWNER');
  });

  test('says to install what its test needs', async () => {
    const root = repository({ 'package.json': '{}', 'node_modules/pipewright/package.json': '{}' });
    expect((await pipewright(root, 'init')).out).toContain('npm install --save-dev pipewright constructs projen typescript vitest');
  });

  test.each([['pnpm-lock.yaml', 'pnpm add --save-dev'], ['yarn.lock', 'yarn add --dev'], ['bun.lock', 'bun add --dev']])('of a project with %s says to install by %s', async (lock, command) => {
    const root = repository({ 'package.json': '{}', [lock]: '' });
    expect((await pipewright(root, 'init')).out).toContain(command);
  });

  test('touches nothing that is there', async () => {
    const own = { 'pipeline.ts': '// mine\n', 'pipeline.test.ts': '// mine\n', 'package.json': '{}' };
    const root = repository(own);
    const { out } = await pipewright(root, 'init');
    expect(contents(root)).toEqual(own);
    expect(out).toContain('kept  pipeline.ts');
    expect(JSON.parse((await pipewright(root, 'init', '--json')).out)).toMatchObject({ made: [], kept: ['pipeline.ts', 'pipeline.test.ts'] });
  });
});
