// What `pipewright init` makes of a folder: the toolchain that its files tell of, in a program that synthesizes without a finding.
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { detect } from '../../src/init/detect';
import { samplePipeline, sampleTest } from '../../src/init/sample';
import { pipewright } from '../cli/command-line';
import { NO_TYPES } from '../cli/programs';
import { contents, repository } from '../write/repository';

type Files = Readonly<Record<string, string>>;

const manifest = (more: object = {}) => JSON.stringify({ scripts: { test: 'vitest run' }, devDependencies: { eslint: '^9' }, ...more });
/** What `npm init -y` and `npm install --save-dev pipewright` leave in a repository of another language. */
const TOOLS = { 'package.json': JSON.stringify({ main: 'index.js', scripts: { test: 'echo "Error: no test specified" && exit 1' }, devDependencies: { pipewright: '^1.0.0' } }), 'package-lock.json': '{}' };

function sample(files: Files): string {
  return samplePipeline(detect(repository(files)));
}

async function synthesizes(files: Files): Promise<void> {
  const root = repository({ ...files, 'pipeline.ts': sample(files) });
  expect(await pipewright(root, 'synth', NO_TYPES)).toMatchObject({ code: 0, err: '' });
  expect(await pipewright(root, 'check', '--strict', NO_TYPES)).toMatchObject({ code: 0 });
}

describe.each<[string, Files, string]>([
  ['npm', { 'package.json': manifest(), 'package-lock.json': '{}' }, 'node({ versions: [\'22\'] })'],
  ['a range of Node.js', { 'package.json': manifest({ engines: { node: '>=23' } }) }, 'node({ versions: [\'24\'] })'],
  ['Volta', { 'package.json': manifest({ volta: { node: '20.10.0' } }) }, 'versions: [\'20\']'],
  ['an LTS by name', { 'package.json': manifest(), '.nvmrc': 'lts/iron\n' }, 'versions: [\'20\']'],
  ['.tool-versions', { 'package.json': manifest(), '.tool-versions': 'python 3.11.1\nnodejs 24.1.0\n' }, 'versions: [\'24\']'],
  ['pnpm that no manifest names', { 'package.json': manifest(), 'pnpm-lock.yaml': 'lockfileVersion: \'9.0\'\n' }, 'packageManager: NodePackageManager.PNPM, packageManagerVersion: \'10\''],
  ['an older pnpm', { 'package.json': manifest(), 'pnpm-lock.yaml': 'lockfileVersion: \'6.0\'\n' }, 'packageManagerVersion: \'8\''],
  ['pnpm that the manifest names', { 'package.json': manifest({ packageManager: 'pnpm@9.15.0' }) }, 'versions: [\'22\'], packageManager: NodePackageManager.PNPM }'],
  ['Yarn 1', { 'package.json': manifest(), 'yarn.lock': '# yarn lockfile v1\n' }, 'NodePackageManager.YARN_CLASSIC'],
  ['Yarn 4', { 'package.json': manifest({ packageManager: 'yarn@4.5.0' }), 'yarn.lock': '' }, 'NodePackageManager.YARN }'],
  ['Bun', { 'package.json': manifest(), 'bun.lock': '{}' }, 'NodePackageManager.BUN'],
  ['a package without tests', { 'package.json': JSON.stringify({ scripts: { build: 'tsc' } }) }, 'test: \'npm run build\''],
  ['a workspace', { 'package.json': JSON.stringify({ workspaces: ['packages/*'] }), 'packages/a/package.json': manifest() }, 'test: \'npm test --workspaces --if-present\''],
  ['a lint script', { 'package.json': manifest({ scripts: { test: 'x', lint: 'eslint .', typecheck: 'tsc' } }) }, 'command: \'npm run lint\' }), Linter.custom({ name: \'typecheck\''],
  ['a pyproject.toml', { 'pyproject.toml': '[project]\nrequires-python = ">=3.10"\n[dependency-groups]\ndev = ["pytest"]\n' }, 'python({ versions: [\'3.12\'] })'],
  ['a later Python', { 'pyproject.toml': '[project]\nrequires-python = ">=3.13"\n', 'uv.lock': '' }, 'versions: [\'3.13\'], packageManager: PythonPackageManager.UV'],
  ['an older Python', { 'setup.py': 'setup(python_requires=">=3.8,<3.11")\n' }, 'versions: [\'3.10\']'],
  ['Poetry without a lock', { 'pyproject.toml': '[tool.poetry]\n[tool.poetry.dependencies]\npython = "~3.11"\npytest = "*"\n' }, 'versions: [\'3.11\'], packageManager: PythonPackageManager.POETRY, cache: false'],
  ['Pipenv', { Pipfile: '[dev-packages]\npytest = "*"\n[requires]\npython_version = "3.11"\n' }, 'versions: [\'3.11\'], packageManager: PythonPackageManager.PIPENV }'],
  ['Django', { 'requirements.txt': 'django\n', 'manage.py': '' }, 'test: \'python manage.py test\''],
  ['other files of requirements', { 'requirements.txt': 'x\n', 'test-requirements.txt': 'pytest-cov==5\n' }, 'requirements: [\'requirements.txt\', \'test-requirements.txt\'] })'],
  ['linters that are installed', { 'pyproject.toml': '[project]\ndependencies = ["pytest"]\n[dependency-groups]\ndev = ["ruff>=0.5", "black[jupyter]"]\n' }, 'linters: [Linter.ruff(), Linter.black()]'],
  ['Go', { ...TOOLS, 'go.mod': 'module x\n\ngo 1.25.1\n' }, 'go({ versions: [\'1.25\'] });\nnew TestMatrix(ci, \'test\', { toolchain });\nnew LintJob(ci, \'lint\', { toolchain });'],
  ['a channel of Rust', { 'Cargo.toml': '', 'Cargo.lock': '', 'rust-toolchain.toml': '[toolchain]\nchannel = "1.82.0"\n' }, 'rust({ versions: [\'1.82.0\'] })'],
  ['a crate without a lock', { 'Cargo.toml': '' }, 'install: \'cargo fetch\', test: \'cargo test\''],
  ['Maven with its wrapper', { 'pom.xml': '<maven.compiler.release>17</maven.compiler.release>', 'mvnw': '' }, 'java({ versions: [\'17\'], wrapper: true })'],
  ['Gradle without one', { 'settings.gradle.kts': '', 'app/build.gradle.kts': 'languageVersion.set(JavaLanguageVersion.of(17))' }, 'versions: [\'17\'], buildTool: JavaBuildTool.GRADLE, wrapper: false'],
  ['Java 8', { 'build.gradle': 'sourceCompatibility = JavaVersion.VERSION_1_8', 'gradlew': '' }, 'versions: [\'8\'], buildTool: JavaBuildTool.GRADLE }'],
  ['.NET', { 'Shop.slnx': '', 'src/Shop/Shop.csproj': '<TargetFrameworks>net8.0;net9.0</TargetFrameworks>' }, 'dotnet({ versions: [\'9.0\'] })'],
  ['an SDK of .NET', { 'Shop.sln': '', 'global.json': '{ "sdk": { "version": "8.0.100" } }' }, 'versions: [\'8.0\']'],
  ['Ruby with RSpec', { 'Gemfile': 'ruby "~> 3.3"\ngem "rubocop"\n', '.rspec': '' }, 'ruby({ versions: [\'3.3\'], test: \'bundle exec rspec\' });\nnew TestMatrix(ci, \'test\', { toolchain });\nnew LintJob'],
  ['PHP', { 'composer.json': '{ "scripts": { "test": "phpunit" } }', 'package.json': manifest() }, 'test: \'composer test\''],
  ['a language that no toolchain fits', { ...TOOLS, 'mix.exs': '' }, '// nothing was found that a toolchain fits'],
  ['an image elsewhere', { 'go.mod': 'module x\n', 'docker/Dockerfile': '' }, '{ needs: [test], dockerfile: \'docker/Dockerfile\', registries: [Registry.ghcr()] }'],
])('of %s', (_, files, expected) => {
  test('the toolchain is what the files say', () => expect(sample(files)).toContain(expected));
  test('the program synthesizes, and the rules find nothing', () => synthesizes(files));
});

