import { describe, expect, test } from 'vitest';
import { diffFiles } from '../../src/diff/diff';
import { DiffItem } from '../../src/diff/model';
import { diffMarkdown, diffText } from '../../src/diff/render';
import { jsonWithHeader, withHeader } from '../../src/synth/header';

const WORKFLOW = '.github/workflows/ci.yml';

/** The items of one file that changed. */
function items(file: string, before: string, after: string): readonly DiffItem[] {
  const [diff, ...others] = diffFiles(new Map([[file, before]]), new Map([[file, after]]));
  expect(others).toEqual([]);
  return diff?.items ?? [];
}

const texts = (found: readonly DiffItem[]) => found.flatMap((item) => [item.subject, ...item.details.map((d) => d.text)]);

const CI = `name: CI
on:
  push:
    branches: [main]
  pull_request:
permissions: {}
jobs:
  test:
    runs-on: ubuntu-24.04
    permissions:
      contents: read # check out
    env: { A: '1' }
    steps:
      - name: Check out
        uses: actions/checkout@${'a'.repeat(40)} # v4.0.0
      - name: Test
        run: make test
`;

describe('a workflow', () => {
  test('that says the same with other comments, quotes and order of keys', () => {
    const after = CI.replace('# check out', '# another reason').replace('branches: [main]', 'branches:\n      - "main"');
    expect(texts(items(WORKFLOW, CI, after))).toEqual(['comments and layout']);
    expect(items(WORKFLOW, CI, CI.replaceAll('\n', '\r\n'))).toEqual([]);
  });

  test('triggers', () => {
    const after = CI.replace('  pull_request:\n', '  workflow_dispatch:\n').replace('[main]', '[main, develop]');
    expect(items(WORKFLOW, CI, after)).toMatchObject([
      { mark: 'changed', subject: 'trigger push', details: [{ text: 'branches: ["main"] → ["main","develop"]' }] },
      { mark: 'removed', subject: 'trigger pull_request' },
      { mark: 'added', subject: 'trigger workflow_dispatch' },
    ]);
  });

  test.each([
    ['a permission that grows', CI.replace('contents: read', 'contents: write'), 'permissions.contents: read → write', true],
    ['a permission that is new', CI.replace('contents: read', 'contents: read\n      id-token: write'), 'permissions.id-token: none → write', true],
    ['a permission that shrinks', CI.replace('      contents: read # check out\n', '      contents: none\n'), 'permissions.contents: read → none', undefined],
    ['all of them', CI.replace('permissions:\n      contents: read # check out', 'permissions: write-all'), 'permissions.all scopes: none → write', true],
    ['a secret', CI.replace('make test', 'make test ${{ secrets.TOKEN }}'), 'secrets: reads TOKEN', true],
    ['an environment', CI.replace('    env:', '    environment: production\n    env:'), 'environment: production (new)', true],
    ['a variable', CI.replace('\'1\'', '\'2\''), 'env.A: 1 → 2', undefined],
  ])('%s', (_, after, text, widened) => {
    const details = items(WORKFLOW, CI, after).flatMap((item) => item.details);
    const detail = details.find((candidate) => candidate.text === text);
    expect(detail, JSON.stringify(details)).toBeDefined();
    expect(detail!.widened).toBe(widened);
  });

  test('steps are matched by what they are', () => {
    const after = CI.replace('      - name: Test', '      - name: Set up\n        run: make setup\n      - name: Test').replace('make test', 'make all');
    expect(texts(items(WORKFLOW, CI, after))).toEqual(['job test', 'step "Set up": new', 'step "Test": run: make test → make all']);
  });

  test('a pin is said once, with its releases', () => {
    const twice = `${CI}      - name: Again\n        uses: actions/checkout@${'a'.repeat(40)} # v4.0.0\n`;
    const after = twice.replaceAll('a'.repeat(40), 'b'.repeat(40)).replaceAll('v4.0.0', 'v5.0.0');
    expect(texts(items(WORKFLOW, twice, after))).toEqual(['action actions/checkout', 'v4.0.0 aaaaaaa → v5.0.0 bbbbbbb']);
  });

  test('a new job says what it may do', () => {
    const after = `${CI}  deploy:\n    runs-on: ubuntu-24.04\n    environment: production\n    permissions:\n      id-token: write\n    steps:\n      - run: make deploy\n`;
    expect(items(WORKFLOW, CI, after)).toMatchObject([{
      mark: 'added', subject: 'job deploy', details: [{ text: 'runs-on: ubuntu-24.04' }, { text: 'environment: production' }, { text: 'permissions: writes id-token', widened: true }],
    }]);
  });

  test('that cannot be read is compared as text', () => {
    expect(texts(items(WORKFLOW, 'a: [', CI))[0]).toBe('text');
  });
});

