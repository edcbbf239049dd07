import type { ObjectMetadata } from './object';
import type { Plan } from '../plan';

/** Metadata of an object of the target. */
export function metadata(plan: Plan, annotations?: Readonly<Record<string, string>>): ObjectMetadata {
  return {
    name: plan.name,
    namespace: plan.namespace,
    labels: { ...plan.labels },
    annotations: annotations && Object.keys(annotations).length ? { ...annotations } : undefined,
  };
}
