/** The kustomization, which holds the one thing that differs from deploy to deploy: the image. */
import { shortName } from './objects/all';
import { KubernetesObject } from './objects/object';
import type { Plan } from './plan';
import { toYaml } from '../support/yaml';
import type { TargetFile } from '../target';

/** Name that the image goes by until the deploy job sets it: `kustomize edit set image app=repository@sha256:…`. */
export const PLACEHOLDER = 'app';

/**
 * Until the image is set, nothing can be applied by mistake. The Deployment's own file has no image, which the API server
 * refuses; and the folder does not build, because its replacement (of the digest by itself) finds no digest.
 */
export function kustomization(plan: Plan, imageRepository: string, files: readonly string[]): string {
  const deployment = { group: 'apps', version: 'v1', kind: 'Deployment', name: plan.name };
  const image = `spec.template.spec.containers.[name=${plan.name}].image`;
  const digest = { delimiter: '@', index: 1 };
  return toYaml({
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: files,
    patches: [
      { target: deployment, patch: JSON.stringify([{ op: 'add', path: '/spec/template/spec/containers/0/image', value: PLACEHOLDER }]) },
      ...(plan.props.patches ?? []).map(({ patch, target }) => (
        target ? { target: { ...target }, patch: JSON.stringify(patch) } : { patch: JSON.stringify(inNamespace(plan, patch as KubernetesObject)) }
      )),
    ],
    images: [{ name: PLACEHOLDER, newName: imageRepository, newTag: 'set-by-the-deploy-job' }],
    replacements: [{
      source: { ...deployment, fieldPath: image, options: digest },
      targets: [{ select: deployment, fieldPaths: [image], options: digest }],
    }],
  });
}

/** Kustomize finds the object that a patch names by its namespace, too. */
function inNamespace(plan: Plan, patch: KubernetesObject): KubernetesObject {
  return { ...patch, metadata: { namespace: plan.namespace, ...patch.metadata } };
}

/** One file an object, and the kustomization over them. */
export function manifestFiles(plan: Plan, imageRepository: string, objects: readonly KubernetesObject[]): TargetFile[] {
  const names = objects.map((object) => `${shortName(object, plan.name)}.yaml`);
  return [
    ...objects.map((object, i) => ({ path: names[i], content: toYaml(object) })),
    { path: 'kustomization.yaml', content: kustomization(plan, imageRepository, names) },
  ];
}