describe('infrastructure', () => {
  const stack = (vpc: object, service: object) => jsonWithHeader({
    Resources: { Vpc: { Type: 'AWS::EC2::VPC', Properties: vpc }, Service: { Type: 'AWS::ECS::Service', Properties: service } },
  }, 'pipeline.ts');

  test('a CloudFormation resource that is replaced, and one that is not', () => {
    const found = items('deploy/p/stack.template.json', stack({ CidrBlock: '10.0.0.0/16' }, { DesiredCount: 1 }), stack({ CidrBlock: '10.1.0.0/16' }, { DesiredCount: 2 }));
    expect(found).toMatchObject([
      { subject: 'AWS::EC2::VPC Vpc', replaced: true, details: [{ text: 'Properties.CidrBlock: 10.0.0.0/16 → 10.1.0.0/16', replaces: true }] },
      { subject: 'AWS::ECS::Service Service', details: [{ text: 'Properties.DesiredCount: 1 → 2' }] },
    ]);
    expect(found[1].replaced).toBeUndefined();
  });

  test('another type at the same place, a new and a removed resource', () => {
    const after = jsonWithHeader({ Resources: { Vpc: { Type: 'AWS::EC2::Subnet' }, New: { Type: 'AWS::SNS::Topic' } } }, 'pipeline.ts');
    expect(items('deploy/p/s.json', stack({}, {}), after).map((item) => [item.mark, item.subject])).toEqual([
      ['removed', 'AWS::EC2::VPC Vpc'], ['removed', 'AWS::ECS::Service Service'],
      ['added', 'AWS::EC2::Subnet Vpc'], ['added', 'AWS::SNS::Topic New'],
    ]);
  });

  test('Kubernetes objects by kind, namespace and name', () => {
    const manifest = (replicas: number, selector: string) => withHeader('a.yaml', `kind: Deployment
metadata: { name: shop, namespace: prod }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: ${selector} } }
  template:
    spec:
      containers:
        - name: sidecar
          image: s
        - name: shop
          env: [{ name: A, value: '1' }]
---
kind: Service
metadata: { name: shop }
`, 'pipeline.ts');
    const after = manifest(3, 'other').replace('value: \'1\'', 'value: \'2\'').replace('        - name: sidecar\n          image: s\n', '');
    expect(items('deploy/p/a.yaml', manifest(2, 'shop'), after)).toMatchObject([{
      subject: 'Deployment prod/shop',
      replaced: true,
      details: [
        { text: 'spec.replicas: 2 → 3' },
        { text: 'spec.selector.matchLabels.app: shop → other', replaces: true },
        { text: 'spec.template.spec.containers[sidecar]: removed (was {"name":"sidecar","image":"s"})' },
        { text: 'spec.template.spec.containers[shop].env[A].value: 1 → 2' },
      ],
    }]);
  });

  test('Azure and Compose', () => {
    const arm = (location: string) => JSON.stringify({ $schema: 'https://x/deploymentTemplate.json#', resources: [{ type: 'Microsoft.App/containerApps', name: 'shop', location }] });
    expect(items('deploy/p/a.json', arm('westeurope'), arm('northeurope'))).toMatchObject([{ subject: 'Microsoft.App/containerApps shop', replaced: true }]);
    const compose = (image: string) => `services:\n  shop:\n    image: ${image}\n`;
    expect(items('deploy/p/compose.yaml', compose('a'), compose('b'))).toMatchObject([{ subject: 'service shop', details: [{ text: 'image: a → b' }] }]);
  });

  test('scripts by their lines', () => {
    expect(texts(items('deploy/p/run.sh', 'a\nb\nb\n', 'a\nb\nc\nd\n'))).toEqual(['text', 'lines: 2 new, 1 gone']);
  });
});

describe('a comment on a pull request', () => {
  const after = CI.replace('contents: read', 'contents: write').replace('make test', 'make @everyone <img src=x> [l](u) | `x`');
  const diffs = diffFiles(new Map([[WORKFLOW, CI]]), new Map([[WORKFLOW, after], ['deploy/p/a.yaml', 'a: 1\n']]));

  test('warns of what widens first, and folds the rest', () => {
    const markdown = diffMarkdown(diffs);
    expect(markdown.indexOf('[!WARNING]')).toBeGreaterThan(0);
    expect(markdown).toContain('permissions.contents: read → write — **widened**');
    expect(markdown).toContain('1 file added, 1 changed');
  });

  test('cannot be made to mention, link or embed', () => {
    const body = diffMarkdown(diffs);
    expect(body).not.toMatch(/@everyone|<img|\[l\]\(u\)|`x`/);
  });

  test('of nothing says so', () => {
    expect(diffMarkdown([])).toContain('stay as they are');
    expect(diffText(diffs, (_, text) => text)).toContain('WIDENED');
  });
});

test('a Terraform file, resource by resource', () => {
  const file = (role: string, more: object = {}) => JSON.stringify({ terraform: {}, resource: { google_project_iam_member: { push: { role, ...more } }, google_service_account: { push: { account_id: 'a' } } } });
  expect(items('deploy/p/bootstrap.tf.json', file('roles/a'), file('roles/b'))).toMatchObject([
    { mark: 'changed', subject: 'google_project_iam_member push', details: [{ text: 'role: roles/a → roles/b' }] },
  ]);
});
