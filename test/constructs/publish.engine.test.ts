// The publishing step for real: an image built by buildah, two local registries, the very script of the synthesized job.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { App, ContainerImage, Pipeline, Registry, testing, Trigger } from '../../src';
import { DockerRegistry } from '../engines/docker-registry';

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'pipewright-publish-'));
const registries: DockerRegistry[] = [];
const env = {
  ...process.env,
  PATH: `${work}/bin:${process.env.PATH}`,
  RUNNER_TEMP: work,
  GITHUB_STEP_SUMMARY: path.join(work, 'summary'),
  GITHUB_OUTPUT: path.join(work, 'output'),
};

function sh(script: string, extra: Record<string, string> = {}): string {
  const run = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], { env: { ...env, ...extra }, encoding: 'utf8', cwd: work });
  if (run.status !== 0) throw new Error(`${script}\n${run.stdout}\n${run.stderr}`);
  return run.stdout;
}

beforeAll(async () => {
  const conf = path.join(work, 'registries.conf');
  // the local registries speak plain HTTP, which the job's own command line never allows
  fs.mkdirSync(path.join(work, 'bin'));
  fs.writeFileSync(path.join(work, 'bin', 'skopeo'), `#!/bin/sh\nexec /usr/bin/skopeo --registries-conf "${conf}" "$@"\n`, { mode: 0o755 });
  for (let i = 0; i < 2; i++) registries.push(await DockerRegistry.start());
  fs.writeFileSync(conf, registries.map(({ port }) => `[[registry]]\nlocation = "127.0.0.1:${port}"\ninsecure = true\n`).join('\n'));
  fs.writeFileSync(path.join(work, 'hello'), 'hello\n');
  fs.writeFileSync(path.join(work, 'Containerfile'), 'FROM scratch\nCOPY hello /hello\n');
  fs.mkdirSync(path.join(work, 'image'));
  sh(`buildah --storage-driver vfs --root "${work}/storage" --runroot "${work}/run" build --isolation chroot --tag built . >/dev/null 2>&1
buildah --storage-driver vfs --root "${work}/storage" --runroot "${work}/run" push built "oci-archive:${work}/image/image.tar" >/dev/null 2>&1`);
}, 120_000);

afterAll(() => {
  registries.forEach((registry) => registry.stop());
  fs.rmSync(work, { recursive: true, force: true });
});

/** The script of the step, out of the synthesized workflow. */
function pushStep(): string {
  const pipeline = new Pipeline(new App({ repository: { owner: 'acme', name: 'shop' } }), 'ci', { triggers: [Trigger.push({ branches: ['main'] })] });
  new ContainerImage(pipeline, 'image', { registries: [Registry.ghcr()] });
  const { jobs } = testing.Template.fromPipeline(pipeline).toJson();
  return jobs.image.steps.find((step: { id?: string }) => step.id === 'push').run;
}

describe('publishing', () => {
  const references = () => registries.flatMap(({ port }) => [`127.0.0.1:${port}/acme/shop:main`, `127.0.0.1:${port}/acme/shop:sha-1`]);

  test('every registry and tag holds the digest that was built', () => {
    sh(pushStep(), { REFERENCES: references().join('\n') });
    const digest = /digest=(sha256:[0-9a-f]{64})/.exec(fs.readFileSync(env.GITHUB_OUTPUT, 'utf8'))?.[1];
    expect(digest).toBeDefined();
    for (const reference of references()) expect(sh(`skopeo inspect --format '{{.Digest}}' "docker://${reference}"`).trim()).toBe(digest);
    // the manifest is what the attestation speaks of
    expect(`sha256:${sh('sha256sum manifest.json').split(' ')[0]}`).toBe(digest);
  });

  test('without a tag nothing is pushed, and the job fails', () => {
    expect(() => sh(pushStep(), { REFERENCES: '' })).toThrow('no tag applies');
  });

  test('an archive that is no image fails', () => {
    fs.writeFileSync(path.join(work, 'broken.tar'), 'no archive');
    expect(() => sh(pushStep().replace('/image/image.tar', '/broken.tar'), { REFERENCES: references()[0] })).toThrow();
  });
});
