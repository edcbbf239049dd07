/** The user's own objects and patches: within the namespace, without secrets in clear, beside the generated ones. */
import { MAX_SUBDOMAIN } from './check-names';
import { KubernetesObject } from './objects/object';
import type { KubernetesPlatformProps } from './props';
import { isRecord } from '../../values';
import { Report } from '../support/input';

const RULE = 'target-kubernetes-object';

/** Kinds that belong to no namespace: a deploy identity that may work in one namespace only is refused them. */
const CLUSTER_SCOPED: readonly string[] = [
  'APIService', 'CertificateSigningRequest', 'ClusterIssuer', 'ClusterRole', 'ClusterRoleBinding', 'CustomResourceDefinition', 'GatewayClass',
  'IngressClass', 'MutatingWebhookConfiguration', 'Namespace', 'Node', 'PersistentVolume', 'PriorityClass', 'RuntimeClass', 'StorageClass',
  'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'ValidatingWebhookConfiguration',
];
/** Kinds by which an identity could widen its own rights. */
const RIGHTS: readonly string[] = ['Role', 'RoleBinding'];

export function isObject(value: unknown): value is KubernetesObject {
  return isRecord(value) && typeof value.apiVersion === 'string' && typeof value.kind === 'string'
    && isRecord(value.metadata) && typeof value.metadata.name === 'string' && value.metadata.name.length <= MAX_SUBDOMAIN && value.metadata.name !== '';
}

export function checkExtras(props: KubernetesPlatformProps, generated: readonly KubernetesObject[], report: Report): void {
  const taken = new Set(generated.map(keyOf));
  for (const [i, object] of (props.extraObjects ?? []).entries()) {
    const at = `platform.extraObjects.${i}`;
    if (!isObject(object)) {
      report({ ruleId: RULE, at, message: 'no Kubernetes object', value: object, allowed: ['{ apiVersion, kind, metadata: { name }, … }'] });
      continue;
    }
    checkObject(object, at, props.namespace, report);
    if (taken.has(keyOf(object))) {
      report({ ruleId: RULE, at, message: 'the object is defined twice', value: `${object.kind} ${object.metadata.name}`, fix: 'change the generated one by `patches`, or rename yours' });
    }
    taken.add(keyOf(object));
  }
}

function keyOf(object: KubernetesObject): string {
  return `${object.apiVersion.replace(/\/.*/, '')}/${object.kind}/${object.metadata.name}`;
}

function checkObject(object: KubernetesObject, at: string, namespace: string, report: Report): void {
  const { kind, metadata } = object;
  const fail = (message: string, value: unknown, fix: string) => report({ ruleId: RULE, at, message, value, fix });
  if (CLUSTER_SCOPED.includes(kind)) fail('the object belongs to no namespace, and the deploy identity may work in one only', kind, 'apply it by hand, as the bootstrap');
  if (RIGHTS.includes(kind)) fail('the deploy identity may not grant rights', kind, 'apply it by hand, as the bootstrap');
  if (metadata.namespace !== undefined && metadata.namespace !== namespace) fail('the object is in another namespace', metadata.namespace, `leave the namespace out, or say ${namespace}`);
  if (kind === 'Secret' && object.apiVersion === 'v1') {
    fail('a Secret would be stored in clear in the repository', metadata.name, 'create it in the cluster, or by an ExternalSecret or a SealedSecret');
  }
}

const TARGET_KEYS: readonly string[] = ['group', 'version', 'kind', 'name', 'namespace', 'labelSelector', 'annotationSelector'];

export function checkPatches(props: KubernetesPlatformProps, report: Report): void {
  const patches: unknown = props.patches;
  if (patches === undefined) return;
  if (!Array.isArray(patches)) {
    report({ ruleId: 'target-kubernetes-patch', at: 'platform.patches', message: 'no list of patches', value: patches, allowed: ['[{ patch, target }]'] });
    return;
  }
  if (props.pulumi && patches.length) {
    report({
      ruleId: 'target-kubernetes-patch',
      at: 'platform.patches',
      message: 'patches are kustomize\'s, and this target deploys by Pulumi',
      value: patches.length,
      fix: 'leave `pulumi` out, or add what is missing by `extraObjects`',
    });
  }
  patches.forEach((patch: unknown, i) => checkPatch(patch, `platform.patches.${i}`, report));
}

function checkPatch(given: unknown, at: string, report: Report): void {
  const fail = (message: string, value: unknown, allowed: string) => report({ ruleId: 'target-kubernetes-patch', at, message, value, allowed: [allowed] });
  if (!isRecord(given)) return fail('no patch', given, '{ patch, target }');
  const { patch, target } = given;
  const operations = Array.isArray(patch);
  if (!operations && !isRecord(patch)) return fail('no patch', patch, 'a partial object, or a list of JSON 6902 operations');
  if (operations && !patch.every((o) => isRecord(o) && typeof o.op === 'string' && typeof o.path === 'string')) {
    fail('no JSON 6902 operations', patch, '{ op: \'replace\', path: \'/spec/…\', value }');
  }
  if (target === undefined) {
    if (operations) fail('operations need a target', target, TARGET_KEYS.join(', '));
    else if (!isObject(patch)) fail('a patch without a target names its object', patch, 'apiVersion, kind, metadata.name');
    return;
  }
  const strange = isRecord(target) ? Object.keys(target).filter((key) => !TARGET_KEYS.includes(key)) : [String(target)];
  if (strange.length) fail('no selector of a kustomize patch', strange, TARGET_KEYS.join(', '));
  return undefined;
}
