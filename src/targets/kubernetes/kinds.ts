/** The resources of the API that a target owns: what its role covers, and where leftovers are looked for. */
import { KubernetesObject } from './objects/object';

export interface Resource {
  readonly group: string;
  readonly resource: string;
}

/** Always, whichever of them this version of the target has: an autoscaler that is no longer defined must go. */
const OWN: readonly Resource[] = [
  { group: 'apps', resource: 'deployments' },
  { group: '', resource: 'services' },
  { group: '', resource: 'serviceaccounts' },
  { group: 'networking.k8s.io', resource: 'ingresses' },
  { group: 'networking.k8s.io', resource: 'networkpolicies' },
  { group: 'autoscaling', resource: 'horizontalpodautoscalers' },
  { group: 'policy', resource: 'poddisruptionbudgets' },
];

export function resources(objects: readonly KubernetesObject[]): Resource[] {
  const all = [...OWN, ...objects.map(resourceOf)];
  return all.filter((one, i) => all.findIndex((other) => other.group === one.group && other.resource === one.resource) === i);
}

/** As kubectl takes it: `deployments.apps`. */
export function kubectlName({ group, resource }: Resource): string {
  return group ? `${resource}.${group}` : resource;
}

const IRREGULAR: Readonly<Record<string, string>> = { Endpoints: 'endpoints' };

/** The plural by which the API calls a kind: custom kinds keep to English, too. */
function resourceOf({ apiVersion, kind }: KubernetesObject): Resource {
  const group = apiVersion.includes('/') ? apiVersion.replace(/\/.*/, '') : '';
  return { group, resource: Object.hasOwn(IRREGULAR, kind) ? IRREGULAR[kind] : plural(kind.toLowerCase()) };
}

function plural(word: string): string {
  if (/(s|x|z|ch|sh)$/.test(word)) return `${word}es`;
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}
