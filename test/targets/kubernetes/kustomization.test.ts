import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { EVERYTHING, synthesize } from './synthesize';
import type { KubernetesPlatformProps } from '../../../src/targets/kubernetes';
import type { ContextChanges } from '../context';
import { DIGEST } from '../context';
import { hasJudge, hasTool, temporary } from '../support/tools';

function kubectl(changes: ContextChanges, props: Partial<KubernetesPlatformProps>, edit = (text: string) => text) {
  const folder = temporary();
  for (const { path, content } of synthesize(changes, props).files) {
    writeFileSync(join(folder, path), path === 'kustomization.yaml' ? edit(String(content)) : String(content));
  }
  return spawnSync('kubectl', ['kustomize', folder], { encoding: 'utf8' });
}

/** What kubectl makes of the folder once the image is set, by kind. */
function build(changes: ContextChanges = {}, props: Partial<KubernetesPlatformProps> = {}): Record<string, any> {
  const { status, stdout, stderr } = kubectl(changes, props, setImage);
  expect(status, stderr).toBe(0);
  return Object.fromEntries(parseAllDocuments(stdout, { version: '1.1' }).map((document) => document.toJS()).map((object) => [object.kind, object]));
}

/** What `kustomize edit set image` does to the placeholder. */
function setImage(text: string): string {
  const document = parse(text);
  document.images = document.images.map(({ name, newName }: any) => ({ name, newName, digest: DIGEST }));
  return JSON.stringify(document);
}

const image = (objects: Record<string, any>) => objects.Deployment.spec.template.spec.containers[0].image;

describe('the kustomization', () => {
  test('an object by itself has no image: the API server refuses it', () => {
    expect(synthesize().object('deployment.yaml').spec.template.spec.containers[0]).not.toHaveProperty('image');
  });

  test.skipIf(!hasTool('kubectl'))('kubectl: before the image is set the folder does not build', () => {
    const { status, stderr } = kubectl({}, {});
    expect(status).not.toBe(0);
    expect(stderr).toContain('ghcr.io/acme/api:set-by-the-deploy-job');
  });

  test.skipIf(!hasTool('kubectl'))('kubectl: the digest enters by the images entry alone', () => {
    expect(image(build())).toBe(`ghcr.io/acme/api@${DIGEST}`);
  });

  test.skipIf(!hasTool('kubectl'))('kubectl: the user\'s patches change the objects', () => {
    const objects = build(EVERYTHING, {
      patches: [
        { patch: [{ op: 'replace', path: '/spec/type', value: 'NodePort' }], target: { kind: 'Service' } },
        { patch: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'shop' }, spec: { minReadySeconds: 5 } } },
      ],
    });
    expect(objects.Service.spec.type).toBe('NodePort');
    expect(objects.Deployment.spec.minReadySeconds).toBe(5);
  });

  test.skipIf(!hasTool('kubectl'))('kubectl: texts that YAML could take for something else stay texts', () => {
    const texts = ['yes', 'on', '012', '0o17', '0x1F', '1e3', '1_000', '1:30', 'null', '~', '2001-01-01', '=', '<<', 'true', '', 'a: b', '# c', 'a\nb\n', '\ttab', ' lead', 'é', '.inf', '-', '%z', '@q', '\u0007'];
    const env = Object.fromEntries(texts.map((text, i) => [`V${i}`, text]));
    const found = build({ workload: { env } }).Deployment.spec.template.spec.containers[0].env;
    expect(found.map(({ value = '' }) => value)).toEqual(texts);
  });

  test.skipIf(!hasJudge('kubernetes'))('kubernetes judge: every file', () => {
    const extra = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { a: 'b' } };
    const everything = synthesize(EVERYTHING, { extraObjects: [extra], runAsUser: 1000, networkPolicy: { toCidrs: ['10.0.0.0/8'] } });
    const folder = temporary();
    for (const { path, content } of [...everything.files, ...everything.bootstrap]) {
      if (!path.endsWith('.yaml')) continue;
      // the judge asks for an image, which the deploy job sets
      const text = String(content).replace(/^( +)- name: shop\n/m, `$1- name: shop\n$1  image: ghcr.io/acme/shop@${DIGEST}\n`);
      writeFileSync(join(folder, path), path === 'deployment.yaml' ? text : String(content));
    }
    const { status, stdout, stderr } = spawnSync('node', [join(__dirname, '../../../scripts/judges/kubernetes.mjs'), folder], { encoding: 'utf8' });
    expect(status, `${stdout}${stderr}`).toBe(0);
  });
});
