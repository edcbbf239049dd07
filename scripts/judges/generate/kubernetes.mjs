// kubernetes-types → a schema for every object (an interface with a fixed apiVersion and kind) of the stable APIs, and the models of the
// Gateway API, which is not part of Kubernetes.
import { globSync } from './files.mjs';
import { readInterfaces } from './interfaces.mjs';

export function kubernetesSchema(...roots) {
  const objects = {};
  const definitions = {};
  for (const file of roots.flatMap(root => globSync(root, /\/v\d+(?:\.d\.ts|\/[A-Z]\w+\.d\.ts)$/))) {
    const read = readInterfaces(file);
    for (const declaration of Object.values(read.exported)) {
      const [apiVersion, kind] = ['apiVersion', 'kind'].map(name => literal(declaration, name));
      if (apiVersion && kind) objects[`${apiVersion}/${kind}`] = read.define(declaration);
    }
    Object.assign(definitions, read.definitions);
  }
  // a quantity may be written as a number, and as a string
  definitions['api.resource.Quantity'] = { type: ['string', 'number'] };
  return { objects, definitions };
}

function literal(declaration, name) {
  const member = declaration.members?.find(one => one.name?.text === name);
  return member?.type?.literal?.text;
}
