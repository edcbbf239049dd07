/** Previews by Pulumi: a stack for each pull request, released where a killed run holds it, and removed with all that it knew and did not know. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Jobs } from './job';
import { Platform } from '../../../src/platform';
import { Registry } from '../../../src/registries';
import { KubernetesCluster } from '../../../src/targets';
import { hasTool, temporary } from '../../targets/support/tools';

/** Stacks are files of a folder; a lock is one more. What was asked is kept. */
const PULUMI = `#!/usr/bin/env bash
echo "pulumi $* [$(basename "$PWD")]" >> "$STATE/log"
if [ -e "$STATE/broken" ]; then echo "error: no credentials" >&2; exit 255; fi
stack=; all=("$@")
for ((i = 0; i < $#; i++)); do if [ "\${all[i]}" = --stack ]; then stack=\${all[i + 1]##*/}; fi; done
case "$1 $2" in
  "stack ls") (cd "$STATE/stacks" && ls | jq -Rn '[inputs | { name: "organization/preview/\\(.)" }]') ;;
  "cancel "*) if [ -e "$STATE/locks/$stack" ]; then rm "$STATE/locks/$stack"; else echo "error: not locked" >&2; exit 255; fi ;;
  "destroy "*)
    if [ -e "$STATE/locks/$stack" ]; then echo "error: the stack is currently locked" >&2; exit 255; fi
    if [ ! -e "Pulumi.$stack.yaml" ]; then echo "error: no key" >&2; exit 255; fi
    : > "$STATE/stacks/$stack" ;;
  "stack rm")
    if [ -s "$STATE/stacks/$stack" ]; then echo "error: still has resources" >&2; exit 255; fi
    rm "$STATE/stacks/$stack" ;;
esac
`;
const KUBECTL = '#!/bin/sh\necho "kubectl $*" >> "$STATE/log"\nif [ "$1" = get ]; then echo \'{ "items": [] }\'; fi\n';
const NPM = '#!/bin/sh\nexit 0\n';

function machine(stacks: readonly string[], locked: readonly string[] = []) {
  const folder = temporary();
  for (const name of ['stacks', 'locks', 'bin']) mkdirSync(join(folder, name));
  for (const stack of stacks) writeFileSync(join(folder, 'stacks', stack), 'deployment');
  for (const stack of locked) writeFileSync(join(folder, 'locks', stack), '');
  for (const [name, text] of [['pulumi', PULUMI], ['kubectl', KUBECTL], ['npm', NPM]]) writeFileSync(join(folder, 'bin', name), text, { mode: 0o755 });
  writeFileSync(join(folder, 'log'), '');
  return {
    env: { STATE: folder, PATH: `${join(folder, 'bin')}:${process.env.PATH}` },
    stacks: () => readdirSync(join(folder, 'stacks')).sort(),
    locks: () => readdirSync(join(folder, 'locks')),
    log: () => readFileSync(join(folder, 'log'), 'utf8').trim().split('\n'),
    breakIt: () => writeFileSync(join(folder, 'broken'), ''),
  };
}

const jobs = new Jobs('kubernetes-pulumi');
const step = (job: string, name: string) => jobs.workflow.jobs[job].steps.find((s: any) => s.name === name);

describe.skipIf(!hasTool('jq'))('destroyed', () => {
  test('the stack of the number with all that it holds, then what it never knew; others stay', async () => {
    const { env, stacks, log } = machine(['preview-pr-12', 'preview-pr-123', 'production']);
    const { ok, output } = await jobs.run('destroy', { number: 12, env });
    expect(ok, output).toBe(true);
    expect(stacks()).toEqual(['preview-pr-123', 'production']);
    expect(log().map((line) => line.replace(/ \[preview\]$/, ''))).toEqual([
      'pulumi login gs://acme-dev-state',
      'pulumi stack ls --json',
      'pulumi cancel --yes --stack preview-pr-12',
      'pulumi destroy --yes --skip-preview --non-interactive --stack preview-pr-12',
      'pulumi stack rm --yes --non-interactive --stack preview-pr-12',
      expect.stringMatching(/^kubectl delete \S+ --namespace shop-previews --selector app.kubernetes.io\/instance=preview-pr-12,app.kubernetes.io\/managed-by=pipewright --ignore-not-found$/),
    ]);
  });

  test('after a run that was killed', async () => {
    const { env, stacks, locks } = machine(['preview-pr-12'], ['preview-pr-12', 'preview-pr-13']);
    const { ok, output } = await jobs.run('destroy', { number: 12, env });
    expect(ok, output).toBe(true);
    expect([stacks(), locks()]).toEqual([[], ['preview-pr-13']]);
  });

  test('never deployed: there is nothing to do, and objects are looked for all the same', async () => {
    const { env, log } = machine(['preview-pr-123']);
    const { ok, output } = await jobs.run('destroy', { number: 12, env });
    expect(ok, output).toBe(true);
    expect(output).toContain('There is no stack preview-pr-12\n');
    expect(log().at(-1)).toContain('kubectl delete ');
  });

  test('a state that cannot be read is a failure, not an absent stack', async () => {
    const { env, stacks, breakIt } = machine(['preview-pr-12']);
    breakIt();
    const { ok, output } = await jobs.run('destroy', { number: 12, env });
    expect(ok, output).toBe(false);
    expect(stacks()).toEqual(['preview-pr-12']);
  });
});

describe.skipIf(!hasTool('jq'))('deployed', () => {
  test('the stack and its file are the number\'s, and are released before', async () => {
    const { env, locks } = machine(['preview-pr-12'], ['preview-pr-12']);
    const files = jobs.workflow.jobs.deploy.steps.findIndex((s: any) => s.name === 'Release the stack');
    expect(jobs.workflow.jobs.deploy.steps[files + 1].with).toMatchObject({ 'command': 'up', 'upsert': true, 'stack-name': 'preview-pr-${{ github.event.pull_request.number || inputs.number }}' });
    const { cwd } = await jobs.run('deploy', { number: 12, until: 'Put the number into the names' });
    const folder = join(cwd, 'deploy/preview');
    expect(readFileSync(join(folder, 'Pulumi.preview-pr-12.yaml'), 'utf8')).toContain('secretsprovider: gcpkms://');
    expect(existsSync(join(folder, 'Pulumi.preview-pr-000000.yaml'))).toBe(false);
    expect(readFileSync(join(folder, 'index.ts'), 'utf8')).toContain('name: "shop-pr-12"');
    const released = await jobs.run('deploy', { number: 12, until: 'Release the stack', env });
    expect(released.ok, released.output).toBe(true);
    expect(locks()).toEqual([]);
  });
});

test('in Pulumi Cloud it is the organization\'s', () => {
  const cluster = KubernetesCluster.existing({ server: 'https://kubernetes.example.com:6443' });
  const cloud = new Jobs('kubernetes-pulumi', { platform: Platform.kubernetes({ namespace: 'previews', cluster, pulumi: { organization: 'acme' } }), registries: [Registry.ghcr({ repository: 'acme/shop-preview', public: true })] });
  const { env } = cloud.workflow.jobs.destroy.steps.find((s: any) => s.name === 'Delete the stack');
  expect(env).toMatchObject({ STACK: 'acme/preview/preview-pr-${{ github.event.pull_request.number || inputs.number }}', BACKEND: '', ORGANIZATION: 'acme' });
  expect(step('destroy', 'Delete the stack').env).toMatchObject({ BACKEND: 'gs://acme-dev-state', ORGANIZATION: '' });
});
