/** The job's own commands, with the real ssh-agent and ssh-add, and stand-ins for ssh and the manager's docker. */
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SecretRef } from '../../../src/secret-ref';
import { SwarmTarget } from '../../../src/targets/swarm';
import type { TargetOperations } from '../../../src/targets/target';
import { DIGEST, fakeContext } from '../context';
import { runSteps } from '../support/run-steps';
import { hasTool, temporary } from '../support/tools';

const OTHER = `sha256:${'f'.repeat(64)}`;
const IMAGE = 'ghcr.io/acme/api';
const needed = process.env.PIPEWRIGHT_ENGINES === '1' && hasTool('jq') && hasTool('ssh-add');

// hands the command to a shell, as the host would, and notes how it was called
const SSH = `#!/usr/bin/env bash
echo "$*" >> "$SSH_LOG"
while [ "\${1:0:1}" = - ]; do shift 2; done
ssh-add -L > /dev/null || exit 255
shift
exec bash -c "$*"
`;

class Swarm {
  public readonly cwd = temporary();
  private readonly file = join(this.cwd, 'state.json');
  private readonly key = join(this.cwd, 'key');
  private readonly output;

  constructor() {
    const context = fakeContext({ id: 'web', workload: { secrets: { DATABASE_URL: SecretRef.of({ swarm: 'db_url_v3' }) } } });
    this.output = new SwarmTarget({
      host: 'deploy@swarm.example.com', hostKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDtZ0n7cVq8Yv1Hq3c0mZk2g8y5eF1bq9l3Yw6tXoJ4r',
    }).synthesize(context);
    expect(context.problems).toEqual([]);
    for (const folder of ['deploy/web', 'bin']) mkdirSync(join(this.cwd, folder), { recursive: true });
    for (const { path, content } of this.output.files) writeFileSync(join(this.cwd, 'deploy/web', path), typeof content === 'string' ? content : JSON.stringify({ '//': 'header', ...content }));
    copyFileSync(join(__dirname, 'docker.mjs'), join(this.cwd, 'bin/docker'));
    writeFileSync(join(this.cwd, 'bin/ssh'), SSH);
    for (const tool of ['docker', 'ssh']) chmodSync(join(this.cwd, 'bin', tool), 0o755);
    spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', this.key]);
    const defined = this.output.files.find((f) => f.path === 'expected.json')!.content;
    writeFileSync(this.file, JSON.stringify({ log: [], broken: [], defined }));
  }

  public get state(): any {
    return JSON.parse(readFileSync(this.file, 'utf8'));
  }

  public set(changes: object): void {
    writeFileSync(this.file, JSON.stringify({ ...this.state, ...changes }));
  }

  public get image(): string {
    return this.state.service.Spec.TaskTemplate.ContainerSpec.Image;
  }

  public run(operations: readonly (keyof TargetOperations)[], digest = DIGEST) {
    return runSteps(operations.flatMap((operation) => this.output.operations[operation]()), {
      cwd: this.cwd,
      secrets: { SWARM_SSH_KEY: readFileSync(this.key, 'utf8').trim() },
      env: { IMAGE: `${IMAGE}@${digest}`, DIGEST: digest, ENVIRONMENT: 'web', DOCKER_STATE: this.file, SSH_LOG: join(this.cwd, 'ssh'), PATH: `${join(this.cwd, 'bin')}:${process.env.PATH}` },
    });
  }
}

test.skipIf(!needed)('first deploy, second deploy, drift, removal', async () => {
  const swarm = new Swarm();
  const first = await swarm.run(['login', 'deploy', 'verify', 'rollback']);
  expect(first.ok, first.output).toBe(true);
  expect(swarm.image).toBe(`${IMAGE}@${DIGEST}`);
  const second = await swarm.run(['deploy', 'verify', 'drift'], OTHER);
  expect(second.ok, second.output).toBe(true);
  expect(second.output).toContain('3 of 3 tasks run');
  expect(readFileSync(join(swarm.cwd, 'ssh'), 'utf8')).toMatch(/StrictHostKeyChecking=yes .* -p 22 deploy@swarm\.example\.com docker info/);
  const { service } = swarm.state;
  service.Spec.Mode.Replicated.Replicas = 1;
  swarm.set({ service });
  const drifted = await swarm.run(['drift'], OTHER);
  expect(drifted.ok).toBe(false);
  expect(drifted.output).toContain('Spec.Mode.Replicated.Replicas: 3 is defined, 1 runs');
  expect((await swarm.run(['destroy'])).ok).toBe(true);
  expect(swarm.state.service).toBeUndefined();
});

test.skipIf(!needed)('docker ends well after it went back by itself: the job does not', async () => {
  const swarm = new Swarm();
  await swarm.run(['deploy']);
  swarm.set({ broken: [`${IMAGE}@${OTHER}`] });
  const bad = await swarm.run(['deploy', 'verify', 'rollback'], OTHER);
  expect(bad.ok).toBe(false);
  expect(bad.output).toContain('the update of api-web_api is rollback_completed');
  expect(bad.output).toContain('Swarm has gone back by itself');
  expect(swarm.image).toBe(`${IMAGE}@${DIGEST}`);
});

test.skipIf(!needed)('a failure behind a good rollout goes back', async () => {
  const swarm = new Swarm();
  await swarm.run(['deploy']);
  const late = await swarm.run(['deploy', 'drift', 'rollback'], OTHER);
  expect(late.ok, late.output).toBe(true);
  const { defined } = swarm.state;
  defined.Spec.Mode.Replicated.Replicas = 2;
  swarm.set({ defined });
  // another step fails: here the comparison
  const bad = await swarm.run(['deploy', 'drift', 'rollback'], DIGEST);
  expect(bad.ok).toBe(false);
  expect(bad.output).toContain('is back at what ran before');
  expect(swarm.image).toBe(`${IMAGE}@${OTHER}`);
});
