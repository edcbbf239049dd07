/**
 * Properties that a platform cannot change in place: it deletes the resource and makes a new one.
 * CloudFormation: "Update requires: Replacement", as scripts/replacements.mjs reads it from AWS' specification. A changed task definition is a
 * new revision beside the old ones, which nobody would call replaced.
 * Kubernetes: fields that the API server calls immutable.
 */
import data from './replacements.json';

const CLOUDFORMATION: Readonly<Record<string, readonly string[]>> = data.types;

const KUBERNETES: Readonly<Record<string, readonly string[]>> = {
  DaemonSet: ['spec.selector'],
  Deployment: ['spec.selector'],
  Job: ['spec.selector', 'spec.template', 'spec.completionMode'],
  PersistentVolumeClaim: ['spec.storageClassName', 'spec.accessModes', 'spec.volumeName'],
  RoleBinding: ['roleRef'],
  ClusterRoleBinding: ['roleRef'],
  Service: ['spec.clusterIP'],
  StatefulSet: ['spec.selector', 'spec.serviceName', 'spec.volumeClaimTemplates', 'spec.podManagementPolicy'],
};

/** Whether a change at this path (from the resource's own root) replaces a CloudFormation resource. */
export function replacesResource(type: string, path: string): boolean {
  if (path === 'Type') return true;
  return (CLOUDFORMATION[type] ?? []).some((property) => isAtOrBelow(path, `Properties.${property}`));
}

/** Whether the API server refuses this change, so that the object has to be deleted first. */
export function replacesObject(kind: string, path: string): boolean {
  return (KUBERNETES[kind] ?? []).some((field) => isAtOrBelow(path, field));
}

function isAtOrBelow(path: string, field: string): boolean {
  return path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`);
}
