/** What the figures hold for: the machine and the versions. */
import { readFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

export const BENCH = path.join(__dirname, '..');
export const ROOT = path.join(BENCH, '..');

const PEERS = ['@github-actions-workflow-ts/lib', 'aws-cdk', 'aws-cdk-lib', 'cdk-pipelines-github', 'constructs', 'js-yaml', 'projen', 'yaml'];

export interface Machine {
  readonly node: string;
  readonly system: string;
  readonly cores: number;
  readonly cpu: string;
  readonly memoryGiB: number;
  /** Programs that wanted a core when the run began: above `cores`, others were at work. */
  readonly load: number;
  readonly packages: Readonly<Record<string, string>>;
}

export function machine(): Machine {
  return {
    node: process.version,
    system: `${os.platform()} ${os.arch()}`,
    cores: os.availableParallelism(),
    cpu: os.cpus()[0]?.model.trim() ?? 'unknown',
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    load: Math.round(os.loadavg()[0] * 10) / 10,
    packages: {
      ...Object.fromEntries(PEERS.map((name) => [name, versionIn(path.join(BENCH, 'node_modules', name))])),
      'cdkactions': versionIn(path.join(BENCH, 'peers/cdkactions/node_modules/cdkactions')),
      'aws-cdk-lib of pipewright': versionIn(path.join(ROOT, 'node_modules/aws-cdk-lib')),
      'yaml of pipewright': versionIn(path.join(ROOT, 'node_modules/yaml')),
      'typescript of pipewright': versionIn(path.join(ROOT, 'node_modules/typescript')),
    },
  };
}

function versionIn(folder: string): string {
  return (JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string }).version;
}
