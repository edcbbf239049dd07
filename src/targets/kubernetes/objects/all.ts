/** Everything that a target deploys. */
import { autoscaler } from './autoscaler';
import { deployment } from './deployment';
import { disruptionBudget } from './disruption-budget';
import { networkPolicy } from './network-policy';
import { KubernetesObject } from './object';
import { publish } from './publish';
import { service } from './service';
import { serviceAccount } from './service-account';
import type { Plan } from '../plan';

/** `image`: what stands for it until the deploy job sets it. */
export function allObjects(plan: Plan, image: string): KubernetesObject[] {
  const objects = [
    serviceAccount(plan), networkPolicy(plan), deployment(plan, image), service(plan), publish(plan), autoscaler(plan), disruptionBudget(plan),
  ];
  return [...objects.filter((object) => object !== undefined), ...extraObjects(plan)];
}

/** The user's own objects, in the namespace and with the labels by which what is no longer defined is found. */
function extraObjects(plan: Plan): KubernetesObject[] {
  const given = plan.props.extraObjects;
  if (!Array.isArray(given)) return [];
  return (given as KubernetesObject[]).map((object) => ({
    ...object,
    metadata: { ...object.metadata, namespace: plan.namespace, labels: { ...object.metadata.labels, ...plan.labels } },
  }));
}

/** `deployment`; a second object of a kind has its name behind it. */
export function shortName(object: KubernetesObject, own: string): string {
  const kind = object.kind.replace(/([a-z0-9])([A-Z])/g, '$1-$2').replace(/([A-Z])([A-Z][a-z])/g, '$1-$2').toLowerCase();
  return object.metadata.name === own ? kind : `${kind}-${object.metadata.name}`;
}
