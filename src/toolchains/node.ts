/** Node.js: setup-node, npm / pnpm / Yarn / Bun, the project's own test script. */
import * as path from 'path';
import { Linter, shellQuote } from './linter';
import { ToolchainProps, ToolchainProvider } from './provider';
import { cachePaths, caches, reports, script, version } from './shared';
import { Step } from '../step';

/** Who installs a Node.js project's dependencies. */
export enum NodePackageManager {
  NPM = 'npm',
  PNPM = 'pnpm',
  /** Yarn 2 or newer. */
  YARN = 'yarn',
  /** Yarn 1, which knows no `--immutable`. */
  YARN_CLASSIC = 'yarn-classic',
  BUN = 'bun',
}

export interface NodeToolchainProps extends ToolchainProps {
  /**
   * What installs the dependencies.
   * @default NodePackageManager.NPM
   */
  readonly packageManager?: NodePackageManager;
  /**
   * Version of pnpm, Yarn or Bun. npm is the one that comes with Node.js.
   * @default - the one that package.json names as `packageManager`
   */
  readonly packageManagerVersion?: string;
}

interface Manager {
  /** Runs a script of package.json, with arguments of its own. */
  readonly run: (script: string, args?: string) => string;
  readonly install: string;
  readonly lock: string;
  /** As setup-node names it. @default - it knows none */
  readonly cache?: string;
  /** Before Node.js is set up. */
  setup(props: NodeToolchainProps): Step[];
}

const yarn = (install: string): Manager => ({
  run: (name, args = '') => `yarn ${name}${args}`, install, lock: 'yarn.lock', cache: 'yarn', setup: (props) => [script(props, 'Enable Yarn', enableYarn(props))],
});

const MANAGERS: Readonly<Record<NodePackageManager, Manager>> = {
  'npm': { run: (name, args) => `npm ${name}${args ? ` --${args}` : ''}`, install: 'npm ci', lock: 'package-lock.json', cache: 'npm', setup: () => [] },
  'pnpm': { run: (name, args = '') => `pnpm ${name}${args}`, install: 'pnpm install --frozen-lockfile', lock: 'pnpm-lock.yaml', cache: 'pnpm', setup: (props) => [setUp(props, 'pnpm/action-setup', 'pnpm', { version: 'version', file: 'package_json_file' })] },
  'yarn': yarn('yarn install --immutable'),
  'yarn-classic': yarn('yarn install --frozen-lockfile'),
  // `bun test` would be Bun's own runner
  'bun': { run: (name, args = '') => `bun run ${name}${args}`, install: 'bun install --frozen-lockfile', lock: 'bun.lock', setup: (props) => [setUp(props, 'oven-sh/setup-bun', 'Bun', { version: 'bun-version', file: 'bun-version-file' })] },
};

export function node(props: NodeToolchainProps): ToolchainProvider {
  const manager = MANAGERS[props.packageManager ?? NodePackageManager.NPM];
  return {
    name: 'node',
    versions: props.versions,
    workingDirectory: props.workingDirectory,
    linters: props.linters ?? [Linter.eslint()],
    reports: reports(props, { results: [], coverage: ['coverage/**'] }),
    setup: ({ cache }) => setup(props, manager, caches(props, cache)),
    install: () => [script(props, 'Install dependencies', props.install ?? manager.install)],
    test: ({ coverage }) => [script(props, 'Run tests', props.test ?? manager.run('test', coverage ? ' --coverage' : undefined))],
    coverageSummary: SUMMARY,
  };
}

// Istanbul's json-summary, which jest, vitest, c8 and nyc write when asked to
const SUMMARY = [
  'if [ -f coverage/coverage-summary.json ]; then',
  '  node -e \'const t = require("./coverage/coverage-summary.json").total; for (const k of ["lines", "branches", "functions"]) console.log("- " + k + ": " + t[k].pct + " %")\'',
  'else',
  '  echo "No coverage/coverage-summary.json: add the json-summary reporter to see the percentage here."',
  'fi',
].join('\n');

function setup(props: NodeToolchainProps, manager: Manager, cache: boolean): Step[] {
  const caching = cache && manager.cache ? { 'cache': manager.cache, 'cache-dependency-path': cachePaths(props, [manager.lock]) } : {};
  return [...manager.setup(props), Step.uses('actions/setup-node', { name: 'Set up Node.js', with: { 'node-version': version(), ...caching } })];
}

/** By an action that takes the version, or the manifest that names it. */
function setUp(props: NodeToolchainProps, action: string, title: string, inputs: { readonly version: string; readonly file: string }): Step {
  const { packageManagerVersion: given } = props;
  return Step.uses(action, { name: `Set up ${title}`, with: given === undefined ? manifest(props, inputs.file) : { [inputs.version]: given } });
}

function enableYarn({ packageManagerVersion }: NodeToolchainProps): string {
  return packageManagerVersion === undefined ? 'corepack enable' : `corepack enable\ncorepack prepare ${shellQuote(`yarn@${packageManagerVersion}`)} --activate`;
}

/** The version is what the manifest beside the lock file names: the package's, or that of its workspace. */
function manifest(props: NodeToolchainProps, input: string): Record<string, string> {
  const folder = path.posix.dirname(cachePaths(props, ['package.json']).split('\n')[0]);
  return folder === '.' || folder.includes('*') ? {} : { [input]: `${folder}/package.json` };
}