test('of a folder of a repository, the program says where it is, and its workflow is at the root', async () => {
  const root = repository({ '.git/config': '[remote "origin"]\n\turl = git@github.com:acme/shop.git\n', 'services/api/go.mod': 'module x\n', 'services/api/Dockerfile': '', '.github/workflows/x.yml': 'on: push\n' });
  const folder = join(root, 'services/api');
  expect(await pipewright(folder, 'init')).toMatchObject({ code: 0 });
  const program = contents(root)['services/api/pipeline.ts'];
  expect(program).toContain('new App({ repository: { owner: \'acme\', name: \'shop\' }, directory: \'services/api\' })');
  expect(program).toContain('new Pipeline(app, \'api\', {\n  displayName: \'CI of services/api\'');
  expect(program).toContain('workingDirectory: \'services/api\'');
  expect(program).toContain('new TestMatrix(ci, \'test\', { toolchain })');
  expect(program).toContain('context: \'services/api\'');
  expect(await pipewright(folder, 'synth', NO_TYPES)).toMatchObject({ code: 0, err: '' });
  expect(contents(root)).toHaveProperty(['.github/workflows/api.yml']);
});

/** Packages of many ecosystems side by side: no root is one of them, whatever tools it has. */
const MONOREPO: Files = {
  ...TOOLS,
  '.git/config': '[remote "origin"]\n\turl = git@github.com:acme/Shop.git\n',
  'services/api/go.mod': 'module x\n\ngo 1.25\n',
  'services/api/Dockerfile': '',
  'services/api/internal/tools/go.mod': 'module y\n',
  '2-web/package.json': manifest({ scripts: { test: 'x', lint: 'eslint .' } }),
  '2-web/pnpm-lock.yaml': '',
  '2-web/build/Dockerfile': '',
  'jobs/clean/pyproject.toml': '[tool.poetry]\n',
  'tools/package.json': manifest(),
  'node_modules/x/go.mod': '',
};

describe('of a monorepo', () => {
  test('each package is tested in its folder, and each image has a name of its own', () => {
    const program = sample(MONOREPO);
    expect(program).toMatchSnapshot();
    expect(program).not.toContain('internal');
  });

  test('the program synthesizes, with its types, and its test says what a pull request runs', async () => {
    const root = repository({ ...MONOREPO, 'pipeline.ts': sample(MONOREPO) });
    expect(await pipewright(root, 'synth')).toMatchObject({ code: 0, err: '' });
    const { out } = await pipewright(root, 'plan', NO_TYPES, '--event', 'pull_request', '--json');
    const said = /toEqual\((\[.*\])\)/.exec(sampleTest(detect(root)))![1].replaceAll('\'', '"');
    expect([...(JSON.parse(out) as { runs: string[] }[])[0].runs].sort()).toEqual(JSON.parse(said));
  }, 60_000);
});
