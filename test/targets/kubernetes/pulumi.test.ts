/** The generated program, compiled and run: with Pulumi's mocks it creates the objects that kubectl would apply. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { afterAll, describe, expect, test } from 'vitest';
import { EVERYTHING, PULUMI, synthesize } from './synthesize';
import type { KubernetesPlatformProps } from '../../../src/targets/kubernetes';
import type { ContextChanges } from '../context';
import { DIGEST } from '../context';

const ROOT = join(__dirname, '../../..');
const CACHE = join(ROOT, 'node_modules/.cache/pipewright-pulumi', String(process.pid));
let folders = 0;
afterAll(() => rmSync(CACHE, { recursive: true, force: true }));

const IMAGE = `ghcr.io/acme/api@${DIGEST}`;

const RUNNER = `
const pulumi = require('@pulumi/pulumi');
const created = [];
pulumi.runtime.setMocks({
  newResource: ({ type, name, inputs }) => { created.push({ type, name, inputs }); return { id: name, state: inputs }; },
  call: ({ inputs }) => inputs,
}, 'project', 'stack');
if (process.env.IMAGE) pulumi.runtime.setAllConfig({ 'project:image': process.env.IMAGE });
require('./index.js');
pulumi.runtime.disconnect().then(() => console.log(JSON.stringify(created)));
`;

/** Within the repository: the program finds Pulumi's packages there as it would in a folder of its own. */
function compile(changes: ContextChanges, props: Partial<KubernetesPlatformProps>): string {
  const folder = join(CACHE, String(folders++));
  mkdirSync(folder, { recursive: true });
  const output = synthesize(changes, { ...props, pulumi: PULUMI.eks });
  expect(output.problems).toEqual([]);
  writeFileSync(join(folder, 'index.ts'), output.text('index.ts'));
  writeFileSync(join(folder, 'index.js'), transformSync(output.text('index.ts'), { loader: 'ts', format: 'cjs' }).code);
  writeFileSync(join(folder, 'run.js'), RUNNER);
  return folder;
}

function run(folder: string, image: string | undefined = IMAGE) {
  return spawnSync(process.execPath, ['run.js'], { cwd: folder, encoding: 'utf8', env: { PATH: process.env.PATH, IMAGE: image } });
}

/** What kubectl applies: the manifests with the image set. */
function manifests(changes: ContextChanges, props: Partial<KubernetesPlatformProps>): object[] {
  const output = synthesize(changes, props);
  return output.paths.filter((path) => path !== 'kustomization.yaml').map((path) => {
    const object = output.object(path);
    if (object.kind === 'Deployment') object.spec.template.spec.containers[0].image = IMAGE;
    return object;
  });
}

const sorted = (objects: readonly object[]) => [...objects].map((o: any) => ({ key: `${o.kind}/${o.metadata.name}`, o })).sort((a, b) => (a.key < b.key ? -1 : 1));

describe('the Pulumi program', () => {
  const extraObjects = [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { a: 'b' } },
    { apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', metadata: { name: 'db' }, spec: { refreshInterval: '1h' } },
  ];

  test.each([
    ['an Ingress', EVERYTHING, { extraObjects }],
    ['a Gateway', { ...EVERYTHING, certificate: undefined }, { gateway: { name: 'public' } }],
  ] as [string, ContextChanges, Partial<KubernetesPlatformProps>][])('creates the objects that kubectl applies, with %s', (_name, changes, props) => {
    const { status, stdout, stderr } = run(compile(changes, props));
    expect(status, stderr).toBe(0);
    expect(sorted(JSON.parse(stdout).map(({ inputs }: any) => inputs))).toEqual(sorted(manifests(changes, props)));
  }, 60_000);

  test('does nothing without an image, or with one that has no digest', () => {
    const folder = compile(EVERYTHING, {});
    for (const image of ['', 'ghcr.io/acme/api:latest']) {
      const { status, stderr } = run(folder, image);
      expect(status).not.toBe(0);
      expect(stderr).toMatch(/image/);
    }
  }, 60_000);

  test.skipIf(process.env.PIPEWRIGHT_ENGINES !== '1')('compiles as its project says (PIPEWRIGHT_ENGINES=1: the types of Kubernetes take seconds)', () => {
    const folder = compile(EVERYTHING, { extraObjects, podAnnotations: { a: 'b' }, runAsUser: 1000 });
    const { compilerOptions, files } = synthesize({}, { pulumi: PULUMI.eks }).json('tsconfig.json');
    // newer compilers than the project's call its module resolution old
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: { ...compilerOptions, noEmit: true, types: [], ignoreDeprecations: '6.0' }, files }));
    const { status, stdout } = spawnSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', folder], { encoding: 'utf8' });
    expect(status, stdout).toBe(0);
  }, 60_000);

  test('the project installs by checksum', () => {
    const output = synthesize({}, { pulumi: PULUMI.eks });
    const { dependencies } = output.json('package.json');
    const { packages } = output.json('package-lock.json');
    expect(packages[''].dependencies).toEqual(dependencies);
    for (const [path, entry] of Object.entries<any>(packages)) {
      if (path) expect(entry, path).toMatchObject({ version: expect.any(String), integrity: expect.stringMatching(/^sha512-/) });
    }
    for (const [name, version] of Object.entries(dependencies)) expect(packages[`node_modules/${name}`].version).toBe(version);
  });

  test('the project and its stack', () => {
    const output = synthesize({ id: 'on-pulumi', environment: 'production' }, { pulumi: PULUMI.eks });
    expect(output.paths).toEqual(['Pulumi.yaml', 'Pulumi.production.yaml', 'index.ts', 'package.json', 'package-lock.json', 'tsconfig.json']);
    expect(output.object('Pulumi.yaml')).toMatchObject({ name: 'on-pulumi', runtime: { name: 'nodejs' }, backend: { url: PULUMI.eks?.backend } });
    expect(output.object('Pulumi.production.yaml')).toEqual({ secretsprovider: PULUMI.eks?.secretsProvider });
  });
});
