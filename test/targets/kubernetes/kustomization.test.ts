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
  // https://github.com/distribution/reference: what every container runtime takes
  const REFERENCE = /^[a-z0-9]+([._/:-][a-z0-9]+)*(:[\w][\w.-]{0,127})?(@sha256:[0-9a-f]{64})?$/;

  test('before the image is set, no container runtime takes the placeholder', () => {
    const { image: placeholder } = synthesize().object('deployment.yaml').spec.template.spec.containers[0];
    expect(placeholder).toMatch(/^app:/);
    expect(placeholder).not.toMatch(REFERENCE);
  });

  test.skipIf(!hasTool('kubectl'))('kubectl: nor what is built of it', () => {
    const { status, stdout, stderr } = kubectl({}, {});
    expect(status, stderr).toBe(0);
    const [, unset] = /image: (.*)/.exec(stdout) ?? [];
    expect(unset).toMatch(/ghcr.io\/acme\/api:/);
    expect(unset).not.toMatch(REFERENCE);
    expect(`ghcr.io/acme/api@${DIGEST}`).toMatch(REFERENCE);
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
      writeFileSync(join(folder, path), String(content));
    }
    const { status, stdout, stderr } = spawnSync('node', [join(__dirname, '../../../scripts/judges/kubernetes.mjs'), folder], { encoding: 'utf8' });
    expect(status, `${stdout}${stderr}`).toBe(0);
  });
});
