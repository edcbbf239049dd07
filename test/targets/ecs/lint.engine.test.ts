/** cfn-lint on every kind of template: nothing but W3010 (zones are named) and W3005 (a dependency said twice). */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { VARIANTS } from './variants';
import { awsAccountBootstrap, eksBootstrap } from '../../../src/trust/aws';
import { fakeContext, REPOSITORY } from '../context';
import { hasTool, temporary } from '../support/tools';

const enabled = process.env.PIPEWRIGHT_ENGINES === '1' && hasTool('cfn-lint');

/** All in one run: starting cfn-lint takes longer than reading a template. */
function lint(templates: Readonly<Record<string, unknown>>): void {
  const folder = temporary();
  const paths = Object.entries(templates).map(([name, template]) => {
    const path = join(folder, `${name.replace(/\W+/g, '-')}.json`);
    writeFileSync(path, JSON.stringify(template, undefined, 2));
    return path;
  });
  const { stdout, stderr } = spawnSync('cfn-lint', ['--format', 'parseable', ...paths], { encoding: 'utf8' });
  const findings = stdout.split('\n').filter((line) => line && !/:W3010:|:W3005:/.test(line));
  expect(findings.join('\n') + stderr).toBe('');
}

describe.skipIf(!enabled)('cfn-lint', { timeout: 240_000 }, () => {
  test('every variant of the target', () => {
    const templates = Object.entries(VARIANTS).flatMap(([name, { platform, service, role, errors }]) => {
      expect(errors, name).toEqual([]);
      return Object.entries({ platform, service, role }).map(([part, template]) => [`${name}-${part}`, template]);
    });
    expect(templates).toHaveLength(3 * Object.keys(VARIANTS).length);
    lint(Object.fromEntries(templates));
  });

  test('account and EKS', () => {
    const push = {
      cloud: 'aws', account: '111122223333', kind: 'ecr-push', region: 'eu-west-1', repository: 'api', environment: 'publish', refs: ['refs/heads/main'],
    } as const;
    const eks = eksBootstrap(fakeContext(), { account: '111122223333', region: 'eu-west-1', clusterName: 'shared', namespace: 'api' });
    const files = [...awsAccountBootstrap('111122223333', [push], REPOSITORY).files, ...eks.files];
    lint(Object.fromEntries(files.map((file) => [file.path, file.content])));
  });
});
