import { describe, expect, test } from 'vitest';
import { CLUSTERS, PULUMI, synthesize } from './synthesize';
import { lookupAction } from '../../../src/actions/catalogue';
import type { Step } from '../../../src/step';
import { hasTool, scriptsOf, shellcheck } from '../support/tools';

const MODES = Object.keys(CLUSTERS).flatMap((kind) => [[kind, 'kubectl'], [kind, 'pulumi']] as const);
const of = (kind: string, mode: string) => synthesize({}, { cluster: CLUSTERS[kind], ...(mode === 'pulumi' && { pulumi: PULUMI[kind] }) });
const steps = (kind: string, mode: string): Step[] => Object.values(of(kind, mode).operations).flatMap((make) => make.call(undefined));
const uses = (all: readonly Step[]) => all.flatMap(({ _spec }) => (_spec.uses ? [{ action: _spec.uses, inputs: _spec.with ?? {} }] : []));

describe.each(MODES)('%s by %s', (kind, mode) => {
  test('every operation has steps, and each step a name', () => {
    const { operations } = of(kind, mode);
    for (const [name, make] of Object.entries(operations)) expect(make.call(undefined), name).not.toEqual([]);
    expect(steps(kind, mode).map(({ _spec }) => _spec.props.name)).not.toContain(undefined);
  });

  test('actions and inputs are the catalogue\'s', () => {
    const unknown = uses(steps(kind, mode)).flatMap(({ action, inputs }) => {
      const known = lookupAction(action)?.inputs;
      return known ? Object.keys(inputs).filter((name) => !Object.hasOwn(known, name)).map((name) => `${action}: ${name}`) : [action];
    });
    expect(unknown).toEqual([]);
  });

  test('scripts hold no expression and no secret', () => {
    for (const { name, run } of scriptsOf(steps(kind, mode))) expect(run, name).not.toMatch(/\$\{\{/);
  });

  test.skipIf(!hasTool('shellcheck'))('shellcheck: every script', () => {
    for (const { name, run } of scriptsOf(steps(kind, mode))) shellcheck(run, `${kind} ${mode}: ${name}`);
  });
});

test.each([['eks', /"RoleName":"([^"]+)"/], ['gke', /"account_id":"([^"]+)"/]])('%s: the same identity in the job as in the bootstrap', (kind, pattern) => {
  const { operations, bootstrap } = of(kind, 'kubectl');
  const [, name] = pattern.exec(JSON.stringify(bootstrap))!;
  expect(JSON.stringify(operations.login().map(({ _spec }) => _spec))).toContain(name);
});

test('kubectl: apply is server-side, as one owner; the rollout is awaited, then verified', () => {
  const { operations } = synthesize();
  const run = scriptsOf([...operations.deploy(), ...operations.verify(), ...operations.rollback()]).map((script) => script.run).join('\n');
  const order = ['kustomize edit set image "app=$IMAGE"', 'kubectl diff', 'kubectl apply --server-side --force-conflicts --field-manager=pipewright -k', 'kubectl rollout status', 'Every pod of', 'kubectl rollout undo'];
  const places = order.map((text) => run.indexOf(text));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places).not.toContain(-1);
});

test('the rollback runs after a failure only', () => {
  for (const [kind, mode] of MODES) {
    for (const { _spec } of of(kind, mode).operations.rollback()) expect(_spec.props.if).toMatch(/^failure\(\)/);
  }
});

test('Pulumi takes the image by the stack\'s configuration', () => {
  const { operations } = synthesize({}, { cluster: CLUSTERS.aks, pulumi: PULUMI.aks });
  const [up] = uses(operations.deploy());
  expect(up).toEqual({
    action: 'pulumi/actions',
    inputs: {
      'command': 'up',
      'stack-name': 'production',
      'work-dir': 'deploy/production',
      'pulumi-version': '3.248.0',
      'upsert': true,
      'diff': true,
      'cloud-url': 'azblob://pulumi-state?storage_account=acmeprod',
      'secrets-provider': 'azurekeyvault://acme.vault.azure.net/keys/pulumi',
      'config-map': 'image: { value: "${{ env.IMAGE }}", secret: false }',
    },
  });
});

test('the job with kubectl on EKS', () => {
  const { operations } = synthesize();
  const show = ({ _spec }: Step) => ({ ..._spec.props, run: _spec.run, with: _spec.with });
  const shown = Object.entries(operations).map(([name, make]) => [name, (make.call(undefined) as Step[]).map(show)]);
  expect(Object.fromEntries(shown)).toMatchSnapshot();
});
