/** The kustomization, which holds the one thing that differs from deploy to deploy: the image. */
import { shortName } from './objects/all';
import { KubernetesObject } from './objects/object';
import type { Plan } from './plan';
import { toYaml } from '../support/yaml';
import type { TargetFile } from '../target';

/** Name that the image goes by until the deploy job sets it: `kustomize edit set image app=repository@sha256:…`. */
const PLACEHOLDER = 'app';

/**
 * kustomize takes braces in a tag, and no container runtime does: applied by mistake, without the deploy job, the pods stay
 * at InvalidImageName, nothing is pulled from anywhere, and what runs goes on (no pod may be missing while others start).
 */
const UNSET = '{set-by-the-deploy-job}';
export const PLACEHOLDER_IMAGE = `${PLACEHOLDER}:${UNSET}`;

export function kustomization(plan: Plan, imageRepository: string, files: readonly string[]): string {
  const patches = plan.props.patches ?? [];
  return toYaml({
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: files,
    ...(patches.length && {
      patches: patches.map(({ patch, target }) => (
        target ? { target: { ...target }, patch: JSON.stringify(patch) } : { patch: JSON.stringify(inNamespace(plan, patch as KubernetesObject)) }
      )),
    }),
    images: [{ name: PLACEHOLDER, newName: imageRepository, newTag: UNSET }],
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
