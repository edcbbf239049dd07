/** Node.js: setup-node, npm / pnpm / Yarn, the project's own test script. */
import * as path from 'path';
import { Linter } from './linter';
import { ToolchainProps, ToolchainProvider } from './provider';
import { cachePaths, caches, reports, script, version } from './shared';
import { Step } from '../step';

/** Who installs a Node.js project's dependencies. */
export enum NodePackageManager {
  NPM = 'npm',
  PNPM = 'pnpm',
  YARN = 'yarn',
}

export interface NodeToolchainProps extends ToolchainProps {
  /**
   * What installs the dependencies.
   * @default NodePackageManager.NPM
   */
  readonly packageManager?: NodePackageManager;
}

const INSTALL = { npm: 'npm ci', pnpm: 'pnpm install --frozen-lockfile', yarn: 'yarn install --immutable' };
const LOCK = { npm: 'package-lock.json', pnpm: 'pnpm-lock.yaml', yarn: 'yarn.lock' };

export function node(props: NodeToolchainProps): ToolchainProvider {
  const manager = props.packageManager ?? NodePackageManager.NPM;
  return {
    name: 'node',
    versions: props.versions,
    workingDirectory: props.workingDirectory,
    linters: props.linters ?? [Linter.eslint()],
    reports: reports(props, { results: [], coverage: ['coverage/**'] }),
    setup: ({ cache }) => setup(props, manager, caches(props, cache)),
    install: () => [script(props, 'Install dependencies', props.install ?? INSTALL[manager])],
    test: ({ coverage }) => [script(props, 'Run tests', props.test ?? `${manager} test${coverage ? `${manager === 'npm' ? ' --' : ''} --coverage` : ''}`)],
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

function setup(props: NodeToolchainProps, manager: NodePackageManager, cache: boolean): Step[] {
  const setupNode = Step.uses('actions/setup-node', {
    name: 'Set up Node.js',
    with: { 'node-version': version(), ...(cache ? { 'cache': manager, 'cache-dependency-path': cachePaths(props, [LOCK[manager]]) } : {}) },
  });
  const install = { npm: [], pnpm: [Step.uses('pnpm/action-setup', { name: 'Set up pnpm', with: manifest(props) })], yarn: [script(props, 'Enable Yarn', 'corepack enable')] };
  return [...install[manager], setupNode];
}

/** The version of pnpm is what the manifest beside the lock file names: the package's, or that of its workspace. */
function manifest(props: NodeToolchainProps): Record<string, string> {
  const folder = path.posix.dirname(cachePaths(props, [LOCK.pnpm]).split('\n')[0]);
  return folder === '.' ? {} : { package_json_file: `${folder}/package.json` };
}
