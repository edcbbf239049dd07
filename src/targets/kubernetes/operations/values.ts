import type { TargetContext } from '../../target';
import { kubectlName, resources } from '../kinds';
import { KubernetesObject } from '../objects/object';
import { isAutoscaled, Plan } from '../plan';

/** Values by their names in the environment. */
export type Values = ReturnType<typeof values>;

/** Literal values that the scripts take by the environment, chosen by name. */
export function values(context: TargetContext, plan: Plan, objects: readonly KubernetesObject[]) {
  const selector = (labels: Readonly<Record<string, string>>) => Object.entries(labels).map(([key, value]) => `${key}=${value}`).join(',');
  const { 'app.kubernetes.io/instance': instance, 'app.kubernetes.io/managed-by': managedBy } = plan.labels;
  const all = {
    DIRECTORY: context.directory,
    // without the workload's name: what went by an earlier one is found, too
    LABELS: selector({ 'app.kubernetes.io/instance': instance, 'app.kubernetes.io/managed-by': managedBy }),
    // of the autoscaler, where there is one
    MINIMUM: isAutoscaled(plan.workload) ? String(plan.workload.replicas.min) : '',
    NAME: plan.name,
    NAMESPACE: plan.namespace,
    REPOSITORY: context.imageRepository,
    RESOURCES: resources(objects).map(kubectlName).join(','),
    SELECTOR: selector(plan.selector),
    TIMEOUT: String(plan.timeoutSeconds),
  };
  return (...names: (keyof typeof all)[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, all[name]]));
}
