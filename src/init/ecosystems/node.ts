import { Found, listed, quoted } from '../ecosystem';
import { Folder } from '../folder';
import { firstWithin, NODE } from '../versions';

type Manager = 'NPM' | 'PNPM' | 'YARN' | 'YARN_CLASSIC' | 'BUN';

const RUN: Readonly<Record<Manager, string>> = { NPM: 'npm run', PNPM: 'pnpm run', YARN: 'yarn run', YARN_CLASSIC: 'yarn run', BUN: 'bun run' };
const EXEC: Readonly<Record<Manager, string>> = { NPM: 'npx --no-install', PNPM: 'pnpm exec', YARN: 'yarn run', YARN_CLASSIC: 'yarn run', BUN: 'bunx' };
const LTS: Readonly<Record<string, string>> = { hydrogen: '18', iron: '20', jod: '22', krypton: '24' };

/** Packages that are there for the pipeline alone. */
const OURS = /^(pipewright|constructs|projen|typescript|vitest|tsx|aws-cdk-lib|@types\/node)$/;

/** A package.json that is there for more than tools. */
export function node(folder: Folder): Found | undefined {
  const manifest = folder.json('package.json');
  if (!manifest) return undefined;
  const dependencies = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies, ...manifest.peerDependencies });
  const scripts = Object.keys(scriptsOf(folder)).filter((name) => !/^(synth|projen|test)$/.test(name));
  const isWorkspace = manifest.workspaces !== undefined || folder.has('pnpm-workspace.yaml');
  const own = dependencies.some((name) => !OURS.test(name)) || scripts.length > 0 || hasTest(folder) || isWorkspace || manifest.bin !== undefined;
  return own ? nodeOf(folder) : undefined;
}

/** Whatever package.json says, also where there is none yet. */
export function nodeOf(folder: Folder): Found {
  const manager = managerOf(folder);
  const test = testOf(folder, manager);
  const lint = ['lint', 'typecheck', 'type-check', 'format:check'].filter((name) => /^(?!.*--(fix|write)\b)./s.test(scriptsOf(folder)[name] ?? ''));
  const version = pnpmVersion(folder, manager);
  return {
    maker: 'node',
    props: {
      versions: listed([versionOf(folder)]),
      ...(manager === 'NPM' ? {} : { packageManager: `NodePackageManager.${manager}` }),
      ...(version ? { packageManagerVersion: quoted(version) } : {}),
      ...(folder.isInner && manager === 'NPM' && !folder.find(/^(package-lock|npm-shrinkwrap)\.json$/) ? { install: quoted('npm install'), cache: 'false' } : {}),
      ...(test ? { test: quoted(test) } : {}),
    },
    imports: manager === 'NPM' ? [] : ['NodePackageManager'],
    lint: lint.length ? lint.map((name) => `Linter.custom({ name: ${quoted(name)}, command: ${quoted(`${RUN[manager]} ${name}`)} })`) : undefined,
  };
}

/** Whose lock file is there, or who is named. */
export function managerOf(folder: Folder): Manager {
  const manifest = folder.json('package.json');
  const [, named, major] = /^(npm|pnpm|yarn|bun)@(\d+)/.exec(String(manifest?.packageManager ?? '')) ?? [];
  if (named === 'yarn') return major === '1' ? 'YARN_CLASSIC' : 'YARN';
  if (named) return named.toUpperCase() as Manager;
  if (folder.has('pnpm-lock.yaml')) return 'PNPM';
  if (folder.has('bun.lock') || folder.has('bun.lockb')) return 'BUN';
  if (!folder.has('yarn.lock')) return 'NPM';
  return folder.has('.yarnrc.yml') || folder.read('yarn.lock').includes('__metadata:') ? 'YARN' : 'YARN_CLASSIC';
}

function versionOf(folder: Folder): string {
  const manifest = folder.json('package.json');
  const file = folder.said(['.nvmrc', /^v?(\d+|lts\/\w+)/], ['.node-version', /^v?(\d+)/], ['.tool-versions', /^node(?:js)?\s+v?(\d+)/m]);
  const exact = LTS[file?.replace('lts/', '') ?? ''] ?? /^\d+$/.exec(file ?? '')?.[0] ?? /^v?(\d+)/.exec(String(manifest?.volta?.node ?? ''))?.[1];
  const range: unknown = manifest?.engines?.node;
  return exact ?? String((typeof range === 'string' ? firstWithin(range, NODE) : undefined) ?? NODE.candidates[0]);
}

/** Its action asks for one where package.json names none: the newest that writes the lock file as it is. */
function pnpmVersion(folder: Folder, manager: Manager): string | undefined {
  const manifest = folder.json('package.json');
  if (manager !== 'PNPM' || manifest?.packageManager || manifest?.devEngines?.packageManager) return undefined;
  const lock = folder.said(['pnpm-lock.yaml', /^lockfileVersion: '?(\d+)/m]);
  return { 5: '7', 6: '8' }[lock ?? ''] ?? '10';
}

function testOf(folder: Folder, manager: Manager): string | undefined {
  // the one that is made for it has a test
  if (hasTest(folder) || !folder.has('package.json')) return undefined;
  if (manager === 'NPM' && folder.json('package.json')?.workspaces) return 'npm test --workspaces --if-present';
  if (manager === 'PNPM' && folder.has('pnpm-workspace.yaml')) return 'pnpm --recursive --if-present run test';
  return scriptsOf(folder).build ? `${RUN[manager]} build` : `${EXEC[manager]} vitest run`;
}

/** npm's own beginning of a test script only fails. */
function hasTest(folder: Folder): boolean {
  const { test } = scriptsOf(folder);
  return test !== undefined && !test.includes('no test specified');
}

function scriptsOf(folder: Folder): Record<string, string> {
  const entries = Object.entries((folder.json('package.json')?.scripts ?? {}) as Record<string, unknown>);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
