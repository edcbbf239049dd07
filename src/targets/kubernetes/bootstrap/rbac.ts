/** What the deploy identity may do in the cluster: just what its commands need, in one namespace. */
import type { rbac } from '@pulumi/kubernetes/types/input';
import { Resource, resources } from '../kinds';
import { compact, KubernetesObject } from '../objects/object';
import { MANAGED_BY, Plan } from '../plan';

/** Who signs in, as the API server sees it. */
export type RbacSubject =
  | { readonly kind: 'User' | 'Group'; readonly name: string }
  | { readonly kind: 'ServiceAccount'; readonly name: string };

export function roleName(plan: Plan): string {
  return `pipewright-${plan.id.toLowerCase().replace(/[^a-z0-9.-]+/g, '-')}`;
}

/** `watch`: kubectl waits for deletions, and Pulumi for everything. */
const OWNER_VERBS = ['get', 'list', 'watch', 'create', 'patch', 'delete'];
const READER_VERBS = ['get', 'list', 'watch'];

export function role(plan: Plan, objects: readonly KubernetesObject[]): KubernetesObject {
  return compact({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { name: roleName(plan), namespace: plan.namespace, labels: { ...MANAGED_BY } },
    rules: [...rules(resources(objects), OWNER_VERBS), ...rules(readBy(plan), READER_VERBS)],
  } satisfies rbac.v1.Role) as KubernetesObject;
}

/** What is read to see how a rollout goes, and why it does not. */
function readBy(plan: Plan): Resource[] {
  const both = [{ group: '', resource: 'pods' }, { group: '', resource: 'events' }, { group: 'apps', resource: 'replicasets' }];
  if (!plan.props.pulumi) return both;
  // Pulumi waits until a Service has endpoints, and watches claims beside every Deployment
  return [...both, { group: '', resource: 'endpoints' }, { group: '', resource: 'persistentvolumeclaims' }, { group: 'discovery.k8s.io', resource: 'endpointslices' }];
}

/** One rule a group of the API. */
function rules(all: readonly Resource[], verbs: readonly string[]): rbac.v1.PolicyRule[] {
  const groups = [...new Set(all.map(({ group }) => group))];
  return groups.map((group) => ({
    apiGroups: [group], resources: all.filter((one) => one.group === group).map(({ resource }) => resource), verbs: [...verbs],
  }));
}

export function roleBinding(plan: Plan, subject: RbacSubject): KubernetesObject {
  const group = 'rbac.authorization.k8s.io';
  return compact({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: roleName(plan), namespace: plan.namespace, labels: { ...MANAGED_BY } },
    roleRef: { apiGroup: group, kind: 'Role', name: roleName(plan) },
    subjects: [subject.kind === 'ServiceAccount' ? { ...subject, namespace: plan.namespace } : { ...subject, apiGroup: group }],
  } satisfies rbac.v1.RoleBinding) as KubernetesObject;
}
