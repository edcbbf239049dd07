/** The program: the same objects as the manifests, the image from the stack's configuration. */
import { Expression, toSource } from './literal';
import { shortName } from '../objects/all';
import { KubernetesObject } from '../objects/object';
import type { Plan } from '../plan';

const IMAGE = new Expression('image');

/** Groups that the SDK has classes for, by the name of their module. */
const MODULES: Readonly<Record<string, string>> = {
  '': 'core',
  'apps': 'apps',
  'autoscaling': 'autoscaling',
  'batch': 'batch',
  'networking.k8s.io': 'networking',
  'policy': 'policy',
};

export function program(plan: Plan, objects: readonly KubernetesObject[]): string {
  return [
    'import * as kubernetes from "@pulumi/kubernetes";',
    'import * as pulumi from "@pulumi/pulumi";',
    '',
    '// repository@sha256:…, set by the deploy job: there is no default',
    'const image = new pulumi.Config().require("image");',
    'if (!/@sha256:[0-9a-f]{64}$/.test(image)) throw new Error(`the image must be named by its digest, not ${image}`);',
    '',
    ...objects.map((object) => resource(plan, object)),
    'export { image };',
    '',
  ].join('\n');
}

function resource(plan: Plan, object: KubernetesObject): string {
  const { apiVersion, kind } = object;
  const own = object.metadata.name === plan.name;
  const isDeployment = own && apiVersion === 'apps/v1' && kind === 'Deployment';
  const options = isDeployment ? `, ${toSource({ customTimeouts: { create: `${plan.timeoutSeconds}s`, update: `${plan.timeoutSeconds}s` } })}` : '';
  const type = className(apiVersion, kind);
  // a class of the SDK knows its own apiVersion and kind
  const { apiVersion: _v, kind: _k, ...fields } = object;
  const args = type ? fields : object;
  return `new ${type ?? 'kubernetes.apiextensions.CustomResource'}(${JSON.stringify(shortName(object, plan.name))}, ${toSource(isDeployment ? withImage(args) : args)}${options});\n`;
}

function className(apiVersion: string, kind: string): string | undefined {
  const [version, group = ''] = apiVersion.split('/').reverse();
  if (!Object.hasOwn(MODULES, group) || !/^v\d+((alpha|beta)\d+)?$/.test(version) || !/^[A-Z][A-Za-z0-9]*$/.test(kind)) return undefined;
  return `kubernetes.${MODULES[group]}.${version}.${kind}`;
}

/** The Deployment with the program's own variable for its image. */
function withImage(object: object): object {
  return JSON.parse(JSON.stringify(object), (key, value: unknown) => (key === 'image' && value === IMAGE_MARK ? IMAGE : value)) as object;
}

/** Not a name that an image can have. */
export const IMAGE_MARK = '<image>';
