// What the tools of an ecosystem change in its jobs.
import { describe, expect, test } from 'vitest';
import { App, JavaBuildTool, LintJob, NodePackageManager, Pipeline, PythonPackageManager, testing, TestMatrix, Toolchain, Trigger } from '../../src';

interface RenderedStep {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

function steps(toolchain: Toolchain, job = 'test'): RenderedStep[] {
  const ci = new Pipeline(new App(), 'ci', { triggers: [Trigger.push()] });
  new TestMatrix(ci, 'test', { toolchain });
  new LintJob(ci, 'lint', { toolchain });
  return testing.Template.fromPipeline(ci).toJson().jobs[job].steps;
}

const scripts = (toolchain: Toolchain, job?: string) => steps(toolchain, job).flatMap((step) => step.run ?? []);
const named = (toolchain: Toolchain, name: string) => steps(toolchain).find((step) => step.name === name);
const node = (props: object) => Toolchain.node({ versions: ['22'], ...props });

describe('Node.js', () => {
  test.each([
    [NodePackageManager.NPM, ['npm ci', 'npm test']],
    [NodePackageManager.PNPM, ['pnpm install --frozen-lockfile', 'pnpm test']],
    [NodePackageManager.YARN, ['corepack enable', 'yarn install --immutable', 'yarn test']],
    // Yarn 1 takes --immutable, ignores it and changes the lock file
    [NodePackageManager.YARN_CLASSIC, ['corepack enable', 'yarn install --frozen-lockfile', 'yarn test']],
    [NodePackageManager.BUN, ['bun install --frozen-lockfile', 'bun run test']],
  ])('%s installs what the lock file says', (packageManager, expected) => {
    expect(scripts(node({ packageManager }))).toEqual(expected);
  });

  test('pnpm has the version that package.json names, or the one that is given', () => {
    const pnpm = (props: object) => named(node({ packageManager: NodePackageManager.PNPM, ...props }), 'Set up pnpm')?.with;
    expect(pnpm({})).toBeUndefined();
    expect(pnpm({ workingDirectory: 'web' })).toEqual({ package_json_file: 'web/package.json' });
    expect(pnpm({ cacheDependencyPath: ['**/pnpm-lock.yaml'] })).toBeUndefined();
    expect(pnpm({ workingDirectory: 'web', packageManagerVersion: '10' })).toEqual({ version: '10' });
  });

  test('Bun has, too, and setup-node is not asked to cache for it', () => {
    const bun = (props: object) => steps(node({ packageManager: NodePackageManager.BUN, ...props })).slice(1, 3).map((step) => step.with);
    expect(bun({})).toEqual([undefined, { 'node-version': '${{ matrix.node }}', 'package-manager-cache': false }]);
    expect(bun({ workingDirectory: 'web' })[0]).toEqual({ 'bun-version-file': 'web/package.json' });
    expect(bun({ packageManagerVersion: '1.2.0' })[0]).toEqual({ 'bun-version': '1.2.0' });
  });

  test('Yarn has, by corepack', () => {
    expect(scripts(node({ packageManager: NodePackageManager.YARN, packageManagerVersion: '4.5.0' }))[0]).toBe('corepack enable\ncorepack prepare yarn@4.5.0 --activate');
  });
});

describe('Pipenv', () => {
  const toolchain = Toolchain.python({ versions: ['3.13'], packageManager: PythonPackageManager.PIPENV });

  test('installs what the lock file says, for the Python that was set up', () => {
    expect(scripts(toolchain)).toEqual(['pipx install pipenv', 'pipenv sync --dev --python "$(command -v python)"', 'pipenv run python -m pytest --junitxml=test-results.xml']);
    expect(named(toolchain, 'Set up Python')?.with).toMatchObject({ 'cache': 'pipenv', 'cache-dependency-path': 'Pipfile.lock' });
  });

  test('runs linters in the environment of the project', () => {
    expect(scripts(toolchain, 'lint')).toContainEqual(expect.stringMatching(/^pipenv run python -m flake8/));
  });
});

describe('Java', () => {
  const java = (props: object, job?: string) => scripts(Toolchain.java({ versions: ['21'], ...props }), job);

  test.each([
    [{}, 'mvn --batch-mode', 'checkstyle:check'],
    [{ wrapper: true }, './mvnw --batch-mode', 'checkstyle:check'],
    [{ buildTool: JavaBuildTool.GRADLE }, './gradlew --no-daemon', 'check -x test'],
    [{ buildTool: JavaBuildTool.GRADLE, wrapper: false }, 'gradle --no-daemon', 'check -x test'],
  ])('%j runs %s', (props, command, lint) => {
    const all = [...java(props), ...java(props, 'lint')];
    expect(all.map((script) => script.startsWith(`${command} `))).toEqual(all.map(() => true));
    expect(all.at(-1)).toContain(lint);
  });
});
