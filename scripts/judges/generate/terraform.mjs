// @cdktf/provider-google → a schema for each resource of Terraform's provider, and the attributes that others may read of it.
// Its types are made from the provider's own schema; each member's documentation holds its name there.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { readInterfaces } from './interfaces.mjs';

/** https://developer.hashicorp.com/terraform/language/meta-arguments */
const META = { count: {}, depends_on: { type: 'array', items: { type: 'string' } }, for_each: {}, lifecycle: { type: 'object' }, provider: { type: 'string' } };

/** @param names of resources, as their folders have them: `project-service` */
export function terraformSchema(root, names) {
  const objects = {};
  const definitions = {};
  const attributes = {};
  for (const name of names) {
    const file = path.join(root, 'lib', name, 'index.d.ts');
    const read = readInterfaces(file, {
      alone: true,
      member: (owner, member, documentation) => ({ name: /#([a-z0-9_]+) /.exec(documentation)?.[1] }),
      // a value that is known later; what stands for it in JSON is an expression
      ignored: 'cdktf.IResolvable',
    });
    const resource = resourceOf(file);
    const config = read.define(read.exported[`${resource.name}Config`]);
    Object.assign(definitions, read.definitions);
    Object.assign(definitions[config.$ref.slice('#/definitions/'.length)].properties, META);
    objects[resource.type] = config;
    attributes[resource.type] = resource.attributes;
  }
  return { objects, definitions, attributes };
}

/** The class of the resource: its type, and what can be read of it. */
function resourceOf(file) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
  const declaration = source.statements.filter(ts.isClassDeclaration).find(one => one.members.some(member => member.name?.getText() === 'tfResourceType'));
  const type = declaration.members.find(member => member.name?.getText() === 'tfResourceType').initializer.text;
  const getters = declaration.members.filter(ts.isGetAccessor).map(member => member.name.getText()).filter(name => !name.endsWith('Input'));
  return { name: declaration.name.text, type, attributes: getters.map(snakeCase) };
}

function snakeCase(name) {
  return name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}
