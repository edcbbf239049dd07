/** The table of properties that replace a resource: complete for what is emitted, and no less than what cfn-lint's schemas say. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { replacesResource } from '../../src/diff/replacement';
import table from '../../src/diff/replacements.json';
import { VARIANTS } from '../targets/ecs/variants';

const TRUST = join(__dirname, '../../src/trust/aws');

/** Types of the variants of the target, and those that the bootstraps write. */
function emitted(): string[] {
  const made = Object.values(VARIANTS).flatMap(({ platform, service, role }) => [platform, service, role].flatMap((template) => Object.values(template.Resources).map(({ Type }) => Type)));
  const trust = readdirSync(TRUST).map((file) => readFileSync(join(TRUST, file), 'utf8')).join('\n');
  return [...new Set([...made, ...[...trust.matchAll(/Type: '(AWS::\w+::\w+)'/g)].map(([, type]) => type)])].sort();
}

test('every type that is emitted is in the table', () => {
  expect(emitted().length).toBeGreaterThan(20);
  expect(emitted().filter((type) => !Object.hasOwn(table.types, type))).toEqual([]);
});

test.each([
  ['AWS::EC2::VPC', 'Properties.CidrBlock', true],
  ['AWS::EC2::VPC', 'Properties.Tags[0].Value', false],
  ['AWS::EC2::SecurityGroupIngress', 'Properties.SourcePrefixListId', true],
  ['AWS::ECS::Service', 'Properties.DeploymentController.Type', true],
  ['AWS::ECS::Service', 'Properties.DesiredCount', false],
  ['AWS::ECS::TaskDefinition', 'Properties.ContainerDefinitions[0].Image', false],
  ['AWS::Route53::RecordSet', 'Properties.NameServers', false],
  ['AWS::Route53::RecordSet', 'Properties.Name', true],
  ['AWS::IAM::Role', 'Type', true],
  ['AWS::Some::Thing', 'Properties.Name', false],
])('%s %s: %s', (type, path, replaced) => {
  expect(replacesResource(type, path)).toBe(replaced);
});

const LIST = `
import json, os, sys, cfnlint
folder = os.path.join(os.path.dirname(cfnlint.__file__), 'data', 'schemas')
files = json.load(open(os.path.join(folder, 'providers', 'us-east-1.json')))
read = lambda type: json.load(open(os.path.join(folder, 'resources', files[type] + '.json')))
print(json.dumps({type: read(type).get('createOnlyProperties', []) for type in json.load(sys.stdin)}))
`;

const judges = process.env.PIPEWRIGHT_JUDGES ?? join(homedir(), '.cache/pipewright-judges');
const python = [join(judges, 'python/bin/python3'), 'python3'].find((one) => spawnSync(one, ['-c', 'import cfnlint']).status === 0);

describe.skipIf(python === undefined && process.env.PIPEWRIGHT_REQUIRE_JUDGES !== '1')('the schemas of cfn-lint', () => {
  test('no property that can only be set once is missing', () => {
    const types = Object.keys(table.types).filter((type) => !table.revisions.includes(type));
    const { stdout, stderr } = spawnSync(python!, ['-c', LIST], { encoding: 'utf8', input: JSON.stringify(types) });
    expect(stderr).toBe('');
    const found = Object.entries(JSON.parse(stdout) as Record<string, string[]>);
    expect(found.flatMap(([, paths]) => paths).length).toBeGreaterThan(60);
    const missing = found.flatMap(([type, paths]) => paths.map((path) => path.replace('/properties/', '').replaceAll('/', '.'))
      .filter((path) => !replacesResource(type, `Properties.${path}`)).map((path) => `${type}.${path}`));
    expect(missing).toEqual([]);
  });
});
