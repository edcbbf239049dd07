// The bootstrap's script, run with stand-ins for ssh, docker, gh and ssh-keygen.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SwarmTarget } from '../../../src/targets/swarm';
import { fakeContext } from '../context';
import { temporary } from '../support/tools';

const STAND_INS: Readonly<Record<string, string>> = {
  // what comes after user@host is the command, which runs here
  'ssh': 'while [[ "$1" != *@* ]]; do shift; done; shift; exec bash -c "$*"',
  'docker': 'if [[ "$1" == info ]]; then echo true; fi',
  'gh': 'cat > "$HOME/stored"',
  'ssh-keygen': 'while [[ "$1" != -C ]]; do shift; done; echo private > "$4"; echo "ssh-ed25519 NEW $2" > "$4.pub"',
};

test('a new key replaces the old one of the same environment, and no other', () => {
  const home = temporary();
  const bin = join(home, 'bin');
  mkdirSync(bin);
  mkdirSync(join(home, '.ssh'));
  for (const [name, text] of Object.entries(STAND_INS)) {
    writeFileSync(join(bin, name), `#!/usr/bin/env bash\n${text}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const own = 'restrict ssh-ed25519 OLD pipewright:acme/api:production';
  const others = ['restrict ssh-ed25519 A pipewright:acme/api:production-worker', 'ssh-ed25519 B a person', 'restrict ssh-ed25519 C pipewright:acme/api:pre-production'];
  writeFileSync(join(home, '.ssh', 'authorized_keys'), [others[0], own, ...others.slice(1), ''].join('\n'));
  const platform = new SwarmTarget({ host: 'deploy@swarm.example.com', hostKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDtZ0n7cVq8Yv1Hq3c0mZk2g8y5eF1bq9l3Yw6tXoJ4r' });
  const script = platform.synthesize(fakeContext()).bootstrap[0].content as string;
  const { status, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8', env: { ...process.env, HOME: home, PATH: `${bin}:${process.env.PATH}` } });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(readFileSync(join(home, '.ssh', 'authorized_keys'), 'utf8').trim().split('\n')).toEqual([...others, 'restrict ssh-ed25519 NEW pipewright:acme/api:production']);
  expect(readFileSync(join(home, 'stored'), 'utf8')).toBe('private\n');
});
